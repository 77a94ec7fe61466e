"""An import, or its undo, is killed at random points and started again: the end is the same as without."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.environment import ROOT
from stoep.integrations.models import ImportRun
from stoep.integrations.tests.dumps import dump, xml
from tests.scene import environment_for

KILLS = 40 if os.environ.get("STOEP_LONG") else 4
QUESTIONS = 260
LOOK = {
    "items_item": "id, kind, author_id, root_id, parent_id, title, html, reply_count, reactions, last_id",
    "items_question": "item_id, answer_id",
    "people_person": "id, name, about",
    "topics_topic": "name",
    "streams_entry": "item_id",
    "streams_disc": "last_id, item_id",
    "integrations_importedrow": "kind, external_id",
}


def large_dump(folder: Path) -> Path:
    """Write a dump of some hundreds of threads."""
    day = "2013-05-{:02}T12:00:00.{:03}"
    users = [{"Id": str(n), "DisplayName": f"User {n}", "CreationDate": day.format(1, n % 1000)} for n in range(1, 300)]
    posts: list[dict[str, str]] = []
    comments: list[dict[str, str]] = []
    for n in range(1, QUESTIONS):
        when = day.format(2 + n % 20, n % 1000)
        text = f"<p>Text {n} <a href='/q/{n}'>old</a></p>"
        base = {"OwnerUserId": str(n % 299 + 1), "Body": text, "Score": str(n % 7), "CreationDate": when}
        question = {"PostTypeId": "1", "Title": f"Question {n}", "Tags": f"<tag{n % 9}>"}
        posts.append(base | question | {"Id": str(n), "AcceptedAnswerId": str(n + 5000)})
        posts.append(base | {"Id": str(n + 5000), "PostTypeId": "2", "ParentId": str(n)})
        for k in range(3):
            about = {"PostId": str(n + 5000 * (k % 2)), "UserDisplayName": f"name {n % 5}"}
            comments.append(about | {"Id": str(3 * n + k), "Text": f"Comment {k}", "CreationDate": when})
    files = {"Users.xml": users, "Posts.xml": posts, "Comments.xml": comments}
    return dump(folder, {name: xml(name[:-4].lower(), rows) for name, rows in files.items()})


def command(data: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "config.cli", *words],
        cwd=ROOT,
        env=environment_for(data),
        stdout=subprocess.DEVNULL,
    )


def state(data: Path) -> dict[str, list[object]]:
    """Return what every table holds, in order."""
    with sqlite3.connect(next(data.glob("*.sqlite3"), data / "stoep.sqlite3")) as file:
        return {
            table: sorted(map(repr, file.execute(f"SELECT {columns} FROM {table}"))) for table, columns in LOOK.items()
        }


@pytest.mark.sqlite
def test_an_import_that_is_killed_ends_the_same(tmp_path: Path) -> None:
    path = large_dump(tmp_path)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    for data in (whole, cut):
        assert command(data, "migrate", "-v0").wait() == 0
    started = time.monotonic()
    assert command(whole, "import", "stackexchange", str(path)).wait() == 0
    took = time.monotonic() - started
    chance, cuts = random.Random(4), 0
    for _ in range(KILLS):
        process = command(cut, "import", "stackexchange", str(path))
        time.sleep(chance.uniform(0.15, 0.7) * took)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            cuts += 1
        process.wait()
    assert command(cut, "import", "stackexchange", str(path)).wait() == 0
    assert cuts
    before, after = state(whole), state(cut)
    for table in LOOK:
        assert before[table] == after[table], table
    assert len(before["items_item"]) == (QUESTIONS - 1) * 5


@pytest.mark.sqlite
def test_an_undo_that_is_killed_leaves_right_counts_and_goes_on(tmp_path: Path) -> None:
    path, data = large_dump(tmp_path), tmp_path / "data"
    assert command(data, "migrate", "-v0").wait() == 0
    before = state(data)
    assert command(data, "import", "stackexchange", str(path)).wait() == 0
    number, chance, cuts = str(run_of(data)[0]), random.Random(5), 0
    items = len(state(data)["items_item"])
    for _ in range(KILLS):
        if items < KILLS:
            break  # too little is left to be cut off in the middle
        process = command(data, "import", "undo", number)
        until_fewer_items(process, data, items - chance.randint(1, items // KILLS))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            cuts += 1
            assert run_of(data)[1] == ImportRun.State.UNDOING
            assert command(data, "check").wait() == 0
            assert command(data, "import", "stackexchange", str(path)).wait() == 2
        items = len(state(data)["items_item"])
    assert cuts
    assert command(data, "import", "undo", number).wait() == 0
    assert state(data) == before
    assert run_of(data)[1] == ImportRun.State.UNDONE


def run_of(data: Path) -> tuple[int, int]:
    """Return id and state of the only run."""
    with sqlite3.connect(data / "stoep.sqlite3") as file:
        number, now = file.execute("SELECT id, state FROM integrations_importrun").fetchone()
    return number, now


def until_fewer_items(process: subprocess.Popen[bytes], data: Path, most: int) -> None:
    """Wait until the undo has come so far, or is at its end."""
    with sqlite3.connect(data / "stoep.sqlite3") as file:
        while process.poll() is None and file.execute("SELECT count(*) FROM items_item").fetchone()[0] > most:
            time.sleep(0.005)
