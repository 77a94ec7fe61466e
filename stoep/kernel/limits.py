"""How often: fixed windows, counted in a database of their own so that no page waits for the main one.

Limits whose name begins with "sign-in" refuse when the counting fails; others let through.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DatabaseError, connections
from django.db.models import Model

ALIAS = "limits"
_TABLE = "CREATE TABLE IF NOT EXISTS hits (name TEXT, window INTEGER, n INTEGER, PRIMARY KEY (name, window)) WITHOUT ROWID"
_HIT = (
    "INSERT INTO hits VALUES (%s, %s, 1) ON CONFLICT (name, window) DO UPDATE SET n = n + 1 RETURNING n"
)


@dataclass(frozen=True)
class Limit:
    """At most `times` in each window of `seconds`."""

    name: str
    times: int
    seconds: int


class Router:
    """Keeps Django's own tables out of the database of limits."""

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: object) -> bool:
        """Say no for the database of limits."""
        return db != ALIAS

    def db_for_read(self, model: type[Model], **hints: object) -> None:
        """Leave the choice to Django."""
        return


def allow(limit: Limit, key: str) -> bool:
    """Count one more for `key`; say whether it is still within `limit`."""
    window = int(time.time()) // limit.seconds * limit.seconds
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(_TABLE)
            cursor.execute(_HIT, [f"{limit.name}:{key[:200]}", window])
            (n,) = cursor.fetchone()
            if n == 1:
                cursor.execute("DELETE FROM hits WHERE window < %s", [int(time.time()) - 86_400])
    except DatabaseError:
        return not limit.name.startswith("sign-in")
    return bool(n <= limit.times)
