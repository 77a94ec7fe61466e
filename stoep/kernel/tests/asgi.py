"""A client that speaks ASGI to the application, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stoep.kernel.server.application import Application


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def scope_of(path: str, method: str = "GET", headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the scope of a request, as the server gives it."""
    given = {"host": "localhost", **(headers or {})}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "client": ("192.0.2.1", 4000),
        "server": ("localhost", 80),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
    }


async def ask(
    app: Application,
    path: str,
    method: str = "GET",
    *,
    headers: dict[str, str] | None = None,
    body: Iterable[bytes] = (b"",),
    leaves: bool = False,
) -> Answer | None:
    """Send one request, its body in pieces; `leaves`: the client goes away in the middle. None: no answer came."""
    pieces = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]
    pieces[-1]["more_body"] = leaves
    coming = iter([*pieces, {"type": "http.disconnect"}])
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope_of(path, method, headers), receive, send)
    if not sent:
        return None
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], named, b"".join(message["body"] for message in sent[1:]))


def asked(app: Application, path: str, method: str = "GET", **more: Any) -> Answer:
    """Send one request outside a loop and return its answer."""
    answer = asyncio.run(ask(app, path, method, **more))
    assert answer is not None
    return answer
