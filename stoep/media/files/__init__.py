"""Where stored files lie: a folder tree by content, in the data folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from stoep.kernel.backup.cut import Ask
from stoep.media.models import StoredFile


def path_of(stored: StoredFile) -> Path:
    """Return where the bytes of `stored` lie."""
    return _path(stored.digest)


def files_of(ask: Ask) -> list[tuple[Path, str]]:
    """Return path and SHA-256 of every file that the database behind `ask` names."""
    return [(_path(digest), digest) for (digest,) in ask("SELECT digest FROM media_storedfile ORDER BY digest")]


def _path(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def keep(digest: str, content: bytes) -> None:
    """Write `content` durably under its digest: to a partial file first, synced, then named; folder synced too."""
    target = _path(digest)
    if target.exists():
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
