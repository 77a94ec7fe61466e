"""Tables Django cannot describe, made by hand in migrations: their primary key is the table."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def keyed_table(
    name: str, columns: str, key: str, *, include: str = "", indexes: dict[str, tuple[str, str]] | None = None
) -> RunPython:
    """Return the migration step that makes table `name`.

    SQLite: WITHOUT ROWID, so the key is the table. PostgreSQL: the key and each index also hold what a read needs.
    `indexes` maps a name to (columns, columns it includes).
    """

    def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        postgres = editor.connection.vendor == "postgresql"
        extra = f" INCLUDE ({include})" if postgres and include else ""
        tail = "" if postgres else " WITHOUT ROWID"
        editor.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY ({key}){extra}){tail}")
        for index, (on, also) in (indexes or {}).items():
            covering = f" INCLUDE ({also})" if postgres and also else ""
            editor.execute(f"CREATE INDEX {index} ON {name} ({on}){covering}")

    def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(f"DROP TABLE {name}")

    return RunPython(make, drop)
