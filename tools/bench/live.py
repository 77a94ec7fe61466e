"""Many open live streams: their memory, how fast a nudge arrives, and what they cost the pages."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tools.bench.load import Request, Result, closed, counted
from tools.bench.processes import memory

SECONDS = 8.0


class Listener:
    """One open page that waits for nudges."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.heard: list[float] = []

    async def open(self) -> None:
        """Connect and wait for the greeting. Raises `RuntimeError` when it is refused."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n"
        self.writer.write(head.encode())
        if b" 200 " not in await self.reader.readline():
            raise RuntimeError("a stream was refused")
        await self.reader.readuntil(b"event: hello")

    async def listen(self) -> None:
        """Note when a nudge about an item arrives."""
        while line := await self.reader.readline():
            if line.startswith((b"event: item", b"event: new")):
                self.heard.append(time.perf_counter())


async def measure_live(
    port: int, pid: int, cookies: list[str], page: Any, write: Any, *, count: int = 1000
) -> dict[str, Any]:
    """Open `count` streams; return megabytes they take, page rates without and with them, and nudge seconds.

    `page` and `write` make requests of number n. A nudge counts from the answer to the write that caused it.
    """
    alone = (await closed(port, page, 16, SECONDS)).summary()
    before = memory(pid)
    listeners = [Listener(port, cookies[n % len(cookies)]) for n in range(count)]
    for start in range(0, count, 50):
        await asyncio.gather(*(listener.open() for listener in listeners[start : start + 50]))
    waiting = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(2)
    taken = memory(pid) - before
    together = (await closed(port, page, 16, SECONDS)).summary()
    await asyncio.sleep(2)
    delays, reached = await _nudges(port, listeners, write)
    for task, listener in zip(waiting, listeners, strict=True):
        task.cancel()
        listener.writer.close()
    late = Result(seconds=delays)
    return {
        "streams": count,
        "memory_mb": round(taken, 1),
        "pages_per_second_alone": alone["per_second"],
        "pages_per_second_with_streams": together["per_second"],
        "nudges": len(delays),
        "reached_share": round(reached, 3),
        "nudge_p50_ms": round(late.percentile(0.5), 1),
        "nudge_p95_ms": round(late.percentile(0.95), 1),
    }


async def _nudges(port: int, listeners: list[Listener], write: Any, rounds: int = 5) -> tuple[list[float], float]:
    delays: list[float] = []
    reached = 0.0
    for number in range(rounds):
        for listener in listeners:
            listener.heard.clear()
        request: Request = write(number)
        await counted(port, lambda _, made=request: made, 1)
        written = time.perf_counter()
        await asyncio.sleep(3)
        first = [listener.heard[0] - written for listener in listeners if listener.heard]
        delays += [max(0.0, seconds) for seconds in first]
        reached += len(first) / len(listeners)
    return delays, reached / rounds
