"""A small HTTP client that loads a server: closed loop with N connections, or open loop at a fixed rate."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Request = tuple[str, str, str, bytes, str]  # method, path, cookie, body, a text the answer must hold


@dataclass
class Result:
    """What a load gave: seconds of each request, errors, bytes received."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    received: int = 0
    took: float = 0.0

    def percentile(self, share: float) -> float:
        """Return the time below which `share` of the requests stayed, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else 0.0

    def summary(self) -> dict[str, float]:
        """Return the figures of the load."""
        n = len(self.seconds)
        return {
            "n": n,
            "errors": self.errors,
            "per_second": round(n / self.took, 1) if self.took else 0,
            "p50": round(self.percentile(0.5), 2),
            "p95": round(self.percentile(0.95), 2),
            "p99": round(self.percentile(0.99), 2),
            "bytes": self.received // max(1, n),
        }


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int, accept: str = "") -> None:
        self.port, self.accept = port, accept
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def send(self, request: Request) -> tuple[int, bytes]:
        """Send one request; return status and body."""
        method, path, cookie, body, _ = request
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Length: {len(body)}\r\n"
        if body:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
        if self.accept:
            head += f"Accept-Encoding: {self.accept}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        assert self.reader is not None
        answer = await self.reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        length = 0
        for line in answer.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line[15:])
        return status, await self.reader.readexactly(length)

    def close(self) -> None:
        """Close it."""
        if self.writer:
            self.writer.close()
            self.writer = None


async def _one(connection: Connection, request: Request, result: Result, started: float) -> None:
    try:
        status, body = await connection.send(request)
    except (OSError, asyncio.IncompleteReadError):
        connection.close()
        result.errors += 1
        return
    result.seconds.append(time.perf_counter() - started)
    result.received += len(body)
    if status >= 400 or request[4].encode() not in body:
        result.errors += 1


async def compressed_size(port: int, request: Request) -> int:
    """Return the bytes of the body of an answer, compressed as for a browser."""
    connection = Connection(port, accept="gzip")
    _, body = await connection.send(request)
    connection.close()
    return len(body)


async def closed(port: int, make: Callable[[int], Request], connections: int, seconds: float) -> Result:
    """Load with `connections` that each send the next request when they have the answer."""
    result, number, end = Result(), iter(range(10**9)), time.perf_counter() + seconds
    started = time.perf_counter()

    async def run() -> None:
        connection = Connection(port)
        while time.perf_counter() < end:
            await _one(connection, make(next(number)), result, time.perf_counter())
        connection.close()

    await asyncio.gather(*(run() for _ in range(connections)))
    result.took = time.perf_counter() - started
    return result


async def counted(port: int, make: Callable[[int], Request], count: int) -> Result:
    """Send `count` requests over one connection, one after another."""
    result, connection = Result(), Connection(port)
    started = time.perf_counter()
    for number in range(count):
        await _one(connection, make(number), result, time.perf_counter())
    connection.close()
    result.took = time.perf_counter() - started
    return result


async def opened(port: int, make: Callable[[int], Request], rate: float, seconds: float) -> Result:
    """Load at `rate` a second whatever the answers; a time counts from the moment the request was due."""
    result, spare, started = Result(), [Connection(port) for _ in range(256)], time.perf_counter()
    running = []

    async def one(number: int, due: float) -> None:
        connection = spare.pop() if spare else Connection(port)
        await _one(connection, make(number), result, due)
        spare.append(connection)

    for number in range(int(rate * seconds)):
        due = started + number / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        running.append(asyncio.create_task(one(number, due)))
    await asyncio.gather(*running)
    result.took = time.perf_counter() - started
    for connection in spare:
        connection.close()
    return result
