"""Claiming a placeholder: "that was me". An admin sees both sides and says yes or no; 30 days long it can be undone.

An archive's e-mail address would be proof by itself once addresses are verified; no source read today holds one.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.integrations.models import Claim
from stoep.items.actions.authors import change_author
from stoep.kernel.access import NotAllowed, require
from stoep.people.models import Person

UNDO_FOR = timedelta(days=30)


class TooLate(NotAllowed):
    """What was approved more than 30 days ago stays."""


@transaction.atomic
def ask_claim(person: Person, placeholder: Person) -> Claim:
    """Ask to be known as who wrote `placeholder`'s items. Asking twice is no error."""
    require(person.is_active and not person.is_guest and placeholder.is_placeholder and placeholder.is_active)
    claim, _ = Claim.objects.get_or_create(placeholder=placeholder, person=person)
    return claim


@transaction.atomic
def approve_claim(admin: Person, claim: Claim) -> int:
    """Give the items of the placeholder to the person; return how many. The placeholder is set aside."""
    require(admin.is_admin and claim.approved_at is None and claim.placeholder.is_active)
    moved = change_author(claim.placeholder, claim.person)
    claim.moved, claim.approved_by, claim.approved_at = json.dumps(moved), admin, timezone.now()
    claim.save(update_fields=["moved", "approved_by", "approved_at"])
    Person.objects.filter(pk=claim.placeholder_id).update(is_active=False)
    return len(moved)


@transaction.atomic
def refuse_claim(admin: Person, claim: Claim) -> None:
    """Say no; the person may ask again."""
    require(admin.is_admin and claim.approved_at is None)
    claim.delete()


@transaction.atomic
def undo_claim(admin: Person, claim: Claim) -> int:
    """Give back what was moved; return how many items. Raises `TooLate` after 30 days."""
    require(admin.is_admin and claim.approved_at is not None)
    if claim.approved_at and claim.approved_at < timezone.now() - UNDO_FOR:
        raise TooLate
    Person.objects.filter(pk=claim.placeholder_id).update(is_active=True)
    moved = change_author(claim.person, claim.placeholder, only=json.loads(claim.moved))
    claim.delete()
    return len(moved)
