"""Request bodies are taken in whole before a page runs: no page thread ever waits for a client."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any

from django.conf import settings

IN_MEMORY = 64 * 1024
PATIENCE = 30.0
Receive = Callable[[], Awaitable[dict[str, Any]]]


class TooLarge(Exception):
    """More came than this address takes."""


class Gone(Exception):
    """The client left before it had said all."""


def limit_for(path: str) -> int:
    """Return how many bytes a request to `path` may have."""
    return next(
        (size for prefix, size in settings.BODY_LIMITS.items() if path.startswith(prefix)),
        settings.BODY_LIMIT,
    )


async def spooled(receive: Receive, limit: int) -> tuple[IO[bytes], int]:
    """Return the body, on disk beyond 64 kB, and its length; who runs the page closes it.

    Raises `TooLarge`, `Gone`, and `TimeoutError` for a client that says nothing for `PATIENCE` seconds.
    """
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        length = await _spool(receive, limit, body)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, length


async def _spool(receive: Receive, limit: int, body: IO[bytes]) -> int:
    length = 0
    while True:
        message = await asyncio.wait_for(receive(), PATIENCE)
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        length += len(chunk)
        if length > limit:
            raise TooLarge
        body.write(chunk)
        if not message.get("more_body"):
            return length
