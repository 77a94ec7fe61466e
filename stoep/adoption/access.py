"""Who may invite."""

from __future__ import annotations

from stoep.people.models import Person


def may_invite(person: Person) -> bool:
    """Members invite; guests do not."""
    return person.is_active and not person.is_guest
