"""Request bodies are taken in whole before a page runs: no page thread ever waits for a client."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from typing import IO, Any

from django.conf import settings

IN_MEMORY = 64 * 1024
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
    """Return the body, on disk beyond 64 kB, and its length. Raises `TooLarge` and `Gone`."""
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by who runs the page
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            raise Gone
        chunk = message.get("body", b"")
        length += len(chunk)
        if length > limit:
            body.close()
            raise TooLarge
        body.write(chunk)
        if not message.get("more_body"):
            body.seek(0)
            return body, length
