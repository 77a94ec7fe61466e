"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class PersonFollowed(Fact):
    """A person follows another."""

    person_id: int
    followed_id: int
