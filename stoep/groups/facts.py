"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class GroupStarted(Fact):
    """Somebody started a group."""

    group_id: int
    person_id: int


@dataclass(frozen=True)
class GroupChanged(Fact):
    """A leader changed name, purpose, rules or openness."""

    group_id: int
    person_id: int


@dataclass(frozen=True)
class PersonJoined(Fact):
    """A person became a member of a group; `by_id` let them in (0: they walked in)."""

    group_id: int
    person_id: int
    by_id: int = 0


@dataclass(frozen=True)
class PersonLeft(Fact):
    """A person is no longer a member; `by_id` removed them (0: they left)."""

    group_id: int
    person_id: int
    by_id: int = 0


@dataclass(frozen=True)
class JoiningAsked(Fact):
    """A person asked to join a closed group."""

    group_id: int
    person_id: int


@dataclass(frozen=True)
class PersonInvited(Fact):
    """A member invited a colleague into a group."""

    group_id: int
    person_id: int
    by_id: int
