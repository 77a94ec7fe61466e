"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class PersonTold(Fact):
    """Something new is in somebody's list of notifications."""

    person_id: int
