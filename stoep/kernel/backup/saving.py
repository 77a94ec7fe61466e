"""Making a backup: the database first, then every file this copy names; written apart, read again, then named."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection

from stoep.kernel.backup import postgres, sqlite
from stoep.kernel.backup.archive import Manifest, Writer
from stoep.kernel.backup.cut import CannotSave, Cut
from stoep.kernel.backup.verifying import faults
from stoep.kernel.facts import wiring
from stoep.kernel.supervisor import hold

PARTIAL = ".partial"
_PARTS = ("copy", "database", "archive")


@dataclass(frozen=True)
class Saved:
    """A backup that was made, read again and found sound."""

    path: Path
    size: int
    manifest: Manifest


def lock_path() -> Path:
    """Return the file that is locked while a backup is made."""
    return Path(settings.DATA) / "backup.lock"


def is_saving() -> bool:
    """Say whether a backup is being made."""
    lock = hold(lock_path())
    if lock is not None:
        lock.close()
    return lock is None


def save(target: Path) -> Saved:
    """Write a backup to `target`, readable by its owner only. Raises `CannotSave`; then nothing is left of it."""
    lock = hold(lock_path())
    if lock is None:
        raise CannotSave("A backup is being made already.")
    try:
        with lock, _work_folder(target) as work:
            manifest = _write(work / "archive", work)
            if wrong := faults(work / "archive", work):
                raise CannotSave("What was written is not sound when it is read again. " + " ".join(wrong))
            _name(work / "archive", target)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error).strip()
        raise CannotSave(f"The backup {target} could not be made: {reason}. Nothing is left of it.") from error
    return Saved(target, target.stat().st_size, manifest)


def clear(work: Path) -> None:
    """Remove what a backup that was killed left in its folder."""
    for part in _PARTS:
        (work / part).unlink(missing_ok=True)
    for checked in work.glob("*/checked"):
        checked.unlink()
        checked.parent.rmdir()
    with suppress(FileNotFoundError):
        work.rmdir()


@contextmanager
def _work_folder(target: Path) -> Iterator[Path]:
    """Have a folder beside `target`, so that a backup is named by a rename, whole or not at all."""
    if target.exists():
        raise CannotSave(f"{target} exists already. A backup is never written over something.")
    work = target.with_name(target.name + PARTIAL)
    clear(work)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        clear(work)


def _write(archive: Path, work: Path) -> Manifest:
    created = datetime.now(UTC)
    cut = (sqlite if connection.vendor == "sqlite" else postgres).take(work, wiring().FILES)
    with open(os.open(archive, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        writer = Writer(file, created.timestamp())
        writer.add(cut.member, cut.path)
        lost = _add_files(writer, cut)
        _add_keys_and_marks(writer)
        manifest = Manifest(
            settings.VERSION,
            connection.vendor,
            created.isoformat(timespec="seconds"),
            cut.member,
            cut.tables,
            cut.migrations,
            lost,
            writer.members,
        )
        writer.close(manifest)
        _bring_to_disk(file)
    cut.path.unlink()
    return manifest


def _bring_to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):  # so that reading it again asks the disk, not the memory
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _add_files(writer: Writer, cut: Cut) -> list[str]:
    """Add the files the cut names; return those that are gone or are no longer what they were."""
    lost, root = [], Path(settings.MEDIA_ROOT)
    for path, sha256 in cut.files:
        name = str(path.relative_to(root))
        if _is_itself(path, sha256):
            writer.add(f"media/{name}", path)
        else:
            lost.append(name)
    return lost


def _is_itself(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _add_keys_and_marks(writer: Writer) -> None:
    data = Path(settings.DATA)
    for key in sorted((data / "secrets").iterdir()):
        if key.suffix != PARTIAL:
            writer.add(f"secrets/{key.name}", key)
    for mark in wiring().MARKS:
        if (data / mark).exists():
            writer.add(f"marks/{mark}", data / mark)


def _name(archive: Path, target: Path) -> None:
    archive.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
