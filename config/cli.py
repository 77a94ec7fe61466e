"""`bin/stoep`: the product's own command. `--data DIR` (or STOEP_DATA) says which installation."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec

OWN = {
    "serve": "Serve the network: prepare, migrate, then web and worker in one process tree.",
    "web": "Serve web processes only (a machine of its own).",
    "worker": "Run the worker only (a machine of its own).",
}
TEACHING = """\
commands:
  serve            serve the network (what bin/serve ends in); --port, --host, --site, --demo
  web, worker      one part of it, for more than one machine
  migrate          bring the database up to this version (serve does it by itself)
  check            check database, streams and counts; --repair mends what can be counted again
  tasks            list tasks that failed for good; tasks retry ID
{more}  … and every command of Django: shell, makemigrations, showmigrations …

Every command takes --data DIR; without it STOEP_DATA, else the folder data/ beside this program.
"""

ADDED = {
    "stoep.integrations.management.commands.import": """\
  import           bring in another network: import stackexchange FILE [--dry-run] [--report FILE.json]
                   and take it out again: import undo ID
""",
    "stoep.demo.management.commands.demo": """\
  demo             fill an empty installation with a believable company
""",
}


def _teaching() -> str:
    """Return what `--help` says; it names only what is there."""
    return TEACHING.format(more="".join(text for module, text in ADDED.items() if _is_there(module)))


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="stoep",
        usage="stoep COMMAND [--data DIR] …",
        epilog=_teaching(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("--data", metavar="DIR")
    known, rest = parser.parse_known_args(arguments)
    if known.data:
        os.environ["STOEP_DATA"] = os.path.abspath(known.data)
    if not rest or rest[0] in ("-h", "--help", "help"):
        parser.print_help()
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)
    if rest[0] in ("serve", "web", "worker"):
        return _serve(rest[0], rest[1:])
    if rest[0] in ("check", "tasks"):
        return _look_after(rest[0], rest[1:])
    from django.core.management import execute_from_command_line

    execute_from_command_line(["stoep", *rest])
    return 0


def _look_after(command: str, arguments: list[str]) -> int:
    import django

    django.setup()
    from config import upkeep

    return upkeep.check(arguments) if command == "check" else upkeep.tasks(arguments)


def _serve(command: str, arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"stoep {command}", description=OWN[command])
    parser.add_argument("--port", type=int, help="port to listen on (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--site", help="public address, such as https://stoep.example.nl")
    parser.add_argument("--demo", action="store_true", help="fill a new installation with a believable company")
    options = parser.parse_args(arguments)
    for name, given in (("STOEP_PORT", options.port), ("STOEP_SITE", options.site)):
        if given:
            os.environ[name] = str(given)
    if options.demo:
        os.environ["STOEP_DEMO"] = "1"
    from config.serving import serve

    return serve(command, options.host, demo=options.demo)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
