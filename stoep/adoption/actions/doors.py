"""Coming in: by a personal link, a link for a team, or an address of the organisation. All are used with one verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stoep.adoption.actions.invitations import fresh_token
from stoep.adoption.models import DomainArrival, Invitation, TeamLink
from stoep.adoption.queries import is_of_the_organisation
from stoep.kernel.access import NotAllowed
from stoep.people.actions import digest, welcome_person
from stoep.people.models import Person

BY_DOMAIN_FOR = timedelta(hours=24)


class NoLongerValid(NotAllowed):
    """The link is used, withdrawn, too old, or was never there: one answer for all."""


@dataclass(frozen=True)
class Door:
    """What a link opens: who brings one in (None: nobody does), and what is known of who comes.

    `email` was mailed the link, so who comes in by it reads that mail.
    """

    row: Invitation | TeamLink | DomainArrival
    inviter: Person | None
    name: str = ""
    email: str = ""


def door_of(token: str) -> Door | None:
    """Return what this link still opens, None for nothing."""
    now, stored = timezone.now(), digest(token)
    invitation = Invitation.objects.select_related("invited_by").filter(digest=stored).first()
    if invitation:
        inviter = invitation.invited_by
        return Door(invitation, inviter, invitation.name, invitation.email) if invitation.is_open else None
    link = TeamLink.objects.select_related("invited_by").filter(digest=stored).first()
    if link:
        return Door(link, link.invited_by) if link.is_open else None
    arrival = DomainArrival.objects.filter(digest=stored, expires_at__gt=now).first()
    is_open = arrival is not None and is_of_the_organisation(arrival.email)
    return Door(arrival, None, email=arrival.email) if arrival and is_open else None


@transaction.atomic
def come_in(token: str, *, name: str, password: str, email: str = "", language: str = "") -> Person:
    """Come in by a link; of a hundred at once as many succeed as it has places.

    Raises `NoLongerValid`, and `ValidationError` for a weak password or an address a colleague has.
    """
    door = door_of(token)
    if door is None or not _take_place(door.row):
        raise NoLongerValid
    person = welcome_person(
        name=name,
        password=password,
        email=door.email or email,
        email_verified=bool(door.email),
        invited_by=door.inviter,
        language=language,
    )
    if isinstance(door.row, Invitation):
        Invitation.objects.filter(pk=door.row.pk).update(
            accepted_by=person, digest=fresh_token()[1]
        )  # also when they are erased
    return person


def _take_place(row: Invitation | TeamLink | DomainArrival) -> bool:
    """Take one place of what a link opens; say whether there was one. The row is locked until the end."""
    if isinstance(row, TeamLink):
        open_ = TeamLink.objects.filter(pk=row.pk, used__lt=F("places"), withdrawn_at=None)
        return bool(open_.update(used=F("used") + 1))
    if isinstance(row, DomainArrival):
        return bool(DomainArrival.objects.filter(pk=row.pk).delete()[0])
    now = Invitation.objects.select_for_update().filter(pk=row.pk, digest=row.digest).first()
    return now is not None and now.is_open


@transaction.atomic
def open_by_domain(email: str) -> str:
    """Return the token of a link for who reads the mail of `email`; earlier ones for it end."""
    DomainArrival.objects.filter(email=email).delete()
    token, stored = fresh_token()
    DomainArrival.objects.create(digest=stored, email=email, expires_at=timezone.now() + BY_DOMAIN_FOR)
    return token
