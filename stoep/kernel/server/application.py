"""The one ASGI callable: static files, live streams, pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from servestatic import ServeStaticASGI  # type: ignore[import-untyped]

from stoep.kernel.server.body import Gone, TooLarge, limit_for, spooled
from stoep.kernel.server.environ import Scope
from stoep.kernel.server.files import send_file
from stoep.kernel.server.pages import Pages
from stoep.kernel.server.streams import LiveStreams, Receive, Send

MOST_WAITING = 512


class Application:
    """Serves every request of one web process."""

    def __init__(self) -> None:
        self.pages = Pages(settings.WEB_THREADS, MOST_WAITING)
        self.live = LiveStreams(self.pages)
        self.static = ServeStaticASGI(_not_found, root=settings.STATIC_ROOT, prefix="static", max_age=31536000)
        self.feeding: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            return
        elif scope["path"].startswith("/static/"):
            await self.static(scope, receive, send)
        elif scope["path"] == "/live/":
            await self.live.serve(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self.feeding = asyncio.create_task(self.live.feed())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.close()
        await send({"type": "lifespan.shutdown.complete"})

    def close(self) -> None:
        """End open streams and the feed."""
        if self.feeding:
            self.feeding.cancel()
        self.live.hub.close()

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body, length = await spooled(receive, limit_for(scope["path"]))
        except TooLarge:
            await _plain(send, 413, b"This is too large.", (b"connection", b"close"))
            return
        except TimeoutError:
            await _plain(send, 408, b"This took too long.", (b"connection", b"close"))
            return
        except Gone:
            return
        if self.pages.is_full():
            body.close()
            await _plain(send, 503, b"Too busy, try again in a moment.", (b"retry-after", b"2"))
            return
        page = await self.pages.answer(scope, body, length)
        if page.file is not None:
            asked = next((value for name, value in scope["headers"] if name == b"range"), b"")
            await send_file(send, page.status, page.headers, page.file, asked)
            return
        await send({"type": "http.response.start", "status": page.status, "headers": page.headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page.body})


async def _plain(
    send: Callable[[dict[str, Any]], Awaitable[None]], status: int, text: bytes, *more: tuple[bytes, bytes]
) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"x-content-type-options", b"nosniff"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    await _plain(send, 404, b"Not here.")
