"""Live streams: `/live/`, server-sent events as a plain coroutine.

It bypasses Django's middleware, so it checks session and person itself, when it opens and every 15 seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from stoep.kernel.ids import id_in
from stoep.kernel.live import Hub, Reader, Stream, end, facts_after, newest_fact, nudges_of
from stoep.kernel.server.environ import Scope
from stoep.kernel.server.pages import Pages

CHECK_SECONDS = 15.0
POLL_SECONDS = 0.25
MOST_STREAMS = 5000
MOST_MISSED = 200
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
log = structlog.get_logger("live")


def cookies_of(scope: Scope) -> dict[str, str]:
    """Return the cookies of a request; none when they cannot be read."""
    text = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    except CookieError:
        return {}


class LiveStreams:
    """Accepts streams and feeds them."""

    def __init__(self, pages: Pages) -> None:
        self.hub, self.pages = Hub(), pages
        self.reader: Reader | None = None
        self.who: Callable[[dict[str, str]], int | None] = import_string(settings.LIVE_VIEWER)
        self.headers: dict[str, str] = import_string(settings.LIVE_HEADERS)

    async def _in_pool(self, function: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.pages.pool, function, *args)

    async def feed(self) -> None:
        """Read new facts for ever and hand them on."""
        while True:
            try:
                await asyncio.sleep(POLL_SECONDS)
                if self.hub.count:
                    for fact_id, nudge in await self._in_pool(self._read):
                        self.hub.send(nudge, fact_id)
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("the live feed stumbled")
                await asyncio.sleep(1)

    def _read(self) -> list[Any]:
        return self.reader.read(list(self.hub.streams)) if self.reader else []

    def _enter(self, cookies: dict[str, str]) -> int | None:
        """Return who comes in; from before the first one says hello, the facts are read."""
        if not self.hub.count:
            self.reader = Reader()
        return self.who(cookies)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one stream until the client leaves or the person may no longer come in."""
        if self.hub.count >= MOST_STREAMS:
            await self._refuse(send, 503)
            return
        cookies = cookies_of(scope)
        person_id = await self._in_pool(self._enter, cookies)
        if person_id is None:
            await self._refuse(send, 403)
            return
        stream = Stream(person_id)
        self.hub.add(stream)
        try:
            await self._open(scope, stream, send)
            await self._run(stream, cookies, receive, send)
        finally:
            self.hub.discard(stream)

    async def _refuse(self, send: Send, status: int) -> None:
        headers = [(b"content-length", b"0"), *self._security()]
        if status == 503:
            headers.append((b"retry-after", b"30"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _security(self) -> list[tuple[bytes, bytes]]:
        return [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]

    async def _open(self, scope: Scope, stream: Stream, send: Send) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            *self._security(),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        last = next((value for name, value in scope["headers"] if name == b"last-event-id"), b"")
        start = await self._in_pool(self._missed, id_in(last.decode("latin-1")), stream.person_id)
        await send({"type": "http.response.body", "body": b"retry: 3000\n\n" + start, "more_body": True})

    @staticmethod
    def _missed(last: int, person_id: int) -> bytes:
        """Return the events a reconnecting page missed, or "read all again" when they are no longer kept."""
        newest = newest_fact()
        hello = f"id: {newest}\nevent: hello\ndata: {newest}\n\n".encode()
        if not last or last == newest:
            return hello
        rows = facts_after(last)
        if not rows or rows[0][0] != last + 1 or len(rows) > MOST_MISSED:
            return f"id: {newest}\nevent: resync\ndata: {newest}\n\n".encode()
        return b"".join(nudge.encoded(fact_id) for fact_id, nudge in nudges_of(rows, [person_id])) + hello

    async def _run(self, stream: Stream, cookies: dict[str, str], receive: Receive, send: Send) -> None:
        """Send what comes. The person is asked for by the clock, however busy the stream; a client that takes
        nothing for as long is left."""
        left = asyncio.ensure_future(_disconnected(receive))
        left.add_done_callback(lambda _: end(stream))
        loop = asyncio.get_running_loop()
        check_at = loop.time() + CHECK_SECONDS
        try:
            while (content := await _next(stream, check_at - loop.time())) is not None:
                if loop.time() >= check_at:
                    if await self._in_pool(self.who, cookies) != stream.person_id:
                        break
                    check_at = loop.time() + CHECK_SECONDS
                async with asyncio.timeout(CHECK_SECONDS):
                    await send({"type": "http.response.body", "body": content, "more_body": True})
            if not left.done():
                async with asyncio.timeout(CHECK_SECONDS):
                    await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            log.info("a page took nothing and is left", person=stream.person_id)
        finally:
            left.cancel()


async def _next(stream: Stream, seconds: float) -> bytes | None:
    """Return the next thing to send: a sign of life when nothing else came in time."""
    try:
        return await asyncio.wait_for(stream.queue.get(), max(0.0, seconds))
    except TimeoutError:
        return b": \n\n"


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
