"""A whole site as Stack Exchange publishes it, read twice. Skipped where it does not lie beside the project."""

from __future__ import annotations

import re
import tarfile
import warnings

from config.environment import ROOT
from stoep.integrations.tests.case import EVERYTHING, ImportTestCase, Kinds
from stoep.kernel.facts import wiring

SITE = "history.meta.stackexchange.com"
ARCHIVE = ROOT.parent / f"shared/samples/conversations/{SITE}-2018-09.tar.gz"


class RealArchiveTests(ImportTestCase):
    def setUp(self) -> None:
        super().setUp()
        if not ARCHIVE.exists():
            reason = f"NOT TESTED: a real archive; it should be at ../{ARCHIVE.relative_to(ROOT.parent)}"
            warnings.warn(reason, stacklevel=1)
            self.skipTest(reason)

    def in_source(self, name: str, having: bytes = b"") -> int:
        """Count rows without reading the XML."""
        with tarfile.open(ARCHIVE) as archive:
            file = archive.extractfile(f"{SITE}/{name}")
            assert file is not None
            return len(re.findall(rb"<row [^>]*" + having, file.read()))

    def test_all_of_it_is_taken_once(self) -> None:
        kinds = self.take(ARCHIVE)
        there = {
            "person": self.in_source("Users.xml"),
            "question": self.in_source("Posts.xml", b'PostTypeId="1"'),
            "answer": self.in_source("Posts.xml", b'PostTypeId="2"'),
            "comment": self.in_source("Comments.xml"),
        }
        taken = self.taken(kinds)
        self.assertEqual({kind: taken[kind] for kind in there}, there)
        self.assertEqual(EVERYTHING.count(), there["question"] + there["answer"] + there["comment"])
        self.assertEqual([check.holds for check in wiring().CHECKS if check.run()], [])
        self.again(kinds)

    def again(self, before: Kinds) -> None:
        kinds = self.take(ARCHIVE)
        self.assertEqual(self.taken(kinds), {})
        self.assertEqual(
            {kind: row["present_already"] for kind, row in kinds.items()},
            {kind: row["taken"] for kind, row in before.items()},
        )
