"""The bell of open pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stoep.kernel.live import Nudge
from stoep.notifications.facts import PersonTold


def told(fact: PersonTold, connected: Collection[int]) -> Iterator[Nudge]:
    """Ring for the person who was told, and nobody else."""
    if fact.person_id in connected:
        yield Nudge(frozenset([fact.person_id]), "bell", "")
