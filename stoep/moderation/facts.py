"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class AccessAsked(Fact):
    """Somebody asks to read a group or a thread on a ground."""

    access_id: int
    by_id: int


@dataclass(frozen=True)
class AccessGranted(Fact):
    """A second person agreed; `told` says whether the leaders of the group hear of it now."""

    access_id: int
    by_id: int
    told: bool = True


@dataclass(frozen=True)
class AccessRefused(Fact):
    """A second person did not agree."""

    access_id: int
    by_id: int


@dataclass(frozen=True)
class AccessEnded(Fact):
    """Reading on a ground is over; by itself when `by_id` is 0."""

    access_id: int
    by_id: int = 0
