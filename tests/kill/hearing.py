"""Kills a process at random moments between the commit of facts and their last listener.

`python -m tests.kill.hearing POINTS` works in STOEP_DATA and prints what it found. Each round one child publishes
two posts that name two people and lets three people react to the first, commits, and hears the facts; it is killed
with SIGKILL somewhere between. At the end a fresh worker hears what is left, and all effects are counted.
"""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable

NAMED = ("bilal", "chen")
REACTORS = ("bilal", "chen", "dilara")


def child(act: Callable[[int], None]) -> tuple[int, int]:
    """Fork a process that runs `act` with the end of a pipe to write to; return its id and our end."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(ours)
            act(theirs)
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    return pid, ours


def publish_and_hear(said: int) -> None:
    """Publish, say "c", hear everything, say "h"."""
    from django.db import transaction

    from stoep.items.actions import publish, react
    from stoep.items.models import Item
    from stoep.kernel.hearing import hear_facts
    from stoep.people.models import Person

    people = {person.handle: person for person in Person.objects.all()}
    with transaction.atomic():
        text = "ledger " + " ".join(f"@{name}" for name in NAMED)
        first, _ = (publish(people["amber"], kind=Item.Kind.POST, body=text) for _ in range(2))
        for name in REACTORS:
            react(people[name], first, "agree")
    os.write(said, b"c")
    while hear_facts():
        pass
    os.write(said, b"h")


def round_(most: float) -> tuple[bool, float]:
    """Run one child and kill it within `most` seconds after its commit; say whether it had not finished, and when."""
    pid, said = child(publish_and_hear)
    if os.read(said, 1) != b"c":
        raise RuntimeError("the child did not commit")
    started = time.perf_counter()
    time.sleep(random.uniform(0, most) if most else 5.0)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    finished = os.read(said, 1) == b"h"
    os.close(said)
    return not finished, time.perf_counter() - started


def time_of_a_whole_round() -> float:
    """Return how long hearing takes when nobody is killed."""
    pid, said = child(publish_and_hear)
    os.read(said, 1)
    started = time.perf_counter()
    os.read(said, 1)
    took = time.perf_counter() - started
    os.waitpid(pid, 0)
    os.close(said)
    return took


def work_off(said: int) -> None:
    """Be a worker until nothing waits."""
    from stoep.kernel.worker import Worker

    worker = Worker()
    while worker.step():
        pass
    os.write(said, b"d")


def count() -> dict[str, object]:
    """Return what the listeners left behind, beside what they should have."""
    from django.db import connection

    from stoep.items.models import Item
    from stoep.kernel.models import FactRow, TaskRow
    from stoep.notifications.models import Notification

    posts = Item.objects.for_system("the ledger of a test").filter(body__startswith="ledger").count()
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    mine = Notification.objects.filter(item__body__startswith="ledger")
    reactions = mine.filter(kind=Notification.Kind.REACTION)
    return {
        "posts": posts,
        "told": mine.filter(kind=Notification.Kind.MENTION).count(),
        "told_once": mine.filter(kind=Notification.Kind.MENTION).values("person", "key").distinct().count(),
        "reacted": reactions.count(),
        "others": sorted(set(reactions.values_list("others", flat=True))),
        "unheard": FactRow.objects.filter(heard=False).count(),
        "tasks": TaskRow.objects.count(),
        "sound": sound,
    }


def main(points: int) -> dict[str, object]:
    """Run rounds until `points` children died before they finished."""
    from django.db import connections

    import stoep.items.actions
    import stoep.kernel.worker  # noqa: F401 - loaded before the fork, so that a round is short
    from stoep.kernel.facts import wiring

    wiring()
    most = statistics.median(time_of_a_whole_round() for _ in range(5))
    killed = rounds = 0
    while killed < points and rounds < points * 10:
        killed, rounds = killed + round_(most)[0], rounds + 1
    pid, said = child(work_off)
    assert os.read(said, 1) == b"d"
    os.waitpid(pid, 0)
    found = count()
    connections.close_all()
    return {"killed": killed, "rounds": rounds + 5, "most_ms": round(most * 1000, 1), **found}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))  # noqa: T201
