"""Backups under writes hold one moment of the network; one that is killed leaves nothing and harms none."""

from __future__ import annotations

import hashlib
import io
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image

from config.environment import ROOT
from stoep.kernel.backup.verifying import faults
from tests.client import FORM_TOKEN, Client
from tests.kill.test_web import WRITERS, Writer
from tests.scene import Scene, environment_for
from tests.test_backup import keep_file
from tools.served import served

COUNT = 'SELECT count(*) FROM "{}"'
WRITTEN = "SELECT body FROM items_item WHERE body LIKE 'ledger%' ORDER BY id"
ANNOUNCED = "SELECT fields FROM kernel_fact WHERE kind = 'ItemPublished' AND id <= ?"


class Painter(threading.Thread):
    """Gives somebody a new portrait, time after time."""

    def __init__(self, address: str, cookie: str, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.over, self.painted = Client(address, cookie), over, 0

    def run(self) -> None:
        while not self.over.wait(0.3):
            picture = io.BytesIO()
            Image.effect_noise((200, 200), 50 + self.painted % 200).save(picture, "PNG")
            head = f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{FORM_TOKEN}\r\n'
            head += '--b\r\nContent-Disposition: form-data; name="portrait"; filename="p.png"\r\n\r\n'
            kind = {"Content-Type": "multipart/form-data; boundary=b"}
            body = head.encode() + picture.getvalue() + b"\r\n--b--\r\n"
            self.painted += self.client._ask("POST", "/me/portrait/", body, kind)[0] == 303  # type: ignore[arg-type]


def stoep(data: Path, *words: str) -> float:
    """Run a command; return the seconds it took."""
    started = time.monotonic()
    command = [sys.executable, "-m", "config.cli", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment_for(data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started


@contextmanager
def writing(scene: Scene) -> Iterator[tuple[list[Writer], Painter]]:
    """Serve the network while people write twenty times a second and change a portrait."""
    over = threading.Event()
    with served(scene.data) as (address, _):
        writers = [Writer(n, address, scene, over) for n in range(WRITERS)]
        painter = Painter(address, scene.cookies["dilara"], over)
        for thread in (*writers, painter):
            thread.start()
        try:
            yield writers, painter
        finally:
            over.set()
            for thread in (*writers, painter):
                thread.join(90)


def test_a_backup_under_writes_is_put_back_as_one_moment(scene: Scene, tmp_path: Path, is_long: bool) -> None:
    times, known = 20 if is_long else 3, []
    with writing(scene) as (writers, painter):
        started = time.monotonic()
        for number in range(times):
            time.sleep(random.uniform(0.3, 1.5))
            before = [len(writer.acknowledged) for writer in writers]
            took = stoep(scene.data, "backup", str(tmp_path / f"{number}.tar"))
            known.append((before, [len(writer.acknowledged) + 1 for writer in writers], took))
        seconds = time.monotonic() - started
    assert not any(writer.wrong for writer in writers)
    acknowledged = [writer.acknowledged for writer in writers]
    restoring = [
        check_one(scene.data, tmp_path, number, acknowledged, before, after)
        for number, (before, after, _) in enumerate(known)
    ]
    figures = {
        "backups": times,
        "writes": sum(map(len, acknowledged)),
        "a_second": round(sum(map(len, acknowledged)) / seconds, 1),
        "portraits": painter.painted,
        "slowest_write_s": round(max(writer.slowest for writer in writers), 2),
        "backup_s": round(max(took for *_, took in known), 2),
        "restore_s": round(max(restoring), 2),
    }
    print(figures)  # noqa: T201
    assert painter.painted
    assert figures["slowest_write_s"] < 3


def check_one(
    live: Path, folder: Path, number: int, acknowledged: list[list[str]], before: list[int], after: list[int]
) -> float:
    """Put one backup back and hold it against what was acknowledged, and against the network it was taken from."""
    new, path = folder / f"new-{number}", folder / f"{number}.tar"
    took = stoep(new, "restore", str(path))
    with closing(sqlite3.connect(new / "stoep.sqlite3")) as file:
        written = [body for (body,) in file.execute(WRITTEN)]
        for writer, (texts, least, most) in enumerate(zip(acknowledged, before, after, strict=True)):
            held = sum(body.startswith(f"ledger {writer} ") for body in written)
            assert least <= held <= most
            expected = [f"ledger {writer} {n}" for n in range(held)]  # what it wrote first, without a gap
            assert sorted(body for body in written if body in expected) == sorted(expected)
            assert expected[: len(texts)] == texts[:held]
        same_moment(live, file)
        with tarfile.open(path) as tar:
            about = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
        assert about["tables"] == {name: file.execute(COUNT.format(name)).fetchone()[0] for name in about["tables"]}
        assert about["lost"] == []
        for digest, size in file.execute("SELECT digest, size FROM media_storedfile"):
            content = (new / "media" / digest[:2] / digest[2:4] / digest).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    return took


def same_moment(live: Path, restored: sqlite3.Connection) -> None:
    """SQLite numbers facts in the order of their transactions: up to the last one, both hold the same items."""
    (last,) = restored.execute("SELECT max(id) FROM kernel_fact").fetchone()
    with closing(sqlite3.connect(live / "stoep.sqlite3")) as file:
        announced = {json.loads(fields)["item_id"] for (fields,) in file.execute(ANNOUNCED, (last,))}
        look = "SELECT id, author_id, parent_id, body, html FROM items_item WHERE body LIKE 'ledger%'"
        wanted = {row for row in file.execute(look) if row[0] in announced}
    assert set(restored.execute(look)) == wanted


def test_a_backup_that_is_killed_leaves_no_file_and_harms_none(scene: Scene, is_long: bool) -> None:
    for number in range(8):
        keep_file(scene.data, random.Random(number).randbytes(4_000_000))
    shelf, chance = scene.data / "backups", random.Random(6)
    command = [sys.executable, "-m", "stoep.kernel.backup"]
    assert subprocess.run(command, cwd=ROOT, env=environment_for(scene.data), check=False).returncode == 0
    (first,) = shelf.glob("*.tar")
    content, killed = first.read_bytes(), 0
    for _ in range(30 if is_long else 4):
        process = subprocess.Popen(command, cwd=ROOT, env=environment_for(scene.data))
        while process.poll() is None and not list(shelf.glob("*.partial")):
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.25) if killed else 0)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert first.read_bytes() == content
        for path in shelf.glob("*.tar"):
            assert faults(path) == []
    assert killed
    time.sleep(1)  # names hold the second
    assert subprocess.run(command, cwd=ROOT, env=environment_for(scene.data), check=False).returncode == 0
    assert list(shelf.glob("*.partial")) == []
