"""Reads about imports: what an outside thing became, and who asks to be whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from stoep.integrations.models import Claim, ImportedRow
from stoep.items.models import Item
from stoep.kernel.ids import moment_of
from stoep.people.models import Person
from stoep.people.queries import Face, face_of


def item_from(viewer: Person, source: str, kind: str, external_id: str) -> Item | None:
    """Return the item an outside id became, if `viewer` may read it."""
    row = ImportedRow.objects.filter(source=source, kind=kind, external_id=external_id).first()
    return Item.objects.visible_to(viewer).filter(pk=row.row_id).first() if row else None


@dataclass(frozen=True)
class Side:
    """One side of a claim: somebody, how much of theirs the viewer may read, and from when till when."""

    person: Person
    face: Face
    written: int
    first: datetime | None
    last: datetime | None


def claims_waiting(admin: Person, most: int) -> list[tuple[Claim, Side, Side]]:
    """Return the claims no admin has answered yet with both sides, the oldest first."""
    rows = Claim.objects.filter(approved_at=None).select_related("placeholder", "person").order_by("pk")
    claims = list(rows[:most])
    sides = _sides(admin, {person.pk: person for one in claims for person in (one.person, one.placeholder)})
    return [(claim, sides[claim.person_id], sides[claim.placeholder_id]) for claim in claims]


def claims_approved() -> QuerySet[Claim]:
    """Return the claims that were approved, the newest first."""
    return Claim.objects.filter(approved_at__isnull=False).select_related("placeholder", "person").order_by("-pk")


def count_waiting() -> int:
    """Return how many claims wait for an answer."""
    return Claim.objects.filter(approved_at=None).count()


def known_as(placeholder: Person) -> Person | None:
    """Return who the placeholder turned out to be."""
    claim = Claim.objects.filter(placeholder=placeholder, approved_at__isnull=False).select_related("person").first()
    return claim.person if claim else None


def _sides(viewer: Person, people: dict[int, Person]) -> dict[int, Side]:
    items = Item.objects.visible_to(viewer).filter(author__in=people).values_list("author_id")
    counted = {pk: found for pk, *found in items.annotate(Count("pk"), Min("pk"), Max("pk"))}
    return {pk: _side(person, *counted.get(pk, (0, 0, 0))) for pk, person in people.items()}


def _side(person: Person, written: int, first: int, last: int) -> Side:
    return Side(person, face_of(person), written, *((moment_of(first), moment_of(last)) if written else (None, None)))
