"""The processes of a serving network are killed under writes: what was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

from config.environment import ROOT
from tests.client import Client
from tests.scene import Scene, environment_for
from tools.bench.processes import tree
from tools.served import served

WRITERS = 4
EACH_SECONDS = 0.2  # four writers, five writes a second each


def supervisor_of(data: Path) -> int:
    """Return the process that serves folder `data`: the first of its tree."""
    for pid in tree(os.getpid()):
        if str(data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise LookupError(data)


def children_of(pid: int) -> set[int]:
    """Return the processes right below `pid`."""
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


class Writer(threading.Thread):
    """Writes five times a second as a browser would: the same key until it is acknowledged."""

    def __init__(self, number: int, address: str, scene: Scene, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.scene, self.over = number, scene, over
        self.clients = [Client(address, cookie) for cookie in scene.crowd[number::WRITERS]]
        self.acknowledged: list[str] = []
        self.retries, self.slowest, self.wrong = 0, 0.0, 0

    def run(self) -> None:
        while not self.over.is_set():
            due = time.monotonic() + EACH_SECONDS
            self.write(f"ledger {self.number} {len(self.acknowledged)}")
            self.over.wait(max(0, due - time.monotonic()))

    def write(self, text: str) -> None:
        """Send until it is acknowledged: a post, or each third time a reply; the next time as another person."""
        client = self.clients[len(self.acknowledged) % len(self.clients)]
        started, key = time.monotonic(), f"key {text}"
        path = f"/i/{self.scene.items['notice']}/replies/" if len(self.acknowledged) % 3 == 0 else "/new/post/"
        while time.monotonic() - started < 60:
            try:
                status, _ = client.post(path, body=text, key=key)
            except (OSError, HTTPException):
                self.retries += 1
                time.sleep(0.05)
                continue
            if status == 303:
                self.acknowledged.append(text)
                self.slowest = max(self.slowest, time.monotonic() - started)
                return
            self.wrong += 1
            time.sleep(0.05)


def kill_some(supervisor: int, kills: int) -> None:
    """Kill web processes, each when all are there again."""
    worker = max(children_of(supervisor))  # forked last
    for _ in range(kills):
        time.sleep(random.uniform(0.2, 1.2))
        victim = random.choice(sorted(children_of(supervisor) - {worker}))
        os.kill(victim, signal.SIGKILL)
        until(lambda victim=victim: victim not in children_of(supervisor))
        until(lambda: len(children_of(supervisor)) == 3)


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds. Raises `TimeoutError` after ten seconds."""
    end = time.monotonic() + 10
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def test_nothing_acknowledged_is_lost_or_doubled_when_web_processes_are_killed(scene: Scene, is_long: bool) -> None:
    kills, over = 50 if is_long else 5, threading.Event()
    with served(scene.data) as (address, log):
        supervisor = supervisor_of(scene.data)
        writers = [Writer(n, address, scene, over) for n in range(WRITERS)]
        started = time.monotonic()
        for writer in writers:
            writer.start()
        kill_some(supervisor, kills)
        over.set()
        for writer in writers:
            writer.join(90)
        took = time.monotonic() - started
        assert log.read_text().count("is started again") >= kills
    acknowledged = sorted(text for writer in writers for text in writer.acknowledged)
    figures = {
        "kills": kills,
        "seconds": round(took, 1),
        "writes": len(acknowledged),
        "a_second": round(len(acknowledged) / took, 1),
        "retries": sum(writer.retries for writer in writers),
        "refused": sum(writer.wrong for writer in writers),
        "slowest_s": round(max(writer.slowest for writer in writers), 2),
    }
    print(figures)  # noqa: T201
    assert figures["refused"] == 0
    assert len(acknowledged) > took * WRITERS / EACH_SECONDS / 2
    assert figures["slowest_s"] < 3
    file = sqlite3.connect(scene.data / "stoep.sqlite3")
    assert sorted(row[0] for row in file.execute("SELECT body FROM items_item WHERE body LIKE 'ledger%'")) == (
        acknowledged
    )
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    file.close()
    checked = subprocess.run(
        [sys.executable, "-m", "config.cli", "check"],
        cwd=ROOT, env=environment_for(scene.data), capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
