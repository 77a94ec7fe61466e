"""Sending a file that a page allowed, by the event loop: with ranges, at any pace of the client."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

CHUNK = 64 * 1024
_RANGE = re.compile(rb"^bytes=(\d{0,18})-(\d{0,18})$")
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class BadRange(ValueError):
    """The range asked for is not in the file."""


def part_of(size: int, asked: bytes) -> tuple[int, int] | None:
    """Return first and last byte of the range asked for, None for the whole file. Raises `BadRange`."""
    found = _RANGE.match(asked.strip())
    if not found or found.group(0) == b"bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if start > end or start >= size:
        raise BadRange
    return start, end


async def send_file(send: Send, status: int, headers: Headers, path: Path, asked: bytes) -> None:
    """Send `path`, or the part of it that was asked for."""
    file = await asyncio.to_thread(path.open, "rb")
    with file:
        size = os.fstat(file.fileno()).st_size
        kept = [(k, v) for k, v in headers if k != b"content-length"] + [(b"accept-ranges", b"bytes")]
        try:
            part = part_of(size, asked) if status == 200 and asked else None
        except BadRange:
            await _start(send, 416, [*kept, (b"content-range", b"bytes */%d" % size), (b"content-length", b"0")])
            await send({"type": "http.response.body", "body": b""})
            return
        start, end = part or (0, size - 1)
        if part:
            kept.append((b"content-range", b"bytes %d-%d/%d" % (start, end, size)))
        await _start(send, 206 if part else status, [*kept, (b"content-length", b"%d" % (end - start + 1))])
        await asyncio.to_thread(file.seek, start)
        left = end - start + 1
        while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK, left))):
            left -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
