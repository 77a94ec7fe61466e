"""The worker: hears facts, runs tasks, keeps the clock. One loop, one connection."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, connections

from stoep.kernel.backup.nightly import Nightly
from stoep.kernel.backup.saving import is_saving
from stoep.kernel.changes import Changes
from stoep.kernel.facts import wiring
from stoep.kernel.hearing import forget_facts, hear_facts
from stoep.kernel.lists import is_not
from stoep.kernel.tasks import run_one, waiting

TICK = {"sqlite": 0.05, "postgresql": 0.2}
BREATH = 0.002  # between two batches, so that who waits to write has a turn
LOOK_ANYWAY = 1.0
BEAT_SECONDS = 10
log = structlog.get_logger()


def heartbeat_file() -> Path:
    """Return the file whose age says when the worker last went round."""
    return Path(settings.DATA) / "worker.beat"


def _beat() -> None:
    heartbeat_file().touch()


def _checkpoint() -> None:
    """Move what was written from the log into the file: a page that commits need not do it and wait for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _upkeep() -> None:
    forget_facts()
    for tidy in wiring().UPKEEP:
        tidy()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            if not is_saving():  # it would wait for the backup to be read, and all who write with it
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA optimize")


class Worker:
    """Goes round until `stop` is set."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._changes = Changes()
        self._next: dict[Callable[[], None], float] = {}
        self._looked = 0.0
        self._more = False
        self._nightly = Nightly()

    def run(self) -> None:
        """Go round; a database that fails for a while is waited for."""
        while not self.stop.is_set():
            try:
                self.stop.wait(BREATH if self.step() else TICK[connection.vendor])
            except DatabaseError:
                log.exception("the worker lost the database")
                connections.close_all()
                self._changes = Changes()
                self.stop.wait(2)
        self._nightly.end()
        connections.close_all()

    def step(self) -> bool:
        """Do what waits; say whether there may be more."""
        self._clock(_beat, BEAT_SECONDS)
        self._clock(_checkpoint, 2)
        self._clock(_upkeep, 180)
        self._clock(self._nightly.look, 60)
        now = time.monotonic()
        changed = self._changes.any()  # counts what others wrote; what this process left over is `_more`
        if not (changed or self._more) and now - self._looked < LOOK_ANYWAY:
            return False
        self._looked = now
        self._more = (is_any_unheard() and hear_facts() > 0) or (waiting() and run_one())
        return self._more

    def _clock(self, job: Callable[[], None], seconds: float) -> None:
        now = time.monotonic()
        if now >= self._next.get(job, 0):
            self._next[job] = now + seconds
            job()


def is_any_unheard() -> bool:
    """Say whether a fact waits to be heard."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM kernel_fact WHERE {is_not('heard')})")
        return bool(cursor.fetchone()[0])


def main() -> None:
    """Run the worker of this process until it is told to end."""
    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    worker.run()
