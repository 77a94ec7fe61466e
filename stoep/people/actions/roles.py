"""Member, guest or admin."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.organisation.functions import is_on
from stoep.people.facts import ModeratorMarked, RoleChanged
from stoep.people.models import Person, Session

USUAL_STAY = timedelta(days=90)
LONGEST_STAY = timedelta(days=365)


class LastAdmin(NotAllowed):
    """Somebody has to run the network: the last admin makes another one first."""


def may_become(role: str) -> bool:
    """Say whether somebody may be given this role: an organisation may have no new guests."""
    return role != Person.Role.GUEST or is_on("guests")


def require_other_admin(person: Person) -> None:
    """Raise `LastAdmin` when nobody but `person` runs the network. All admins are locked: two may go at once."""
    admins = Person.objects.present().filter(role=Person.Role.ADMIN).order_by("pk").select_for_update()
    if set(admins.values_list("pk", flat=True)) == {person.pk}:
        raise LastAdmin


def guest_until_or_usual(role: str, until: date | None) -> date | None:
    """Return the last day of a guest: `until`, or the usual one; None for who is no guest.

    Raises `ValidationError` for a day that is over or more than a year away.
    """
    if role != Person.Role.GUEST:
        return None
    today = timezone.localdate()
    until = until or today + USUAL_STAY
    if not today <= until <= today + LONGEST_STAY:
        raise ValidationError({"guest_until": _("Choose a day from today, at most a year ahead.")})
    return until


@transaction.atomic
def change_role(admin: Person, person: Person, role: str, guest_until: date | None = None) -> Person:
    """Make a person a member, guest or admin, or give a guest another last day; another role ends their sessions.

    Raises `LastAdmin`, `ValidationError` for a wrong day, and `NotAllowed` for who may not.
    """
    require(admin.is_admin and not person.is_placeholder and role in Person.Role.values)
    require(person.is_guest or may_become(role))
    if role != Person.Role.ADMIN:
        require_other_admin(person)
    is_other = role != person.role
    person.role, person.guest_until = role, guest_until_or_usual(role, guest_until)
    person.save(update_fields=["role", "guest_until"])
    if is_other:
        Session.objects.filter(person=person).delete()
    announce(RoleChanged(person.pk, role, admin.pk))
    return person


@transaction.atomic
def mark_moderator(admin: Person, person: Person, *, is_moderator: bool) -> None:
    """Give a person the duty to remove and pin what they may read, or take it back; guests do not have it."""
    require(admin.is_admin and not person.is_placeholder and not (is_moderator and person.is_guest))
    person.is_moderator = is_moderator
    person.save(update_fields=["is_moderator"])
    announce(ModeratorMarked(person.pk, is_moderator, admin.pk))
