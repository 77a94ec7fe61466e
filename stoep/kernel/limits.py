"""How often: counted in a small file of their own, so that no page waits for the database.

A window has six parts and moves on by one of them: whenever one looks, no more fitted in a whole window.

Limits whose name begins with "sign-in" refuse when the counting fails; others let through.
"""

from __future__ import annotations

import ipaddress
import os
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.conf import settings

PARTS = 6
KEEP_SECONDS = 2 * 86_400
_TABLE = (
    "CREATE TABLE IF NOT EXISTS hits (name TEXT, window INTEGER, n INTEGER, PRIMARY KEY (name, window)) WITHOUT ROWID"
)
_HIT = (
    "INSERT INTO hits VALUES (?, ?, 1) ON CONFLICT (name, window) DO UPDATE SET n = n + 1 WHERE n + 1 <= ? RETURNING n"
)
_BEFORE = "SELECT coalesce(sum(n), 0) FROM hits WHERE name = ? AND window >= ? AND window < ?"
_mine = threading.local()


@dataclass(frozen=True)
class Limit:
    """At most `times` in any `seconds`."""

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
    """Return after how many seconds the next one fits, when `limit` was used up at once."""
    return _part_now(limit) + _part(limit) + limit.seconds - int(time.time())


def _part(limit: Limit) -> int:
    return max(limit.seconds // PARTS, 1)


def _part_now(limit: Limit) -> int:
    """Return when the present part of the window began."""
    return int(time.time()) // _part(limit) * _part(limit)


def network_of(address: str) -> str:
    """Return the network an address counts for: a /24 or a /64, which one visitor easily has all of.

    What is no address counts as itself.
    """
    try:
        there = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    there = getattr(there, "ipv4_mapped", None) or there
    return str(ipaddress.ip_network((there, 24 if there.version == 4 else 64), strict=False))


def give_back(limit: Limit, key: str) -> None:
    """Count one less for `key`: what was counted turned out to be well."""
    row = (f"{limit.name}:{key[:200]}", _part_now(limit))
    with suppress(sqlite3.Error):
        _counts().execute("UPDATE hits SET n = n - 1 WHERE name = ? AND window = ?", row)


def allow(limit: Limit, key: str) -> bool:
    """Count one more for `key` when it is still within `limit`; say whether it is."""
    part, name = _part_now(limit), f"{limit.name}:{key[:200]}"
    try:
        (before,) = _counts().execute(_BEFORE, (name, part - limit.seconds, part)).fetchone()
        left = limit.times - before
        counted = _counts().execute(_HIT, (name, part, left)).fetchone() if left > 0 else None
        if counted == (1,):
            _counts().execute("DELETE FROM hits WHERE window < ?", (part - KEEP_SECONDS,))
    except sqlite3.Error:
        return not limit.name.startswith("sign-in")
    return counted is not None
