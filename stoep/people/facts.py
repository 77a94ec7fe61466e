"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class PersonArrived(Fact):
    """A person came in; `invited_by_id` brought them (0: nobody)."""

    person_id: int
    invited_by_id: int = 0


@dataclass(frozen=True)
class ProfileChanged(Fact):
    """A person's profile was changed."""

    person_id: int


@dataclass(frozen=True)
class PersonDeactivated(Fact):
    """A person may no longer come in; their sessions are gone."""

    person_id: int


@dataclass(frozen=True)
class PersonReactivated(Fact):
    """A person may come in again."""

    person_id: int
