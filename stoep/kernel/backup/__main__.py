"""Makes the night's backup and ends: what the worker starts."""

from __future__ import annotations

import os
import signal
import sys

import django
import structlog
from django.conf import settings

from stoep.kernel.backup.cut import CannotSave
from stoep.kernel.backup.shelf import NIGHTLY, keep
from stoep.kernel.logs import set_up_logs


def main() -> int:
    """Make it, behind everybody else in the queue for the processor; return the exit code."""
    os.umask(0o077)
    os.nice(19)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    django.setup()
    set_up_logs(settings.LOG_LEVEL)
    log = structlog.get_logger()
    try:
        saved = keep(NIGHTLY)
    except CannotSave as error:
        log.error("the nightly backup failed", why=str(error))
        return 1
    log.info("the nightly backup is made", name=saved.path.name, size=saved.size, lost=len(saved.manifest.lost))
    return 0


if __name__ == "__main__":
    sys.exit(main())
