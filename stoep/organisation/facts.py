"""What this app announces. `by_id` is who did it."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class OrganisationChanged(Fact):
    """Settings of the organisation were changed: their names, never what they hold, for a password is among them."""

    changed: str
    by_id: int


@dataclass(frozen=True)
class FunctionsSwitched(Fact):
    """Functions were switched off or on; `off` names those that are off now."""

    off: str
    by_id: int
