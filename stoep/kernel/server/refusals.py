"""What the server itself answers when no page runs: too large, too slow, too busy.

The words come from a function that a setting names, as the design and the languages are not known here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from stoep.kernel.server.environ import Scope

Send = Callable[[dict[str, Any]], Awaitable[None]]
Words = Callable[[int, str, bool], tuple[str, str]]


async def refuse(send: Send, scope: Scope, status: int, *more: tuple[bytes, bytes]) -> None:
    """Answer with a page where one was asked for, and with a sentence where not: to htmx, to a script."""
    asked = dict(scope["headers"])
    wants_page = b"text/html" in asked.get(b"accept", b"") and b"hx-request" not in asked
    say, headers = _from_settings()
    text, language = say(status, asked.get(b"accept-language", b"").decode("latin-1"), wants_page)
    body = text.encode()
    kind = b"text/html" if wants_page else b"text/plain"
    own = [
        (b"content-type", kind + b"; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-language", language.encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers, *more]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@cache
def _from_settings() -> tuple[Words, tuple[tuple[bytes, bytes], ...]]:
    headers: dict[str, str] = import_string(settings.LIVE_HEADERS)
    named = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
    return import_string(settings.REFUSAL), named
