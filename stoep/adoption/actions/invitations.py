"""Invitations: making, withdrawing, accepting them."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.adoption.access import may_invite
from stoep.adoption.models import Invitation
from stoep.kernel.access import NotAllowed, require
from stoep.people.actions import digest, welcome_person
from stoep.people.models import Person

VALID_FOR = timedelta(days=14)


class NoLongerValid(NotAllowed):
    """The link is used, withdrawn, too old, or was never there: one answer for all."""


@transaction.atomic
def invite(person: Person, *, name: str = "") -> tuple[Invitation, str]:
    """Make a personal invitation; return it and the token of its link, which is not kept."""
    require(may_invite(person))
    token = secrets.token_urlsafe(24)
    expires_at = timezone.now() + VALID_FOR
    invitation = Invitation.objects.create(
        digest=digest(token), invited_by=person, name=name[:100], expires_at=expires_at
    )
    return invitation, token


@transaction.atomic
def withdraw_invitation(person: Person, invitation: Invitation) -> None:
    """Take back an invitation nobody used yet."""
    require(invitation.invited_by_id == person.pk or person.is_admin)
    Invitation.objects.filter(pk=invitation.pk, accepted_by=None).update(withdrawn_at=timezone.now())


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation this link still opens, if any."""
    usable = Invitation.objects.filter(accepted_by=None, withdrawn_at=None, expires_at__gt=timezone.now())
    found = usable.filter(digest=digest(token)).select_related("invited_by").first()
    return found if found and found.invited_by.is_active else None


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str, email: str = "", language: str = "") -> Person:
    """Come in by a personal link; of a hundred at once exactly one succeeds.

    Raises `NoLongerValid`, and `ValidationError` for a weak password.
    """
    invitation = Invitation.objects.select_for_update().filter(digest=digest(token)).first()
    if invitation is None or open_invitation(token) is None:
        raise NoLongerValid
    person = welcome_person(
        name=name, password=password, email=email, invited_by=invitation.invited_by, language=language
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=person)
    return person
