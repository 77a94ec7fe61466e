"""SQLite: a copy by its own online backup, packed. Never a copy of the file, whose newest part is beside it."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import IO

from django.db import connection

from stoep.kernel.backup.archive import CHUNK, copy_out
from stoep.kernel.backup.cut import Cut, Files, describe, different

MEMBER = "database/stoep.sqlite3.gz"
QUICK = 1  # five times smaller in two seconds per 300 MB; slower levels gain a tenth


def path() -> Path:
    """Return where the database lies."""
    return Path(connection.settings_dict["NAME"])


def beside() -> list[Path]:
    """Return every file the database may consist of."""
    return [path().with_name(path().name + end) for end in ("", "-wal", "-shm", "-journal")]


def take(work: Path, files: Files) -> Cut:
    """Copy the database in one step: one read, so one moment, and nobody who writes waits for it."""
    copy = work / "copy"
    with closing(_open(path(), "mode=ro")) as source, closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
    packed = work / "database"
    with closing(_open(copy, "immutable=1")) as file:
        cut = describe(packed, MEMBER, _tables(file), file.execute, files)
    with copy.open("rb") as content, packed.open("xb") as kept, gzip.open(kept, "wb", QUICK) as small:
        shutil.copyfileobj(content, small, CHUNK)
    copy.unlink()
    return cut


def unpack(content: IO[bytes], target: Path) -> None:
    """Write the database in `content` to `target`. Raises `OSError` or `EOFError` when it is no packed file."""
    with gzip.open(content) as large:
        copy_out(large, target)


def faults(content: IO[bytes], tables: dict[str, int], work: Path) -> list[str]:
    """Return what is wrong with the database in `content`, asked of a copy in folder `work`."""
    copy = work / "checked"
    try:
        unpack(content, copy)
        with closing(_open(copy, "immutable=1")) as file:
            damage = [row[0] for row in file.execute("PRAGMA integrity_check")]
            dangling = file.execute("PRAGMA foreign_key_check").fetchall()
            found = {table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables(file)}
    except (sqlite3.DatabaseError, EOFError, gzip.BadGzipFile) as error:
        return [f"The database cannot be read: {error}."]
    finally:
        copy.unlink(missing_ok=True)
    wrong = [f"The database is damaged: {text}." for text in damage if text != "ok"]
    wrong += [f"In the database row {row} of {table} points at nothing." for table, row, *_ in dangling]
    return wrong + different(found, tables)


def _tables(file: sqlite3.Connection) -> list[str]:
    named = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'")
    return [name for (name,) in named]


def _open(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?{how}", uri=True)
