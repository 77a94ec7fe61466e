"""A live stream of the real server: nudged in time, ended soon after its person may no longer come in."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

from tests.client import Client
from tests.scene import Scene
from tools.served import served

ENDS_WITHIN = 15.0
GRACE = 2.0
LAST_CHUNK = b"\r\n0\r\n\r\n"


def opened(address: str, cookie: str) -> socket.socket:
    """Open a stream and read its beginning."""
    place = urlsplit(address)
    stream = socket.create_connection((place.hostname, place.port), timeout=ENDS_WITHIN + GRACE)
    stream.sendall(f"GET /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
    read_until(stream, b"event: hello")
    return stream


def read_until(stream: socket.socket, wanted: bytes) -> float:
    """Read on until `wanted` comes; return the seconds it took."""
    started, seen = time.monotonic(), b"\r\n"
    while wanted not in seen:
        piece = stream.recv(65_536)
        assert piece and time.monotonic() - started < 2 * ENDS_WITHIN, seen
        seen += piece
    return time.monotonic() - started


def test_a_stream_is_nudged_and_ends_when_its_person_may_no_longer_come_in(scene: Scene) -> None:
    with served(scene.data) as (address, _):
        streams = [opened(address, scene.cookies["chen"]) for _ in range(4)]  # spread over the web processes
        amber, eva = Client(address, scene.cookies["amber"]), Client(address, scene.cookies["eva"])
        assert amber.post("/new/post/", body="The tide turns @chen")[0] == 303
        nudged = [read_until(stream, b"event:") for stream in streams]
        assert eva.post("/p/chen/active/", on="0")[0] == 303
        started = time.monotonic()
        for stream in streams:
            read_until(stream, LAST_CHUNK)
        ended = time.monotonic() - started
        assert Client(address, scene.cookies["chen"]).get("/")[0] == 302
    print({"nudged_s": round(max(nudged), 2), "ended_s": round(ended, 2)})  # noqa: T201
    assert max(nudged) < 2
    assert ended < ENDS_WITHIN + GRACE
