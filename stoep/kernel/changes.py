"""Has another connection written? Cheap enough to ask twenty times a second.

SQLite counts commits of other connections (`PRAGMA data_version`); PostgreSQL is simply asked.
"""

from __future__ import annotations

from django.db import connection


class Changes:
    """Remembers what was seen; belongs to one thread and its connection."""

    def __init__(self) -> None:
        self._seen = -1

    def any(self) -> bool:
        """Say whether something may have changed since the last question."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone()
        changed: bool = version != self._seen
        self._seen = version
        return changed
