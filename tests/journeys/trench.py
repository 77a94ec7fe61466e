"""What the journeys without a connection share: a server that can be shot, a phone, and a look at what it holds."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Page

from tests.kill.test_web import supervisor_of, until
from tests.scene import Scene
from tools.bench.processes import tree
from tools.postgres import free_port
from tools.served import served

THREAD_KEPT = "async () => Boolean(await caches.match(location.pathname))"
KEPT = "async () => Boolean(await caches.match('/new/question/'))"
NOTHING_WAITS = "() => !localStorage.waiting"
HELD = """async () => ({
  caches: await caches.keys(), databases: (await indexedDB.databases()).map(base => base.name),
  local: {...localStorage}, session: {...sessionStorage},
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
WAITING = """() => new Promise(done => {
  const asked = indexedDB.open("outbox", 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true })
  asked.onsuccess = () => {
    const all = asked.result.transaction("waiting").objectStore("waiting").getAll()
    all.onsuccess = () => { asked.result.close(); done(all.result.map(entry => entry.values)) }
  }
})"""


class Server:
    """The network of a scene on a port of its own: shot with all its processes, and started again."""

    def __init__(self, scene: Scene, stack: ExitStack) -> None:
        self.scene, self.stack, self.port = scene, stack, free_port()
        self.start()

    def start(self) -> None:
        """Serve it."""
        self.address, _ = self.stack.enter_context(served(self.scene.data, port=self.port))

    def shoot(self) -> None:
        """End every process of it with SIGKILL."""
        processes = tree(supervisor_of(self.scene.data))
        for pid in processes:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not any(_is_alive(pid) for pid in processes))

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return what the database says."""
        base = sqlite3.connect(self.scene.data / "stoep.sqlite3")
        try:
            return base.execute(sql, values).fetchall()
        finally:
            base.close()

    def bodies(self, like: str) -> list[str]:
        """Return the texts that begin so, oldest first."""
        return [row[0] for row in self.rows("SELECT body FROM items_item WHERE body LIKE ? ORDER BY id", f"{like}%")]

    def visit(self, page: Page, name: str) -> None:
        """Let the browser of `page` in as somebody of the scene, and wait until home is kept."""
        key, value = self.scene.cookies[name].split("=", 1)
        page.context.add_cookies([{"name": key, "value": value, "url": self.address}])
        page.goto(f"{self.address}/")
        wait_for(page, KEPT)


def wait_for(page: Page, question: str, about: str = "") -> None:
    """Wait until a question of the page is answered with yes; `wait_for_function` takes a promise for a yes."""
    until(lambda: bool(page.evaluate(question, about)))


def _is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
