"""Facts, listeners and tasks for the tests of the kernel; `settings.WIRING` may name this module."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.tasks import task

from stoep.kernel.facts import Fact
from stoep.kernel.live import Nudge

heard: list[tuple[str, int]] = []
failing: set[str] = set()
slow = 0.0  # seconds each hearing takes
during: list[Callable[[int], None]] = []


@dataclass(frozen=True)
class BellRang(Fact):
    """A bell rang."""

    number: int


def first(fact: BellRang) -> None:
    """Hear it; fail when told to."""
    _hear("first", fact.number)


def second(fact: BellRang) -> None:
    """Hear it too."""
    _hear("second", fact.number)


def _hear(name: str, number: int) -> None:
    if name in failing:
        raise OSError("out of order")
    time.sleep(slow)
    heard.append((name, number))


def ring(fact: BellRang, connected: Collection[int]) -> list[Nudge]:
    """Nudge everybody who is connected."""
    return [Nudge(frozenset(connected), "bell", str(fact.number))]


@task
def note(number: int) -> None:
    """Remember a number; fail when told to."""
    for act in during:
        act(number)
    _hear("note", number)


WITHIN: dict[type[Fact], list[Any]] = {}
AFTER: dict[type[Fact], list[Any]] = {BellRang: [first, second]}
NUDGE: dict[type[Fact], list[Any]] = {BellRang: [ring]}
