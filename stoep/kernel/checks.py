"""Checks: what is kept beside the truth (a count, a copy, an order) counted again, and mended when asked.

Each app says in its `check.py` what it keeps; `config/wiring.py: CHECKS` is the list; `bin/stoep check` runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

Different = dict[int, tuple[object, object]]  # key: what is kept, what it should be


@dataclass(frozen=True)
class Check:
    """Something that must hold: its sentence, what differs, and how to mend the rows with these keys."""

    holds: str
    differences: Callable[[], Different]
    repair: Callable[[Iterable[int]], None] | None = None

    def run(self) -> Different:
        """Return what differs; asked twice, for a write may come between two of its questions."""
        first = self.differences()
        again = self.differences() if first else {}
        return {key: pair for key, pair in again.items() if key in first}


def select_differences(sql: str) -> Different:
    """Return the rows (key, kept, wanted) of a query as differences."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {int(key): (kept, wanted) for key, kept, wanted in cursor.fetchall()}


def _damage() -> Different:
    """Ask SQLite whether the file is sound; PostgreSQL holds its own."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = [row[0] for row in cursor.fetchall()]
    return {} if said == ["ok"] else {n: (text, "ok") for n, text in enumerate(said)}


def _dangling() -> Different:
    """Ask SQLite for rows that point at nothing; PostgreSQL holds its own."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        return {n: (f"{row[0]} row {row[1]}", f"a row of {row[2]}") for n, row in enumerate(cursor.fetchall())}


DATABASE = (
    Check("The database file is sound", _damage),
    Check("No row points at nothing", _dangling),
)
