"""The night's backup, in a process of its own: the worker goes on hearing facts meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import structlog
from django.utils import timezone

import stoep
from stoep.kernel.backup.shelf import is_due

AT_REST = 300.0  # after a start, pages come first
AGAIN = 3600.0
log = structlog.get_logger()


class Nightly:
    """Looks now and then whether a backup is due, and starts one; never two, and after a failure in an hour."""

    def __init__(self, wait: float = AT_REST) -> None:
        self._earliest = time.monotonic() + wait
        self._child: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Start a backup when it is time."""
        if self._is_running() or time.monotonic() < self._earliest or not is_due(timezone.now()):
            return
        self._earliest = time.monotonic() + AGAIN
        path = str(Path(stoep.__file__).parent.parent)
        command = [sys.executable, "-P", "-m", "stoep.kernel.backup"]
        self._child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path})  # noqa: S603

    def end(self) -> None:
        """End a backup that runs: the next start makes it."""
        if self._is_running() and self._child:
            self._child.terminate()
            self._child.wait(5)

    def _is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None
