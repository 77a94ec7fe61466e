"""Who a live stream belongs to, asked outside Django's middleware."""

from __future__ import annotations

from django.conf import settings

from stoep.people.middleware import person_of
from stoep.people.sessions import SessionStore


def person_id_of(cookies: dict[str, str]) -> int | None:
    """Return the id of the person whose session these cookies hold and who may come in now."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    person = person_of(SessionStore(key)) if key else None
    return person.pk if person else None
