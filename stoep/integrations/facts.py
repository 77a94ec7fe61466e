"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class ClaimAsked(Fact):
    """A person says that a placeholder is them; an admin answers it."""

    claim_id: int
    person_id: int
