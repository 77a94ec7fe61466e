"""`bin/stoep backup` and `bin/stoep restore`; and the backup that is made before a database is changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.environment import ROOT, data_path, value
from config.installation import DATABASE, database_fault, folder_fault, nothing_yet, packages_fault, version_fault
from config.teaching import parser_of

BACKUP = """Save everything, database, files and keys, in one new file, also while Stoep runs.
Check a file that was saved before: stoep backup verify FILE"""
VERIFY = "Check a backup, and name every damage."
RESTORE = "Put a backup back in an empty data folder (and, with PostgreSQL, an empty database)."
WITHOUT = "--without-backup"


class Refused(Exception):
    """Why not, in plain sentences."""


def run(command: str, arguments: list[str]) -> int:
    """Run one of the commands; return the exit code."""
    from stoep.kernel.backup.cut import CannotRestore, CannotSave

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    verifies = command == "backup" and arguments[:1] == ["verify"]
    try:
        if verifies:
            return _verify(arguments[1:])
        return _backup(arguments) if command == "backup" else _restore(arguments)
    except (Refused, CannotSave, CannotRestore) as error:
        print(error, file=sys.stderr)
        return 1


def _backup(arguments: list[str]) -> int:
    parser = parser_of("backup", BACKUP)
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to make; it must not exist")
    target: Path = parser.parse_args(arguments).file.absolute()
    _set_up(packages_fault() or folder_fault(makes=False) or nothing_yet())
    if fault := database_fault() or _empty():
        raise Refused(fault)
    from stoep.kernel.backup.saving import save

    os.nice(19)
    started = time.monotonic()
    saved = save(target)
    about = saved.manifest
    for name in about.lost:
        print(f"The database names the file media/{name}, which is gone or damaged: it is not in the backup.")
    rows, files = sum(about.tables.values()), sum(name.startswith("media/") for name in about.members)
    print(f"Saved in {target}, read again, and sound: {rows} rows, {files} files,", end=" ")
    print(f"{saved.size / 1e6:.1f} MB, in {time.monotonic() - started:.1f} s.")
    print("The keys are in it: whoever has this file can read everything and sign in as anybody.")
    return 0


def _verify(arguments: list[str]) -> int:
    parser = parser_of("backup verify", VERIFY)
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that stoep backup made")
    path: Path = parser.parse_args(arguments).file
    from stoep.kernel.backup.archive import read_manifest
    from stoep.kernel.backup.verifying import faults

    if wrong := faults(path):
        raise Refused("\n".join(wrong))
    about = read_manifest(path)
    rows = sum(about.tables.values())
    print(f"Sound: saved at {about.created} by version {about.version} on {about.engine}, {rows} rows.")
    for name in about.lost:
        print(f"The file media/{name} was gone or damaged already when it was saved.")
    return 0


def _restore(arguments: list[str]) -> int:
    parser = parser_of("restore", RESTORE)
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that stoep backup made")
    parser.add_argument("--force", action="store_true", help="move a network that is there aside, and say where")
    options = parser.parse_args(arguments)
    fault = packages_fault() or folder_fault(makes=True)
    there = {name for name in (DATABASE, "media", "secrets") if (data_path() / name).exists()}
    if not fault and there - {"secrets"} and not options.force:
        fault = f"There is a network in {data_path()}, and it stays. With --force it is moved aside, not removed."
    _set_up(fault)
    if value("STOEP_DATABASE") and (fault := database_fault()):
        raise Refused(fault)
    from stoep.kernel.backup.restoring import is_older, restore

    about, place = restore(options.file.absolute(), aside=bool(there))
    print(f"Put back: the network as it was at {about.created}, {sum(about.tables.values())} rows.")
    if place:
        print(f"What was there before is in {place}.")
    if is_older(about):
        print("Bringing the database up to this version …", flush=True)
        command = [sys.executable, "-P", "-m", "config.cli", "migrate", "--verbosity=0", WITHOUT]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode  # noqa: S603
    return 0


def migrate(arguments: list[str]) -> int:
    """Save the database, unless told not to, and bring it up to this version; return the exit code."""
    from django.core.management import execute_from_command_line

    from stoep.kernel.backup.cut import CannotSave
    from stoep.kernel.backup.shelf import upgraded

    rest = [argument for argument in arguments if argument != WITHOUT]
    only_looks = {"--plan", "--check"} & set(rest)
    is_asked = version_fault() or any(not argument.startswith("-") for argument in rest)
    if is_asked and not only_looks and rest == arguments:
        try:
            if told := save_before_upgrade():
                print(told)
        except CannotSave as error:
            print(f"{error} So nothing was changed. To go on without: stoep migrate {WITHOUT}", file=sys.stderr)
            return 1
    execute_from_command_line(["stoep", "migrate", *rest])
    if not version_fault():
        upgraded()
    return 0


def _set_up(fault: str) -> None:
    if fault:
        raise Refused(fault)
    import django

    django.setup()


def save_before_upgrade() -> str:
    """Save a database that is there before it changes; return what to tell. Raises `CannotSave`."""
    from stoep.kernel.backup.shelf import keep_before_upgrade

    if _empty():
        return ""
    saved = keep_before_upgrade()
    return f"Saved before the upgrade: {saved.path}" if saved else "The upgrade goes on; it was saved when it began."


def _empty() -> str:
    from django.db import connection

    return "" if connection.introspection.table_names() else "There is nothing to save yet: the database is empty."
