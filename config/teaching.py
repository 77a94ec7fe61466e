"""What `bin/stoep --help` and the help of each command say."""

from __future__ import annotations

import argparse
from importlib.util import find_spec

DATA = "Every command takes --data DIR; without it STOEP_DATA, else the folder data/ beside this program."
TEACHING = """\
run it:
  serve            serve the network (what bin/serve ends in); --port, --host, --site, --cert, --key, --lan, --demo
  web, worker      one part of it
  service          print a systemd unit that runs it
  migrate          bring the database up to this version (serve does it by itself)

look after it:
  check            check database, streams and counts; --repair mends what can be counted again
  backup           save everything in one file: backup FILE; check one: backup verify FILE
  restore          put a backup back in an empty folder: restore FILE
  tasks            list tasks that failed for good; tasks retry ID
{more}
for developers:
  bench            measure it: bench seed, bench run …
  … and every command of Django: shell, makemigrations, showmigrations …

More about one: stoep COMMAND --help
{data}
A path counts from where you stand. Every setting: docs/operate/settings.md
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


def teaching() -> str:
    """Return what `--help` says; it names only what is there."""
    return TEACHING.format(more="".join(text for module, text in ADDED.items() if _is_there(module)), data=DATA)


def parser_of(command: str, description: str, more: str = "") -> argparse.ArgumentParser:
    """Return a parser for the options of one command. `--data` is taken before it, and named here for its help."""
    parser = argparse.ArgumentParser(prog=f"stoep {command}", description=description, epilog=more, allow_abbrev=False)
    parser.add_argument(
        "--data", metavar="DIR", help="the data folder (default: STOEP_DATA, else data/ of the program)"
    )
    return parser


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
