"""Claiming a placeholder: "that was me". An admin sees both sides and says yes or no; 30 days long it can be undone.

An archive's e-mail address would be proof by itself once addresses are verified; no source read today holds one.
"""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone

from stoep.integrations.facts import ClaimAsked
from stoep.integrations.models import Claim
from stoep.items.actions.authors import change_author
from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.models import Person


class TooLate(NotAllowed):
    """What was approved more than 30 days ago stays."""


@transaction.atomic
def ask_claim(person: Person, placeholder: Person) -> Claim:
    """Ask to be known as who wrote `placeholder`'s items. Asking twice is no error."""
    require(person.is_active and not person.is_guest and placeholder.is_placeholder and placeholder.is_active)
    claim, is_new = Claim.objects.get_or_create(placeholder=placeholder, person=person)
    if is_new:
        announce(ClaimAsked(claim.pk, person.pk))
    return claim


@transaction.atomic
def approve_claim(admin: Person, claim: Claim) -> int:
    """Give the items of the placeholder to the person; return how many. The placeholder is set aside.

    Who else claimed it is answered by it: their claims end, and the profile of the placeholder says whose it is.
    """
    require(admin.is_admin)
    placeholder = Person.objects.select_for_update().get(pk=claim.placeholder_id)  # two admins may both say yes
    claims = Claim.objects.filter(placeholder=placeholder, approved_at=None)
    require(placeholder.is_active and claims.filter(pk=claim.pk).exists())
    moved = change_author(claim.placeholder, claim.person)
    claim.moved, claim.approved_by, claim.approved_at = json.dumps(moved), admin, timezone.now()
    claim.save(update_fields=["moved", "approved_by", "approved_at"])
    claims.exclude(pk=claim.pk).delete()
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
    require(admin.is_admin)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    require(claim.approved_at is not None)
    if not claim.may_be_undone:
        raise TooLate
    Person.objects.filter(pk=claim.placeholder_id).update(is_active=True)
    moved = change_author(claim.person, claim.placeholder, only=json.loads(claim.moved))
    claim.delete()
    return len(moved)
