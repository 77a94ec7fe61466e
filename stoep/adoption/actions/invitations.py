"""Personal invitations: making, renewing, withdrawing them, and the one reminder."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.adoption.access import may_invite
from stoep.adoption.models import Invitation
from stoep.adoption.queries import invitations_left
from stoep.kernel.access import NotAllowed, require
from stoep.people.actions import digest
from stoep.people.models import Person

VALID_FOR = timedelta(days=14)


class NoneLeft(NotAllowed):
    """All invitations of this person are out; one comes back when an invitee has taken part."""


def fresh_token() -> tuple[str, str]:
    """Return a token for a link, and what is stored of it."""
    token = secrets.token_urlsafe(24)
    return token, digest(token)


def require_left(person: Person, number: int = 1) -> None:
    """Raise `NoneLeft` when fewer than `number` invitations are left. The row is locked: two tabs may ask at once."""
    require(may_invite(person))
    Person.objects.select_for_update().get(pk=person.pk)
    left = invitations_left(person)
    if left is not None and left < number:
        raise NoneLeft


@transaction.atomic
def invite(person: Person, *, name: str = "", email: str = "") -> tuple[Invitation, str]:
    """Make a personal invitation; return it and the token of its link, which is not kept. Raises `NoneLeft`.

    One with an e-mail address is mailed by a task and its link is shown to nobody: who comes in by it reads that mail.
    """
    require_left(person)
    token, stored = fresh_token()
    invitation = Invitation.objects.create(
        digest=stored, invited_by=person, name=name[:100], email=email, expires_at=timezone.now() + VALID_FOR
    )
    return invitation, token


@transaction.atomic
def renew_invitation(person: Person, invitation: Invitation, *, is_reminder: bool = False) -> str:
    """Put a new link in place of the old one, valid for fourteen days; return its token.

    There is one reminder: a second one raises `NotAllowed`, as does an invitation that is used or withdrawn.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require(invitation.invited_by_id == person.pk and invitation.is_open)
    require(not (is_reminder and invitation.reminded_at))
    token, invitation.digest = fresh_token()
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.reminded_at = timezone.now() if is_reminder else invitation.reminded_at
    invitation.save(update_fields=["digest", "expires_at", "reminded_at"])
    return token


@transaction.atomic
def withdraw_invitation(person: Person, invitation: Invitation, *, withdrawn: bool = True) -> None:
    """Take back an invitation nobody used yet, or bring it back. Raises `NoneLeft` when its place was given away."""
    require(invitation.invited_by_id == person.pk or person.is_admin)
    if not withdrawn:
        require_left(invitation.invited_by)
    at = timezone.now() if withdrawn else None
    Invitation.objects.filter(pk=invitation.pk, accepted_by=None).update(withdrawn_at=at)


@transaction.atomic
def note_taking_part(person_id: int) -> Invitation | None:
    """Give the invitation back to who invited this person, once: they posted or replied. Return it, None otherwise."""
    invitation = Invitation.objects.filter(accepted_by=person_id, took_part_at=None).first()
    now = timezone.now()
    if invitation and Invitation.objects.filter(pk=invitation.pk, took_part_at=None).update(took_part_at=now):
        return invitation
    return None
