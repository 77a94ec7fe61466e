"""The one ASGI callable: static files, live streams, pages."""

from __future__ import annotations

import asyncio

from django.conf import settings
from servestatic import ServeStaticASGI  # type: ignore[import-untyped]

from stoep.kernel.server.body import Gone, TooLarge, limit_for, spooled
from stoep.kernel.server.environ import Scope
from stoep.kernel.server.files import send_file
from stoep.kernel.server.pages import Pages
from stoep.kernel.server.refusals import refuse
from stoep.kernel.server.streams import LiveStreams, Receive, Send
from stoep.kernel.server.visitors import as_visited, host_is_ours

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
        else:
            await self._ours(as_visited(scope), receive, send)

    async def _ours(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what belongs to somebody: under our own name only, as a page of another may be pointed at us."""
        if not host_is_ours(scope):
            await refuse(send, scope, 400, (b"connection", b"close"))
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
            await refuse(send, scope, 413, (b"connection", b"close"))
            return
        except TimeoutError:
            await refuse(send, scope, 408, (b"connection", b"close"))
            return
        except Gone:
            return
        if self.pages.is_full():
            body.close()
            await refuse(send, scope, 503, (b"retry-after", b"2"))
            return
        page = await self.pages.answer(scope, body, length)
        if page.file is not None:
            asked = next((value for name, value in scope["headers"] if name == b"range"), b"")
            await send_file(send, page.status, page.headers, page.file, asked)
            return
        await send({"type": "http.response.start", "status": page.status, "headers": page.headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page.body})


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"9"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"Not here."})
