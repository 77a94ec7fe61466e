"""The bridge from the event loop to pages: bodies, headers, paths, limits, a full house."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
from typing import Any
from unittest import mock

import brotli
from django.test import SimpleTestCase, override_settings

from stoep.kernel.server import body as bodies
from stoep.kernel.server.application import Application
from stoep.kernel.server.environ import environ_of
from stoep.kernel.tests import pages
from stoep.kernel.tests.asgi import Answer, ask, asked, scope_of

LIMIT = 300_000


@override_settings(ROOT_URLCONF="stoep.kernel.tests.pages", MIDDLEWARE=[], BODY_LIMIT=LIMIT, BODY_LIMITS={"/name/": 10})
class BridgeTests(SimpleTestCase):
    def setUp(self) -> None:
        self.app = Application()
        self.addCleanup(self.app.pages.pool.shutdown)

    def echoed(self, path: str = "/echo/", **more: Any) -> dict[str, Any]:
        answer = asked(self.app, path, more.pop("method", "POST"), **more)
        self.assertEqual(answer.status, 200)
        return dict(json.loads(answer.body))

    def test_a_small_body_stays_in_memory(self) -> None:
        said = self.echoed(body=[b"a" * 1000, b"b"])
        self.assertEqual((said["length"], said["kind"]), (1001, "BytesIO"))

    def test_a_large_body_goes_to_disk_and_arrives_whole(self) -> None:
        content = [bytes([n % 251]) * 4096 for n in range(70)]
        said = self.echoed(body=content)
        self.assertEqual(said["hash"], hashlib.sha256(b"".join(content)).hexdigest())
        self.assertNotEqual(said["kind"], "BytesIO")

    def test_the_length_is_what_came_not_what_was_said(self) -> None:
        said = self.echoed(body=[b"twelve bytes"], headers={"Content-Length": "9999"})
        self.assertEqual(said["meta"]["CONTENT_LENGTH"], "12")

    def test_a_name_with_an_underscore_cannot_spoof_another(self) -> None:
        said = self.echoed(headers={"X_Real": "spoofed", "X-Other": "true", "X_Other": "spoofed"})
        self.assertNotIn("HTTP_X_REAL", said["meta"])
        self.assertEqual(said["meta"]["HTTP_X_OTHER"], "true")

    def test_forwarded_headers_are_dropped_without_a_stated_proxy(self) -> None:
        said = self.echoed(headers={"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Host": "evil.example"})
        self.assertEqual(said["meta"]["REMOTE_ADDR"], "192.0.2.1")
        self.assertNotIn("HTTP_X_FORWARDED_HOST", said["meta"])

    def test_two_cookie_headers_become_one(self) -> None:
        scope = scope_of("/echo/")
        scope["headers"] += [(b"cookie", b"a=1"), (b"cookie", b"b=2")]
        self.assertEqual(environ_of(scope, io.BytesIO(), 0)["HTTP_COOKIE"], "a=1; b=2")

    def test_a_path_with_other_letters_arrives_as_it_was_meant(self) -> None:
        self.assertEqual(self.echoed("/name/ë/", method="GET")["name"], "ë")
        self.assertEqual(self.echoed("/name/日本/", method="GET")["name"], "日本")

    def test_too_much_is_refused(self) -> None:
        answer = asked(self.app, "/echo/", "POST", body=[b"x" * 65_536] * 6)
        self.assertEqual((answer.status, answer.headers["connection"]), (413, "close"))

    def test_an_address_can_have_its_own_limit(self) -> None:
        self.assertEqual(asked(self.app, "/name/a/", "POST", body=[b"x" * 11]).status, 413)

    def test_a_client_that_leaves_runs_no_page(self) -> None:
        self.assertIsNone(asyncio.run(ask(self.app, "/echo/", "POST", body=[b"half"], leaves=True)))
        self.assertEqual(self.app.pages.waiting, 0)

    def test_a_client_that_stops_talking_is_answered_and_left(self) -> None:
        async def silent() -> dict[str, Any]:
            await asyncio.sleep(60)
            return {}

        with mock.patch.object(bodies, "PATIENCE", 0.05), self.assertRaises(TimeoutError):
            asyncio.run(bodies.spooled(silent, LIMIT))

    def test_a_full_house_says_so_and_opens_again(self) -> None:
        self.app.pages.most_waiting = 2

        async def three() -> list[Answer | None]:
            first = [asyncio.create_task(ask(self.app, "/wait/")) for _ in range(2)]
            await asyncio.to_thread(pages.entered.acquire)
            third = await ask(self.app, "/echo/")
            pages.gate.set()
            return [third, *await asyncio.gather(*first), await ask(self.app, "/echo/")]

        self.addCleanup(pages.gate.clear)
        refused, *answered = asyncio.run(three())
        self.assertEqual((refused.status, refused.headers["retry-after"]), (503, "2"))
        self.assertEqual([answer.status for answer in answered], [200, 200, 200])

    def test_a_client_that_sends_slowly_takes_no_place(self) -> None:
        async def with_a_slow_one() -> Answer | None:
            self.app.pages.most_waiting = 1
            slow = asyncio.create_task(self.app(scope_of("/echo/", "POST"), _never, _never))
            await asyncio.sleep(0)
            answer = await ask(self.app, "/echo/")
            slow.cancel()
            return answer

        answer = asyncio.run(with_a_slow_one())
        self.assertEqual(answer.status, 200)

    def test_a_page_that_fails_answers_500_and_the_next_one_works(self) -> None:
        with self.settings(DEBUG=False):
            self.assertEqual(asked(self.app, "/broken/").status, 500)
        self.assertEqual(asked(self.app, "/echo/").status, 200)

    def test_a_page_is_as_small_as_the_client_takes(self) -> None:
        plain = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
        asked_for = {"gzip, deflate, br": "br", "gzip": "gzip", "br;q=0, gzip;q=0.5": "gzip", "": "", "identity": ""}
        whole = len(asked(self.app, "/long/").body)
        for accepted, coding in asked_for.items():
            answer = asked(self.app, "/long/", headers={"accept-encoding": accepted})
            self.assertEqual(answer.headers.get("content-encoding", ""), coding, accepted)
            self.assertEqual(len(plain[coding](answer.body)), whole)
            self.assertEqual(int(answer.headers["content-length"]), len(answer.body))
            self.assertIn("accept-encoding", answer.headers["vary"])

    def test_head_has_headers_and_no_body(self) -> None:
        answer = asked(self.app, "/echo/", "HEAD")
        self.assertEqual((answer.status, answer.body), (200, b""))


async def _never(*_: object) -> dict[str, Any]:
    await asyncio.Event().wait()
    return {}
