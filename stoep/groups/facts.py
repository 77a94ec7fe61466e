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
class GroupArchived(Fact):
    """A group was closed for new items, by a leader or an admin."""

    group_id: int
    by_id: int


@dataclass(frozen=True)
class GroupReopened(Fact):
    """An archived group was opened again."""

    group_id: int
    by_id: int


@dataclass(frozen=True)
class GroupsQuiet(Fact):
    """Nothing was said in these groups for so long that their leaders are asked whether they go on."""

    group_ids: list[int]


@dataclass(frozen=True)
class LeaderGiven(Fact):
    """A member leads a group now; `by_id` decided it (0: the rules did), `from_id` led it before (0: nobody)."""

    group_id: int
    person_id: int
    by_id: int = 0
    from_id: int = 0


@dataclass(frozen=True)
class LeaderEnded(Fact):
    """A member no longer leads a group and stays in it."""

    group_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True)
class MemberAdded(Fact):
    """A leader put a colleague into an open group, who was not asked."""

    group_id: int
    person_id: int
    by_id: int


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
