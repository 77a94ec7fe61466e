"""How often: fixed windows, counted in a small file of their own so that no page waits for the database.

Limits whose name begins with "sign-in" refuse when the counting fails; others let through.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.conf import settings

KEEP_SECONDS = 86_400
_TABLE = (
    "CREATE TABLE IF NOT EXISTS hits (name TEXT, window INTEGER, n INTEGER, PRIMARY KEY (name, window)) WITHOUT ROWID"
)
_HIT = "INSERT INTO hits VALUES (?, ?, 1) ON CONFLICT (name, window) DO UPDATE SET n = n + 1 RETURNING n"
_mine = threading.local()


@dataclass(frozen=True)
class Limit:
    """At most `times` in each window of `seconds`."""

    name: str
    times: int
    seconds: int
    known: ClassVar[dict[str, Limit]] = {}

    def __post_init__(self) -> None:
        self.known[self.name] = self


def _counts() -> sqlite3.Connection:
    """Return this thread's connection; after a fork a process opens its own."""
    if getattr(_mine, "process", 0) != os.getpid():
        _mine.file = sqlite3.connect(Path(settings.DATA) / "cache.sqlite3", timeout=2, isolation_level=None)
        _mine.file.execute("PRAGMA journal_mode=WAL")
        _mine.file.execute("PRAGMA synchronous=OFF")
        _mine.file.execute(_TABLE)
        _mine.process = os.getpid()
    file: sqlite3.Connection = _mine.file
    return file


def seconds_until_more(limit: Limit) -> int:
    """Return after how many seconds the next window of `limit` begins."""
    return limit.seconds - int(time.time()) % limit.seconds


def allow(limit: Limit, key: str) -> bool:
    """Count one more for `key`; say whether it is still within `limit`."""
    window = int(time.time()) // limit.seconds * limit.seconds
    try:
        (n,) = _counts().execute(_HIT, (f"{limit.name}:{key[:200]}", window)).fetchone()
        if n == 1:
            _counts().execute("DELETE FROM hits WHERE window < ?", (window - KEEP_SECONDS,))
    except sqlite3.Error:
        return not limit.name.startswith("sign-in")
    return bool(n <= limit.times)
