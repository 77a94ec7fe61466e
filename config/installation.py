"""Is there what a command needs? A sentence says what is not."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec

from config.environment import data_path, value

DATABASE = "stoep.sqlite3"


def folder_fault(*, makes: bool) -> str:
    """Return why the data folder cannot be used; "" when it can. It is made only for who `makes` it."""
    folder = data_path()
    if os.path.exists(folder) and not os.path.isdir(folder):
        return f"The data folder cannot be {folder}: that is a file."
    if not makes and not os.path.exists(folder):
        return _none_yet()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"The data folder {folder} cannot be used: {error.strerror}."


def database_fault() -> str:
    """Return why the database cannot be asked anything; "" when it answers."""
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        return f"The database does not answer: {reason}"
    return ""


def packages_fault() -> str:
    """Return what to do when the packages of PostgreSQL are not installed."""
    if value("STOEP_DATABASE") and find_spec("psycopg") is None:
        return "PostgreSQL needs packages that are not installed: bin/install core server"
    return ""


def nothing_yet() -> str:
    """Return what to do when the folder holds no network, without making anything in it."""
    return "" if value("STOEP_DATABASE") or (data_path() / DATABASE).exists() else _none_yet()


def version_fault() -> str:
    """Return why the database, which answers, is not the one of this version; "" when it is."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return _none_yet()
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return f"The database is of an older version: {waiting} steps wait (stoep migrate)." if waiting else ""


def _none_yet() -> str:
    where = "this database" if value("STOEP_DATABASE") and data_path().exists() else data_path()
    return f"There is no network in {where} yet. bin/serve makes one; --data DIR (or STOEP_DATA) names another folder."
