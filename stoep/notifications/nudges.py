"""The bell of open pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stoep.kernel.live import Nudge
from stoep.notifications.facts import PeopleTold


def told(fact: PeopleTold, connected: Collection[int]) -> Iterator[Nudge]:
    """Ring for who was told, and nobody else."""
    if here := frozenset(fact.person_ids).intersection(connected):
        yield Nudge(here, "bell", "")
