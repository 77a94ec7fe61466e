"""Reads about imports: what an outside thing became, and who asks to be whom."""

from __future__ import annotations

from django.db.models import QuerySet

from stoep.integrations.models import Claim, ImportedRow
from stoep.items.models import Item
from stoep.people.models import Person


def item_from(viewer: Person, source: str, kind: str, external_id: str) -> Item | None:
    """Return the item an outside id became, if `viewer` may read it."""
    row = ImportedRow.objects.filter(source=source, kind=kind, external_id=external_id).first()
    return Item.objects.visible_to(viewer).filter(pk=row.row_id).first() if row else None


def claims_waiting() -> QuerySet[Claim]:
    """Return the claims no admin has answered yet, oldest first."""
    return Claim.objects.filter(approved_at=None).select_related("placeholder", "person").order_by("pk")


def claims_approved() -> QuerySet[Claim]:
    """Return the claims that were approved, the newest first."""
    return Claim.objects.filter(approved_at__isnull=False).select_related("placeholder", "person").order_by("-pk")
