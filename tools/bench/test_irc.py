"""A log becomes messages with their answers."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from stoep.items.models import Item
from tools.bench.irc import messages_of, run

RAW = """[07:33] <ann> hello all
=== bob has joined #room
[07:34] <bob> hi ann
[07:34] * ann waves
[07:35] <cor> what about the berth?
[07:36] <ann> bob: welcome
"""
ANNOTATION = "0 0 -\n0 2 -\n4 4 -\n2 5 -\n0 5 -\n"


def archive(folder: Path) -> Path:
    path = folder / "logs.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, text in (("raw", RAW), ("annotation", ANNOTATION)):
            info = tarfile.TarInfo(f"logs/2005-06-06.train-a.{name}.txt")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return path


def test_lines_and_answers_are_read(tmp_path: Path) -> None:
    found = [(message.name, message.answers) for message in messages_of(archive(tmp_path))]
    assert found == [("ann", ""), ("bob", "0:0"), ("cor", ""), ("ann", "0:2")]


@pytest.mark.django_db
def test_they_become_threads(tmp_path: Path) -> None:
    figures = run(archive(tmp_path))
    assert (figures["people"], figures["threads"], figures["replies"]) == (3, 2, 2)
    first = Item.objects.for_system("a test").get(body="hello all")
    assert (first.reply_count, first.created_at.year) == (2, 2005)
