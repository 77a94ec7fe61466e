"""Sessions in the database that bring their person along, in one query.

A session ends after fourteen days in which nobody came (`SESSION_COOKIE_AGE`), and ninety days after signing in.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from stoep.people.models import Person, Session

LONGEST = 90 * 24 * 3600
RENEWED_EVERY = 24 * 3600

_WITH_PERSON = (
    "SELECT p.*, s.session_data FROM people_session s JOIN people_person p ON p.id = s.person_id"
    " WHERE s.session_key = %s AND s.expire_date > %s"
)


class SessionStore(DatabaseStore):
    """The session of one device. `person` is filled by the same query that reads the session."""

    person: Person | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def renew(self) -> None:
        """Count the fourteen days anew: once a day, so that hardly any request writes."""
        if time.time() - self.get("renewed", 0) >= RENEWED_EVERY:
            self.modified = True

    def get_session_cookie_age(self) -> int:
        """Return how long the session goes on from now if nobody comes."""
        left = self.get("since", time.time()) + LONGEST - time.time()
        return min(super().get_session_cookie_age(), int(left))

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for person in Person.objects.raw(_WITH_PERSON, [self.session_key, now]):
            self.person = person
            return Session(session_key=self.session_key or "", session_data=getattr(person, "session_data"))  # noqa: B009
        return super()._get_session_from_db()  # type: ignore[misc, no-any-return]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        data["renewed"] = int(time.time())
        data.setdefault("since", data["renewed"])
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.person_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.device = data.get("device", "")
        return row
