"""Connections are shared out evenly among the processes that wait for them."""

from __future__ import annotations

import asyncio
import socket
import unittest

from stoep.kernel.server.accepting import Acceptor, OpenConnections
from stoep.kernel.supervisor import listening_socket

CONNECTIONS = 16


class Kept(asyncio.Protocol):
    """A connection that stays in its process."""

    def __init__(self, kept: list[asyncio.BaseTransport]) -> None:
        self.kept = kept

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.kept.append(transport)


class AcceptingTests(unittest.TestCase):
    def test_two_that_wait_get_half_each(self) -> None:
        self.assertEqual(asyncio.run(self._shares()), [CONNECTIONS // 2, CONNECTIONS // 2])

    async def _shares(self) -> list[int]:
        listening = listening_socket("127.0.0.1", 0)
        shared = OpenConnections(2)
        kept: list[list[asyncio.BaseTransport]] = [[], []]
        for number in range(2):
            # A socket of its own, as in a forked process: one loop watches a socket once.
            mine = kept[number]
            own = listening.dup()
            Acceptor(own, shared, number, lambda mine=mine: len(mine), lambda mine=mine: Kept(mine)).start()  # type: ignore[misc]
        clients = [await asyncio.open_connection(*listening.getsockname()) for _ in range(CONNECTIONS)]
        await asyncio.sleep(0.3)
        for _, writer in clients:
            writer.close()
        return [len(mine) for mine in kept]

    def test_one_that_died_does_not_hold_up_the_other(self) -> None:
        self.assertEqual(asyncio.run(self._alone()), 3)

    async def _alone(self) -> int:
        listening = listening_socket("127.0.0.1", 0)
        kept: list[asyncio.BaseTransport] = []
        Acceptor(listening, OpenConnections(2), 0, lambda: len(kept), lambda: Kept(kept)).start()
        for _ in range(3):
            with socket.create_connection(listening.getsockname()):
                await asyncio.sleep(0.1)
        return len(kept)
