"""One moment of the database, taken out while others write, with what it says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Ask = Callable[[str], Iterable[Any]]
Files = Callable[[Ask], list[tuple[Path, str]]]  # of the cut that is asked: where each file lies, and its SHA-256


class CannotSave(Exception):
    """Why no backup was made, in plain sentences."""


class CannotRestore(Exception):
    """Why a backup was not put back, in plain sentences."""


@dataclass(frozen=True)
class Cut:
    """The database as a file, the name it has in a backup, the rows of each table, and the files it names."""

    path: Path
    member: str
    tables: dict[str, int]
    migrations: list[str]
    files: list[tuple[Path, str]]


def describe(path: Path, member: str, tables: Iterable[str], ask: Ask, files: Files) -> Cut:
    """Ask a cut, which stays as it is, for all there is to know about it."""
    counts = {table: next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0] for table in sorted(tables)}
    steps = [".".join(row) for row in ask("SELECT app, name FROM django_migrations ORDER BY app, name")]
    return Cut(path, member, counts, steps, files(ask))


def different(found: dict[str, int], wanted: dict[str, int]) -> list[str]:
    """Return a sentence for each table that does not hold the rows it should."""
    return [
        f"Table {table} holds {found.get(table, 0)} rows instead of {wanted.get(table, 0)}."
        for table in sorted({*found, *wanted})
        if found.get(table) != wanted.get(table)
    ]
