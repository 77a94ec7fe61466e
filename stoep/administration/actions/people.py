"""Adding one person, and changing the settings of the organisation, as an admin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from stoep.kernel.access import require
from stoep.organisation.actions import change_mail, change_organisation, switch_functions
from stoep.people.actions import change_profile, welcome_person
from stoep.people.models import Person


@transaction.atomic
def add_person(
    admin: Person, *, name: str, email: str, role: str, guest_until: date | None, language: str = "", **profile: object
) -> Person:
    """Make an account somebody can enter with a link only. Raises `ValidationError` for an address somebody has."""
    require(admin.is_admin)
    person = welcome_person(
        name=name, password=None, email=email, role=role, guest_until=guest_until, language=language
    )
    if any(profile.values()):
        change_profile(person, **profile)  # type: ignore[arg-type]
    return person


def change_settings(admin: Person, **fields: Any) -> None:
    """Change settings of the organisation. Raises `NotAllowed`, `ValidationError`."""
    require(admin.is_admin)
    change_organisation(admin.pk, **fields)


def fill_in_mail(admin: Person, *, server: dict[str, Any] | None, sender: str) -> None:
    """Send mail by another server from now on, or by none. Raises `NotAllowed`."""
    require(admin.is_admin)
    change_mail(admin.pk, server=server, sender=sender)


def switch(admin: Person, off: Iterable[str]) -> None:
    """Leave exactly these functions switched off. Raises `NotAllowed`."""
    require(admin.is_admin)
    switch_functions(admin.pk, off)
