"""What every test of an import starts from."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase

from stoep.integrations.models import ImportRun
from stoep.items.models import Item
from stoep.people.actions import welcome_person

EVERYTHING = Item.objects.for_system("a test looks at all")
Kinds = dict[str, dict[str, Any]]


class ImportTestCase(TestCase):
    def setUp(self) -> None:
        self.reader = welcome_person(name="Reader", handle="reader", password="correct horse battery")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def command(self, *words: str) -> str:
        out = io.StringIO()
        call_command("import", *words, stdout=out)
        return out.getvalue()

    def take(self, path: Path, *options: str) -> Kinds:
        """Import an archive; return its report per kind."""
        self.command("stackexchange", str(path), "--report", str(self.folder / "report.json"), *options)
        return self.reported()

    def take_part(self, path: Path) -> Kinds:
        """Import an archive that can be read only in part."""
        with self.assertRaises(CommandError) as caught:
            self.take(path)
        self.assertEqual(caught.exception.returncode, 1)
        return self.reported()

    def reported(self) -> Kinds:
        self.assertFalse(ImportRun.objects.filter(state=ImportRun.State.RUNNING).exists())
        kinds: Kinds = json.loads((self.folder / "report.json").read_text("utf-8"))["kinds"]
        self.assertEqual({kind: row["unaccounted"] for kind, row in kinds.items()}, dict.fromkeys(kinds, 0))
        return kinds

    def taken(self, kinds: Kinds) -> dict[str, int]:
        return {kind: row["taken"] for kind, row in kinds.items() if row["taken"]}

    def undo(self) -> str:
        return self.command("undo", str(ImportRun.objects.get().pk))
