"""Who may invite."""

from __future__ import annotations

from stoep.organisation.functions import is_on
from stoep.people.models import Person


def may_invite(person: Person) -> bool:
    """Members invite, or only admins where the organisation wants that; guests do not."""
    return person.is_active and not person.is_guest and (person.is_admin or is_on("invitations"))
