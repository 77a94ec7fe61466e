"""Live streams: who gets what, who is dropped, what a page that comes back is told."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

from django.db import connection, connections
from django.test import override_settings

from stoep.kernel.hearing import KEEP_SECONDS, forget_facts, hear_facts
from stoep.kernel.live import QUEUE, Hub, Nudge, Reader, Stream, newest_fact
from stoep.kernel.models import FactRow
from stoep.kernel.server import streams
from stoep.kernel.server.pages import Pages
from stoep.kernel.server.streams import LiveStreams
from stoep.kernel.tests.asgi import scope_of
from stoep.kernel.tests.cases import WiredTestCase
from stoep.kernel.tests.test_hearing import ring

inside = {7}
HEADERS = {"X-Content-Type-Options": "nosniff"}


def person_of(cookies: dict[str, str]) -> int | None:
    """Return who the cookie names, if they are inside."""
    number = int(cookies.get("who", "0"))
    return number if number in inside else None


class HubTests(WiredTestCase):
    def test_only_the_people_meant_are_reached(self) -> None:
        hub, amber, bilal = Hub(), Stream(1), Stream(2)
        hub.add(amber)
        hub.add(bilal)
        hub.send(Nudge(frozenset({1, 3}), "bell", "5"), 9)
        self.assertEqual(amber.queue.get_nowait(), b"id: 9\nevent: bell\ndata: 5\n\n")
        self.assertTrue(bilal.queue.empty())

    def test_a_slow_reader_is_dropped_and_told_to_end(self) -> None:
        hub, slow = Hub(), Stream(1)
        hub.add(slow)
        for number in range(QUEUE + 1):
            hub.send(Nudge(frozenset({1}), "bell", str(number)), number)
        self.assertEqual((hub.count, hub.streams), (0, {}))
        waiting = [slow.queue.get_nowait() for _ in range(QUEUE)]
        self.assertIsNone(waiting[-1])

    def test_a_reader_reads_what_came_since(self) -> None:
        ring(1)
        reader = Reader()
        ring(2)
        self.assertEqual([nudge.data for _, nudge in reader.read([7])], ["2"])
        self.assertEqual(reader.read([7]), [])

    def test_a_fact_of_another_version_is_passed_over(self) -> None:
        reader = Reader()
        FactRow.objects.create(kind="NobodyKnows", fields="{}", created_at=0)
        ring(2)
        self.assertEqual([nudge.data for _, nudge in reader.read([7])], ["2"])


@override_settings(
    LIVE_VIEWER="stoep.kernel.tests.test_live.person_of", LIVE_HEADERS="stoep.kernel.tests.test_live.HEADERS"
)
class StreamTests(WiredTestCase):
    def setUp(self) -> None:
        super().setUp()
        connection.inc_thread_sharing()
        self.addCleanup(connection.dec_thread_sharing)
        ours = connections["default"]
        pages = Pages(1, 8)
        pages.pool = ThreadPoolExecutor(1, initializer=lambda: connections.__setitem__("default", ours))
        self.addCleanup(pages.pool.shutdown)
        self.live = LiveStreams(pages)
        self.sent: list[dict[str, Any]] = []
        inside.clear()
        inside.add(7)

    async def open(self, seconds: float, *, last: str = "", act: Any = None) -> str:
        """Open a stream, do `act` meanwhile, leave after some seconds; return what came."""
        leave = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await leave.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)

        headers = {"cookie": "who=7", **({"last-event-id": last} if last else {})}
        served = asyncio.create_task(self.live.serve(scope_of("/live/", headers=headers), receive, send))
        if act:
            await asyncio.sleep(0.1)
            act()
        await asyncio.wait([served], timeout=seconds)
        self.ended_by_itself = served.done()
        leave.set()
        await asyncio.wait_for(served, 1)
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    def test_a_stream_says_hello_and_hands_nudges_on(self) -> None:
        text = asyncio.run(
            self.open(0.3, act=lambda: self.live.hub.send(Nudge(frozenset({7}), "bell", "5"), 3)),
        )
        self.assertIn("event: hello", text)
        self.assertIn("event: bell\ndata: 5", text)
        self.assertEqual(self.live.hub.count, 0)

    def test_it_carries_the_security_headers(self) -> None:
        asyncio.run(self.open(0.1))
        self.assertIn((b"x-content-type-options", b"nosniff"), self.sent[0]["headers"])

    def test_what_happens_after_the_hello_is_not_missed_though_the_process_is_new(self) -> None:
        ring(1)
        text = asyncio.run(self.open_and_feed(lambda: ring(2)))
        self.assertIn("event: bell\ndata: 2", text)
        self.assertNotIn("data: 1\n", text.partition("hello")[2].partition("bell")[2])

    async def open_and_feed(self, act: Any) -> str:
        """Open a stream, act in the database, let the feed run."""
        with mock.patch.object(streams, "POLL_SECONDS", 0.15):
            feeding = asyncio.create_task(self.live.feed())
            written = lambda: self.live.pages.pool.submit(act).result()  # noqa: E731
            try:
                return await self.open(0.6, act=written)
            finally:
                feeding.cancel()

    def test_a_stranger_is_refused(self) -> None:
        inside.clear()
        asyncio.run(self.open(0.1))
        self.assertEqual([message["status"] for message in self.sent if "status" in message], [403])

    def test_who_may_no_longer_come_in_is_let_go_however_busy_the_stream(self) -> None:
        def leave_but_ring() -> None:
            inside.clear()
            loop = asyncio.get_running_loop()
            for n in range(40):
                bell = Nudge(frozenset({7}), "bell", str(n))
                loop.call_later(n * 0.02, self.live.hub.send, bell, n)

        with mock.patch.object(streams, "CHECK_SECONDS", 0.3):
            text = asyncio.run(self.open(2, act=leave_but_ring))
        self.assertTrue(self.ended_by_itself)
        self.assertNotIn("data: 30\n", text)

    def test_a_page_that_missed_a_few_gets_them(self) -> None:
        ring(1, 2, 3)
        text = asyncio.run(self.open(0.2, last=str(newest_fact() - 2)))
        self.assertNotIn("data: 1\n", text)
        self.assertIn("event: bell\ndata: 2", text)
        self.assertIn("event: bell\ndata: 3", text)

    def test_a_page_that_missed_more_than_is_kept_reads_all_again(self) -> None:
        ring(1, 2, 3)
        before = newest_fact()
        ring(4, 5)
        while hear_facts():  # a slow machine takes more than one round
            pass
        self.ahead = KEEP_SECONDS + 60
        forget_facts()
        self.assertIn("event: resync", asyncio.run(self.open(0.2, last=str(before))))

    def test_a_page_that_missed_very_many_reads_all_again(self) -> None:
        ring(1)
        before = newest_fact()
        ring(*range(streams.MOST_MISSED + 1))
        self.assertIn("event: resync", asyncio.run(self.open(0.2, last=str(before))))

    def test_a_page_from_before_a_restored_backup_reads_all_again(self) -> None:
        ring(1)
        self.assertIn("event: resync", asyncio.run(self.open(0.2, last=str(newest_fact() + 500))))

    def test_a_client_that_takes_nothing_is_left(self) -> None:
        async def stuck(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.body" and b"bell" in message["body"]:
                await asyncio.Event().wait()

        async def forever() -> dict[str, Any]:
            await asyncio.Event().wait()
            return {}

        async def run() -> None:
            scope = scope_of("/live/", headers={"cookie": "who=7"})
            served = asyncio.create_task(self.live.serve(scope, forever, stuck))
            await asyncio.sleep(0.1)
            for n in range(QUEUE + 5):
                self.live.hub.send(Nudge(frozenset({7}), "bell", str(n)), n)
            await asyncio.wait_for(served, 2)

        with mock.patch.object(streams, "CHECK_SECONDS", 0.2):
            asyncio.run(run())
        self.assertEqual(self.live.hub.count, 0)
