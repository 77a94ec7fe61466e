"""Member, guest or admin."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.facts import RoleChanged
from stoep.people.models import Person, Session

USUAL_STAY = timedelta(days=90)
LONGEST_STAY = timedelta(days=365)


class LastAdmin(NotAllowed):
    """Somebody has to run the network: the last admin makes another one first."""


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
    if role != Person.Role.ADMIN:
        require_other_admin(person)
    is_other = role != person.role
    person.role, person.guest_until = role, guest_until_or_usual(role, guest_until)
    person.save(update_fields=["role", "guest_until"])
    if is_other:
        Session.objects.filter(person=person).delete()
    announce(RoleChanged(person.pk, role, admin.pk))
    return person
