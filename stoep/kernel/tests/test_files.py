"""Files go out by the event loop: whole, in parts, and refused where there is no such part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase, override_settings

from stoep.kernel.server.application import Application
from stoep.kernel.server.files import BadRange, part_of
from stoep.kernel.tests.asgi import Answer, asked
from stoep.kernel.tests.pages import PATH_VARIABLE

CONTENT = os.urandom(200_001)


@override_settings(ROOT_URLCONF="stoep.kernel.tests.pages", MIDDLEWARE=[])
class FileTests(SimpleTestCase):
    def setUp(self) -> None:
        self.app = Application()
        self.addCleanup(self.app.pages.pool.shutdown)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "file"
        self.path.write_bytes(CONTENT)
        pointed = mock.patch.dict(os.environ, {PATH_VARIABLE: str(self.path)})
        pointed.start()
        self.addCleanup(pointed.stop)

    def part(self, asked_for: str) -> Answer:
        return asked(self.app, "/file/", headers={"Range": asked_for})

    def test_the_whole_file(self) -> None:
        answer = asked(self.app, "/file/")
        self.assertEqual((answer.status, answer.body), (200, CONTENT))
        self.assertEqual(answer.headers["content-length"], str(len(CONTENT)))
        self.assertEqual(answer.headers["accept-ranges"], "bytes")

    def test_parts(self) -> None:
        for text, first, last in (
            ("bytes=0-0", 0, 0),
            ("bytes=100-199999", 100, 199_999),
            ("bytes=150000-", 150_000, 200_000),
            ("bytes=-7", 199_994, 200_000),
            ("bytes=-999999", 0, 200_000),
            ("bytes=5-99999999", 5, 200_000),
        ):
            answer = self.part(text)
            self.assertEqual((answer.status, answer.body), (206, CONTENT[first : last + 1]), text)
            self.assertEqual(answer.headers["content-range"], f"bytes {first}-{last}/200001")

    def test_a_part_that_is_not_there(self) -> None:
        for text in ("bytes=200001-", "bytes=9-3", "bytes=-0"):
            answer = self.part(text)
            self.assertEqual((answer.status, answer.headers["content-range"]), (416, "bytes */200001"), text)

    def test_what_is_no_range_gives_the_whole_file(self) -> None:
        for text in ("bytes=-", "bytes=1-2,5-6", "lines=1-2", "bytes=a-b", "bytes=" + "9" * 5000 + "-"):
            self.assertEqual(self.part(text).status, 200, text[:30])

    def test_an_empty_file(self) -> None:
        self.path.write_bytes(b"")
        self.assertEqual((asked(self.app, "/file/").status, asked(self.app, "/file/").body), (200, b""))
        with self.assertRaises(BadRange):
            part_of(0, b"bytes=0-")
