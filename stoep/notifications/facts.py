"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class PeopleTold(Fact):
    """Something new is in the lists of notifications of these people."""

    person_ids: list[int]
