"""Starting a server to be measured, and how long that takes until it answers."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.load import Request, counted

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def started(command: list[str], port: int, environment: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Run a server as long as the block lasts; give its process id and the first line it printed."""
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline().strip()
        _wait(port)
        yield server.pid, line
    finally:
        server.terminate()
        server.wait(15)


def cold_start(command: list[str], port: int, request: Request, times: int = 5) -> float:
    """Return the median seconds from starting the command to the first whole answer to `request`."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        with started(command, port, {"STOEP_LOG_LEVEL": "ERROR"}):
            assert not asyncio.run(counted(port, lambda _: request, 1)).errors
            took.append(time.perf_counter() - begun)
    return round(statistics.median(took), 2)


def _wait(port: int) -> None:
    import socket

    for _ in range(2000):
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError("the server did not start")
