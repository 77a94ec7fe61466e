"""bin/bench seed|run|irc|view|compare: see --help of each."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Run one of the bench commands."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    seed = commands.add_parser("seed", help="fill a new installation with realistic skew")
    seed.add_argument("--people", type=int, default=1000)
    seed.add_argument("--roots", type=int, default=20_000)
    run = commands.add_parser("run", help="measure an installation over real HTTP")
    run.add_argument("--seconds", type=float, default=4.0, help="length of one load")
    run.add_argument("--quick", action="store_true", help="one connection only")
    run.add_argument("--only", default="", help="measure only the pages whose name begins so, with commas between")
    run.add_argument(
        "--postgres",
        action="store_true",
        help="seed a private PostgreSQL of this machine first, and measure that",
    )
    run.add_argument("--people", type=int, default=10_000, help="with --postgres")
    run.add_argument("--roots", type=int, default=100_000, help="with --postgres")
    irc = commands.add_parser("irc", help="publish annotated IRC logs through the product's own actions")
    irc.add_argument("path", type=Path, help="a tar.gz of *.raw.txt and *.annotation.txt")
    view = commands.add_parser(
        "view", help="the first view of the demonstration's home in a browser: bytes, first paint"
    )
    for command in (seed, run, irc, view):
        command.add_argument("--data", default=os.environ.get("STOEP_DATA", "bench-data"))
        command.add_argument("--json", type=Path)
    compare = commands.add_parser("compare", help="put two results side by side")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)
    compare.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.command == "compare":
        from tools.bench.report import compare as put_side_by_side

        return put_side_by_side(options.old, options.new, options.json)
    os.environ["STOEP_DATA"] = os.path.abspath(options.data)
    if options.command == "seed":
        return _seed(options)
    if options.command == "irc":
        return _irc(options)
    if options.command == "view":
        return _view(options)
    if options.postgres:
        return _run_on_postgres(options)
    return _run(options)


def _run_on_postgres(options: argparse.Namespace) -> int:
    from tools.postgres import running_postgres

    with running_postgres(fsync=True, buffers="1GB") as address, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"STOEP_DATABASE": address, "STOEP_DATA": folder}
        options.data = folder
        target, options.json = options.json, None
        _seed(options)
        options.json = target
        return _run(options)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def _seed(options: argparse.Namespace) -> int:
    _django()
    from django.core.management import call_command

    from tools.bench.seed import Seeder

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    counts = Seeder(options.people, options.roots).run()
    counts["seconds"] = round(time.perf_counter() - started)
    print(json.dumps(counts))
    if options.json:
        options.json.write_text(json.dumps(counts))
    return 0


def _irc(options: argparse.Namespace) -> int:
    _django()
    from django.core.management import call_command

    from tools.bench.irc import run

    call_command("migrate", verbosity=0)
    figures = run(options.path)
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures))
    return 0


def _view(options: argparse.Namespace) -> int:
    from tools.bench.view import first_view

    figures = first_view(Path(options.data))
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures))
    return 0


def _run(options: argparse.Namespace) -> int:
    _django()
    from tools.bench.measure import measure
    from tools.bench.report import show

    results = measure(
        Path(options.data), seconds=options.seconds, quick=options.quick, only=tuple(options.only.split(","))
    )
    show(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
