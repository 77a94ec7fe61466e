"""Live nudges: "item 42 changed", to the people connected to this process who may know of it.

Every fact is a row; each web process reads the new rows some times a second, turns them into nudges by
`config/wiring.py: NUDGE`, and hands them to its open streams. Nothing waits for a slow reader: it is dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from stoep.kernel.facts import read_fact, wiring

QUEUE = 32
READ_AT_ONCE = 500
_SETTLED = {"sqlite": "", "postgresql": "AND xid < pg_snapshot_xmin(pg_current_snapshot())"}


@dataclass(frozen=True)
class Nudge:
    """An event for some people: its name, and an id or nothing."""

    person_ids: frozenset[int]
    event: str
    data: str

    def encoded(self, fact_id: int) -> bytes:
        """Return it as server-sent event."""
        return f"id: {fact_id}\nevent: {self.event}\ndata: {self.data}\n\n".encode()


class Stream:
    """One open page. `queue` gets bytes to send, or None when it must end."""

    __slots__ = ("person_id", "queue")

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE)


class Hub:
    """The open pages of this process."""

    def __init__(self) -> None:
        self.streams: dict[int, set[Stream]] = {}
        self.count = 0

    def add(self, stream: Stream) -> None:
        """Take a page in."""
        self.streams.setdefault(stream.person_id, set()).add(stream)
        self.count += 1

    def discard(self, stream: Stream) -> None:
        """Let a page go."""
        pages = self.streams.get(stream.person_id, set())
        if stream in pages:
            pages.discard(stream)
            self.count -= 1
        if not pages:
            self.streams.pop(stream.person_id, None)

    def send(self, nudge: Nudge, fact_id: int) -> None:
        """Hand a nudge to the pages of its people."""
        content = nudge.encoded(fact_id)
        for person_id in nudge.person_ids & self.streams.keys():
            for stream in list(self.streams[person_id]):
                try:
                    stream.queue.put_nowait(content)
                except asyncio.QueueFull:
                    self.discard(stream)
                    end(stream)

    def close(self) -> None:
        """End every open page."""
        for pages in list(self.streams.values()):
            for stream in pages:
                end(stream)


def end(stream: Stream) -> None:
    """Tell a page to end, however full its queue is."""
    while True:
        try:
            stream.queue.put_nowait(None)
            return
        except asyncio.QueueFull:
            stream.queue.get_nowait()


def newest_fact() -> int:
    """Return the id of the newest fact that is settled."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM kernel_fact WHERE 1 = 1 {_SETTLED[connection.vendor]}")
        return int(cursor.fetchone()[0])


class Reader:
    """Reads the facts that came since, whoever wrote them: this process too."""

    def __init__(self) -> None:
        self.last = newest_fact()

    def read(self, connected: Collection[int]) -> list[tuple[int, Nudge]]:
        """Return the nudges for the people connected since the last reading."""
        rows = facts_after(self.last)
        if rows:
            self.last = rows[-1][0]
        return nudges_of(rows, connected) if connected else []


def facts_after(fact_id: int) -> list[tuple[int, str, str]]:
    """Return the facts newer than `fact_id` that are settled, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, kind, fields FROM kernel_fact WHERE id > %s {_SETTLED[connection.vendor]}"
            f" ORDER BY id LIMIT {READ_AT_ONCE}",
            [fact_id],
        )
        rows: list[tuple[int, str, str]] = cursor.fetchall()
    return rows


def nudges_of(rows: list[tuple[int, str, str]], connected: Collection[int]) -> list[tuple[int, Nudge]]:
    """Return what these facts tell the people connected."""
    found = []
    for fact_id, kind, fields in rows:
        try:
            fact = read_fact(kind, fields)
        except (KeyError, TypeError, ValueError):
            continue  # of another version: the worker logs it
        for nudge in wiring().NUDGE.get(type(fact), ()):
            found += [(fact_id, made) for made in nudge(fact, connected)]
    return found
