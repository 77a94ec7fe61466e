"""Taking in connections so that every web process holds its share.

Processes that wait on one listening socket are woken in no fair order: measured, one of two held all sixteen
connections of a load and the other none. Here each says in shared memory how many it holds, and one that holds
more than another leaves a new connection to that one for a moment.
"""

from __future__ import annotations

import asyncio
import mmap
import socket
import ssl
import struct
from collections.abc import Callable
from typing import Any

import structlog
import uvicorn

UPDATE_SECONDS = 0.1
LEAVE_SECONDS = 0.002
LEAVE_TIMES = 5
NO_FILES_SECONDS = 1.0
HANDSHAKE_SECONDS, SHUTDOWN_SECONDS = 10.0, 2.0
log = structlog.get_logger("accepting")


class OpenConnections:
    """How many connections each of `processes` holds; made before they are forked."""

    def __init__(self, processes: int) -> None:
        self._memory = mmap.mmap(-1, 8 * processes)
        self._format = f"{processes}q"

    def put(self, number: int, count: int) -> None:
        """Say how many process `number` holds."""
        struct.pack_into("q", self._memory, 8 * number, count)

    def least(self) -> int:
        """Return the smallest number any process holds."""
        return int(min(struct.unpack(self._format, self._memory)))


class Acceptor:
    """Takes connections from a listening socket into the running loop; with `tls`, encrypted by what that gives."""

    def __init__(
        self,
        sock: socket.socket,
        shared: OpenConnections,
        number: int,
        held: Callable[[], int],
        make: Callable[..., asyncio.Protocol],
        tls: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._sock, self._shared, self._number, self._held, self._make = sock, shared, number, held, make
        self._tls = tls
        self._loop = asyncio.get_running_loop()
        self._coming: set[asyncio.Task[object]] = set()
        self._left = 0
        self._is_open = True

    def start(self) -> None:
        """Begin to take connections in."""
        self._sock.setblocking(False)
        self._update()
        self._listen()

    def close(self) -> None:
        """Take no more in."""
        self._is_open = False
        self._loop.remove_reader(self._sock)

    def _listen(self) -> None:
        if self._is_open:
            self._loop.add_reader(self._sock, self._ready)

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self._sock)
        self._loop.call_later(seconds, self._listen)

    def _count(self) -> int:
        count = self._held() + len(self._coming)
        self._shared.put(self._number, count)
        return count

    def _update(self) -> None:
        if self._is_open:
            self._count()
            self._loop.call_later(UPDATE_SECONDS, self._update)

    def _ready(self) -> None:
        if self._count() > self._shared.least() and self._left < LEAVE_TIMES:
            self._left += 1
            self._pause(LEAVE_SECONDS)
            return
        self._left = 0
        try:
            taken, _ = self._sock.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError as error:
            log.error("no connection can be taken in", error=error.errno)
            self._pause(NO_FILES_SECONDS)
            return
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._make, taken, **self._encryption()))
        self._coming.add(task)
        task.add_done_callback(self._came)
        self._count()

    def _encryption(self) -> dict[str, Any]:
        if self._tls is None:
            return {}
        patience = {"ssl_handshake_timeout": HANDSHAKE_SECONDS, "ssl_shutdown_timeout": SHUTDOWN_SECONDS}
        return {"ssl": self._tls(), **patience}

    def _came(self, task: asyncio.Task[object]) -> None:
        """Leave who spoke no TLS, or spoke it badly: that is their fault, and the whole internet tries."""
        self._coming.discard(task)
        if not task.cancelled():
            task.exception()


class BalancedServer(uvicorn.Server):
    """A server of one web process, number `number`, that shares `sock` with the others."""

    def __init__(
        self,
        options: uvicorn.Config,
        sock: socket.socket,
        shared: OpenConnections,
        number: int,
        tls: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        super().__init__(options)
        self._sock, self._shared, self._number, self._tls = sock, shared, number, tls
        self._acceptor: Acceptor | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and begin to take connections in."""
        await super().startup(sockets=[])
        connections = self.server_state.connections
        self._acceptor = Acceptor(
            self._sock, self._shared, self._number, lambda: len(connections), self._protocol, self._tls
        )
        self._acceptor.start()

    def _protocol(self) -> asyncio.Protocol:
        protocol = self.config.http_protocol_class
        return protocol(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)  # type: ignore[call-arg]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more in, and end what is open as uvicorn does."""
        if self._acceptor:
            self._acceptor.close()
        await super().shutdown(sockets=[self._sock])
