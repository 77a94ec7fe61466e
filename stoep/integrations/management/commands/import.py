"""bin/stoep import: bring in another network, and take it out again."""

from __future__ import annotations

import argparse
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from stoep.groups.models import Group
from stoep.integrations.actions import Importer, undo_import
from stoep.integrations.importers.archive import Archive, Refused
from stoep.integrations.importers.report import Report
from stoep.integrations.importers.stackexchange import StackExchange
from stoep.integrations.models import ImportRun

STEP = 1000
ONLY_PART, NOTHING_DONE = 1, 2  # codes to leave with


class _TriedOut(Exception):
    """Ends a dry run, so that its transaction leaves nothing."""


class Command(BaseCommand):
    """Import, undo, list."""

    help = (
        "Bring in another network: import stackexchange PATH. Take it out again: import undo ID. See: import list. "
        "It leaves with 1 when only part could be read, with 2 when nothing was done."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", choices=("stackexchange", "undo", "list"))
        parser.add_argument("what", nargs="?", help="the archive (.tar.gz, .zip or folder), or the number of a run")
        parser.add_argument("--dry-run", action="store_true", help="report what would be taken; write nothing")
        parser.add_argument("--report", type=Path, help="write the report to this file, as JSON")
        parser.add_argument("--group", help="the group it is shared in, by its address; without it: everyone")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["source"] == "list":
            for run in ImportRun.objects.order_by("pk"):
                state = f"{run.get_state_display():<8} {run.started_at:%Y-%m-%d %H:%M}"
                self.stdout.write(f"{run.pk}  {state}  {run.source}")
        elif not options["what"]:
            raise CommandError("Say what: an archive, or the number of a run.")
        elif options["source"] == "undo":
            self._undo(options["what"])
        else:
            self._import(options)

    def _undo(self, number: str) -> None:
        run = ImportRun.objects.filter(pk=number).first() if number.isdecimal() else None
        if run is None:
            raise CommandError(f"There is no import {number}; see: import list")
        gone = undo_import(run, lambda n: self._progress(n, "removed"))
        self.stdout.write("Removed: " + ", ".join(f"{n} {kind}" for kind, n in gone.items()))
        if left := run.rows.count():
            self.stdout.write(f"Kept: {left}, for colleagues have replied there, or something belongs to them.")

    def _import(self, options: dict[str, Any]) -> None:
        report, path = Report(), options["report"]
        if path:
            self._writing(path, "a", "", NOTHING_DONE)  # better to hear it now than after an hour
        try:
            self._take(options, report)
        except Refused as error:
            raise CommandError(f"This cannot be imported: {error}.", returncode=NOTHING_DONE) from error
        if path:
            self._writing(path, "w", report.as_json(), ONLY_PART)
        for line in report.lines():
            self.stdout.write(line)
        if report.parts:
            raise CommandError("Only part of it could be read; see above.", returncode=ONLY_PART)

    @staticmethod
    def _writing(path: Path, mode: str, text: str, code: int) -> None:
        try:
            with path.open(mode, encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise CommandError(f"The report cannot be written to {path}: {error.strerror}.", returncode=code) from error

    def _take(self, options: dict[str, Any], report: Report) -> None:
        source = StackExchange(Archive(Path(options["what"])), report)
        group = self._group(options["group"])
        with suppress(_TriedOut), transaction.atomic() if options["dry_run"] else nullcontext():
            importer = Importer(f"stackexchange:{source.site}", source.archive.path.name, report, group)
            run = importer.take(source.records(), lambda n: self._progress(n, "read"))
            if options["dry_run"]:
                self.stdout.write("This is what would be taken. Nothing was written.")
                raise _TriedOut
            self.stdout.write(f"Import {run.pk} is done. Take it out again with: import undo {run.pk}")

    def _group(self, slug: str | None) -> Group | None:
        if not slug:
            return None
        group = Group.objects.filter(slug=slug).first()
        if group is None:
            raise CommandError(f"There is no group at /g/{slug}/.")
        return group

    def _progress(self, n: int, word: str) -> None:
        if n // STEP > self._said // STEP:
            self.stdout.write(f"  {n} {word} …")
            self.stdout.flush()
        self._said = n

    _said = 0
