"""A running network for tests and pictures: the real server on a free port."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from config.environment import ROOT
from stoep.kernel.server.certificates import read_certificate
from tools.postgres import free_port


@contextmanager
def served(
    data: Path, *options: str, seconds: float = 120, port: int = 0, **settings: str
) -> Iterator[tuple[str, Path]]:
    """Serve the network in folder `data` as long as the block lasts; give its address and its log.

    It listens on `port`, or on a free one.

    `settings` are environment variables (`STOEP_PROXIES="127.0.0.1"`), and the only ones of ours that count.
    Raises `RuntimeError` with the log when it does not answer within `seconds`.
    """
    port, log = port or free_port(), data / "serve.log"
    data.mkdir(parents=True, exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STOEP_")} | settings
    command = [
        sys.executable,
        "-m",
        "config.cli",
        "serve",
        "--data",
        str(data.resolve()),
        "--port",
        str(port),
        *options,
    ]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=environment)
    address = f"http{'s' if 'STOEP_CERT' in settings else ''}://localhost:{port}"
    host = urlsplit(settings.get("STOEP_SITE", "")).netloc
    if "STOEP_CERT" in settings and not host:
        host = read_certificate(Path(settings["STOEP_CERT"])).names[0]
    try:
        _wait(Request(f"{address}/healthz", headers={"Host": host} if host else {}), log, process, seconds)
        yield address, log
    finally:
        process.terminate()
        process.wait(20)


def _wait(question: Request, log: Path, process: subprocess.Popen[bytes], seconds: float) -> None:
    end, any_certificate = time.monotonic() + seconds, ssl._create_unverified_context()
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(question, timeout=5, context=any_certificate):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


def set_up_link(log: Path) -> str:
    """Return the one-time link a new network printed. Raises `LookupError` when it printed none."""
    found = re.search(r"https?://\S+/set-up/\S+", log.read_text())
    if found is None:
        raise LookupError(log.read_text())
    return found.group(0)
