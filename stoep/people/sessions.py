"""Sessions in the database that bring their person along, in one query.

On an own device a session ends after sixty days in which nobody came (`SESSION_COOKIE_AGE`), and a year after signing
in. On another it ends with the browser, and after twelve hours. Without a person it only holds a half-done step.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from stoep.people.models import Person, Session

LONGEST = 365 * 24 * 3600
ELSEWHERE = 12 * 3600
HALF_DONE = 15 * 60
RENEWED_EVERY = 24 * 3600

_WITH_PERSON = (
    "SELECT p.*, s.session_data FROM people_session s JOIN people_person p ON p.id = s.person_id"
    " WHERE s.session_key = %s AND s.expire_date > %s"
)


def handle_of(session_key: str | None) -> str:
    """Return what names a session on a page: its key would open it."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    """The session of one device. `person` is filled by the same query that reads the session."""

    person: Person | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def renew(self) -> None:
        """Count the sixty days anew: once a day, so that hardly any request writes."""
        if time.time() - self.get("renewed", 0) >= RENEWED_EVERY:
            self.modified = True

    def spend(self) -> bool:
        """Go on under another key with what is in here. Of two who do so at once one hears True."""
        model, data = self.get_model_class(), self._session  # type: ignore[attr-defined]
        if not model.objects.filter(session_key=self.session_key).delete()[0]:
            self.flush()
            return False
        self.create()
        self._session_cache = data
        self.modified = True
        return True

    def get_session_cookie_age(self) -> int:
        """Return how long the session goes on from now if nobody comes."""
        if SESSION_KEY not in self:
            return HALF_DONE
        idle, longest = (super().get_session_cookie_age(), LONGEST) if self.is_own else (ELSEWHERE, ELSEWHERE)
        left = self.get("since", time.time()) + longest - time.time()
        return min(idle, int(left))

    def get_expire_at_browser_close(self) -> bool:
        """Say whether the browser forgets it when it is closed."""
        return not self.is_own

    @property
    def is_own(self) -> bool:
        """Say whether the person said that the device is their own."""
        return bool(self.get("own", True))

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
        row.device, row.is_own = data.get("device", ""), bool(data.get("own", True))
        return row
