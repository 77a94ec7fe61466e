"""Who may invite, and who is new."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.kernel.ids import id_at
from stoep.organisation.functions import is_on
from stoep.people.models import Person

NEW_FOR = timedelta(days=30)


def may_invite(person: Person) -> bool:
    """Members invite, or only admins where the organisation wants that; guests do not."""
    return person.is_active and not person.is_guest and (person.is_admin or is_on("invitations"))


def is_newcomer(person: Person) -> bool:
    """Say whether `person` arrived of late: their id holds the moment, so it costs no query."""
    return bool(person.pk > id_at(timezone.now() - NEW_FOR))
