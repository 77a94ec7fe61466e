"""PostgreSQL: its own pg_dump, which looks at the same snapshot as the counts and the list of files."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from stoep.kernel.backup.archive import copy_out
from stoep.kernel.backup.cut import CannotRestore, CannotSave, Cut, Files, describe, different

MEMBER = "database/stoep.dump"
MISSING = (
    "PostgreSQL's program {} is not there: install its client (on Debian: postgresql-client), as new as the server."
)


def take(work: Path, files: Files) -> Cut:
    """Dump the database, in a transaction that shows the dump and the counts the same rows. Raises `CannotSave`."""
    dump = work / "database"
    with transaction.atomic():
        _ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ((snapshot,),) = _ask("SELECT pg_export_snapshot()")
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={dump}"]
        if fault := _run("pg_dump", *options, *_database(), **_password()):
            raise CannotSave(fault)
        return describe(dump, MEMBER, connection.introspection.table_names(), _ask, files)


def put_back(dump: Path, tables: dict[str, int]) -> None:
    """Fill the empty database, all or nothing. Raises `CannotRestore`."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    if fault := _run("pg_restore", *options, *_database(), str(dump), **_password()):
        raise CannotRestore(fault)
    found = {table: _ask(f'SELECT count(*) FROM "{table}"')[0][0] for table in connection.introspection.table_names()}
    if wrong := different(found, tables):
        raise CannotRestore("\n".join(wrong))
    # Another server counts its transactions from elsewhere: facts that wait would seem not to be settled yet.
    _ask("UPDATE kernel_fact SET xid = pg_current_xact_id()")
    _ask("ANALYZE")


def faults(content: IO[bytes], work: Path) -> list[str]:
    """Return what is wrong with the dump in `content`: PostgreSQL's own program must be able to list it."""
    dump = work / "checked"
    copy_out(content, dump)
    fault = _run("pg_restore", "--list", str(dump))
    dump.unlink()
    return [fault] if fault else []


def is_empty() -> bool:
    """Say whether the database holds no table."""
    return not connection.introspection.table_names()


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _database() -> list[str]:
    """Return the options that name the database of the settings."""
    given = connection.settings_dict
    named = {"--dbname": "NAME", "--host": "HOST", "--port": "PORT", "--username": "USER"}
    return [f"{option}={given[name]}" for option, name in named.items() if given[name]]


def _password() -> dict[str, str]:
    """Return the password as a variable: what stands in a command, others on the machine can read."""
    return {"PGPASSWORD": given} if (given := str(connection.settings_dict["PASSWORD"])) else {}


def _run(*command: str, **variables: str) -> str:
    """Run a program of PostgreSQL; return what it complains about."""
    if shutil.which(command[0]) is None:
        return MISSING.format(command[0])
    done = subprocess.run(  # noqa: S603
        command, env=os.environ | variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if not done.returncode:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if "error:" in line]
    return lines[0] if lines else f"{command[0]} failed."
