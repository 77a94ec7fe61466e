"""Putting a backup back: checked and unpacked beside what is there, which then moves aside and is never removed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from stoep.kernel.backup import postgres, shelf, sqlite
from stoep.kernel.backup.archive import Manifest, copy_out, members, read_manifest
from stoep.kernel.backup.cut import CannotRestore
from stoep.kernel.backup.saving import lock_path
from stoep.kernel.backup.verifying import faults
from stoep.kernel.facts import wiring
from stoep.kernel.supervisor import hold

FOLDERS = ("media", "secrets")
_SAFE = re.compile(r"(media|secrets|marks)(/\w[\w.-]*)+")
_STAGE = "restoring"
_DUMP = "stoep.dump"


def restore(file: Path, *, aside: bool) -> tuple[Manifest, Path | None]:
    """Put the backup `file` in the data folder and the database; with `aside`, what is there moves out of its way.

    Returns its manifest and where what was there is now. Raises `CannotRestore`.
    """
    data = Path(settings.DATA)
    with _alone(data):
        manifest = _sound(file, data)
        stage = data / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        try:
            _unpack(file, manifest, stage)
            if connection.vendor == "postgresql":
                postgres.put_back(stage / _DUMP, manifest.tables)
            os.sync()
            place = _set_aside(data) if aside else None
            _move_in(stage, data)
        except OSError as error:
            raise CannotRestore(f"It could not be put back: {error}.") from error
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        shelf.upgraded()
    return manifest, place


def is_older(manifest: Manifest) -> bool:
    """Say whether the database of the backup must be brought up to this version."""
    return bool(_steps() - set(manifest.migrations))


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Keep servers and backups away as long as the block lasts."""
    with ExitStack() as held:
        for path in (data / "web.lock", data / "worker.lock", lock_path()):
            if (lock := hold(path)) is None:
                raise CannotRestore("Stoep runs on this data folder, or a backup of it is being made. End that first.")
            held.enter_context(lock)
        yield


def _sound(file: Path, data: Path) -> Manifest:
    """Return the manifest of a backup that may be put back here."""
    if wrong := faults(file, data):
        raise CannotRestore("\n".join(wrong))
    manifest = read_manifest(file)
    if manifest.engine != connection.vendor:
        raise CannotRestore(
            f"This backup is of {manifest.engine}, and this installation uses {connection.vendor}."
            " STOEP_DATABASE decides that; a backup cannot change from one to the other."
        )
    if set(manifest.migrations) - _steps():
        raise CannotRestore(
            f"This backup is of a newer version ({manifest.version}) than this program ({settings.VERSION})."
            " Put it back with that version."
        )
    if connection.vendor == "postgresql" and not postgres.is_empty():
        raise CannotRestore(
            "The database is not empty, and what is in it stays. Make an empty one and name it in STOEP_DATABASE."
        )
    return manifest


def _steps() -> set[str]:
    """Return every migration this program knows."""
    return {".".join(step) for step in MigrationLoader(None).disk_migrations}


def _unpack(file: Path, manifest: Manifest, stage: Path) -> None:
    for name, content in members(file):
        if name == sqlite.MEMBER:
            sqlite.unpack(content, stage / sqlite.path().name)
        elif name == postgres.MEMBER:
            copy_out(content, stage / _DUMP)
        elif _SAFE.fullmatch(name):
            copy_out(content, stage / name)


def _set_aside(data: Path) -> Path:
    """Move the network that is in the folder into a folder of its own, the database first: it is whole or not there."""
    place = data / f"before-restore-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    place.mkdir(mode=0o700)
    old = [*(sqlite.beside() if connection.vendor == "sqlite" else ()), *_kept(data)]
    for path in old:
        if path.exists():
            path.rename(place / path.name)
    return place


def _kept(data: Path) -> list[Path]:
    return [data / name for name in (*FOLDERS, *wiring().MARKS)]


def _move_in(stage: Path, data: Path) -> None:
    """Move what was unpacked in, the database last. What lies in the way is what starting this command made: keys."""
    shutil.rmtree(data / "secrets", ignore_errors=True)
    for source in (*(stage / name for name in FOLDERS), *(stage / "marks" / mark for mark in wiring().MARKS)):
        if source.exists():
            source.rename(data / source.name)
    database = stage / sqlite.path().name
    if connection.vendor == "sqlite":
        database.rename(sqlite.path())
    os.sync()
