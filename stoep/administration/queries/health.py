"""How the installation is: its parts, what it runs on, and the limits it keeps."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from stoep.administration.texts import LIMITS, PARTS, WRONG
from stoep.kernel.health import report
from stoep.kernel.limits import Limit
from stoep.media.models import StoredFile


@dataclass(frozen=True)
class Part:
    """One part of the installation: what it is called, whether it is well, and what to know or do."""

    name: str
    label: str
    is_well: bool
    text: str


@dataclass(frozen=True)
class Vitals:
    """What it runs on, and how much room is taken and left."""

    version: str
    engine: str
    database_size: int
    files_size: int
    free: int
    total: int


def parts_of_health() -> tuple[bool, list[Part]]:
    """Return whether all that matters works, and each part in plain words."""
    health = report()
    found = health["parts"]
    assert isinstance(found, dict)
    parts = [
        Part(name, str(PARTS.get(name, name)), problem == "ok", "" if problem == "ok" else _wrong(name, problem))
        for name, problem in found.items()
    ]
    return bool(health["ok"]), parts


def _wrong(name: str, problem: str) -> str:
    return str(WRONG[name]) if name in WRONG else problem


def vitals() -> Vitals:
    """Return what the installation runs on, and its sizes in bytes."""
    disk = shutil.disk_usage(settings.DATA)
    engine, size = _database()
    files = StoredFile.objects.aggregate(size=Sum("size"))["size"] or 0
    return Vitals(settings.VERSION, engine, size, files, disk.free, disk.total)


def _database() -> tuple[str, int]:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return f"SQLite {sqlite3.sqlite_version}", path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    return f"PostgreSQL {version.split()[0]}", size


def limits() -> list[tuple[str, Limit]]:
    """Return the limits there are words for, with those words."""
    return [(str(text), Limit.known[name]) for name, text in LIMITS.items() if name in Limit.known]
