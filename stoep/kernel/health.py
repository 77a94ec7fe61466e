"""Do all parts work? A short answer for people and for watchers."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from stoep.kernel.backup import shelf
from stoep.kernel.models import TaskRow
from stoep.kernel.worker import heartbeat_file

STALE_SECONDS = 30
LEAST_FREE = 200 * 1024 * 1024
PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1}
SYNCHRONOUS = {"OFF": 0, "NORMAL": 1, "FULL": 2, "EXTRA": 3}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return ""


def _worker() -> str:
    beat = heartbeat_file()
    alive = beat.exists() and time.time() - beat.stat().st_mtime < STALE_SECONDS
    return "" if alive else "the worker does not run"


def _disk() -> str:
    return "" if shutil.disk_usage(settings.DATA).free > LEAST_FREE else "the disk is nearly full"


def _tasks() -> str:
    dead = TaskRow.objects.filter(state=TaskRow.State.DEAD).count()
    return f"{dead} tasks failed for good" if dead else ""


def report() -> dict[str, object]:
    """Return {"ok", "parts": {name: "ok" or what is wrong}}; dead tasks and old backups are named only."""
    parts = {"database": _database()}
    parts |= {"worker": _worker(), "disk": _disk()}
    wrong = [name for name, problem in parts.items() if problem]
    if not parts["database"]:
        parts["tasks"] = _tasks()
    parts["backup"] = shelf.trouble(timezone.now())
    return {"ok": not wrong, "parts": {name: problem or "ok" for name, problem in parts.items()}}


def assert_pragmas() -> None:
    """Read SQLite's settings back. Raises `RuntimeError` when one is not what durability needs."""
    if connection.vendor != "sqlite":
        return
    durability = {"synchronous": SYNCHRONOUS[settings.SYNCHRONOUS]}
    with connection.cursor() as cursor:
        for name, wanted in (PRAGMAS | durability).items():
            cursor.execute(f"PRAGMA {name}")
            (found,) = cursor.fetchone()
            if found != wanted:
                raise RuntimeError(f"SQLite runs with {name} = {found}, not {wanted}, in {Path(settings.DATA)}")
