"""A live stream as a browser holds it: over HTTP/2 or HTTP/1.1, read by curl."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from stoep.kernel.tests.certified import SITE


class Live:
    """An open stream; `with` ends it."""

    def __init__(self, port: int, certificate: Path, cookie: str, version: str) -> None:
        if shutil.which("curl") is None:
            pytest.skip("curl is not installed")
        command = ["curl", "-sNi", f"--http{version}", "--cacert", str(certificate), "-H", f"Host: {SITE}", "-H"]
        command += [f"Cookie: {cookie}", "--resolve", f"{SITE}:{port}:127.0.0.1", f"https://{SITE}:{port}/live/"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        self.seen = b""

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def read_until(self, wanted: bytes, most: float = 10.0) -> float:
        """Read on until `wanted` comes; return the seconds it took. Raises `TimeoutError` after `most`."""
        started, pipe = time.monotonic(), self.process.stdout
        assert pipe is not None
        while wanted not in self.seen:
            left = started + most - time.monotonic()
            ready, _, _ = select.select([pipe], [], [], max(0.0, left))
            piece = os.read(pipe.fileno(), 65_536) if ready else b""
            if not piece:
                raise TimeoutError(self.seen)
            self.seen += piece
        self.seen = self.seen.partition(wanted)[2]
        return time.monotonic() - started
