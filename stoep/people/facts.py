"""What this app announces. `by_id` is who did it: 0 for the person themselves, or the clock."""

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
    """A person may no longer come in; their sessions are gone. Nobody did it: a guest whose time was over."""

    person_id: int
    by_id: int = 0


@dataclass(frozen=True)
class PersonReactivated(Fact):
    """A person may come in again."""

    person_id: int
    by_id: int = 0


@dataclass(frozen=True)
class RoleChanged(Fact):
    """An admin made somebody member, guest or admin, or gave a guest another last day."""

    person_id: int
    role: str
    by_id: int


@dataclass(frozen=True)
class SessionsEnded(Fact):
    """Sessions of a person were ended, all or all but the one it was asked in."""

    person_id: int
    by_id: int


@dataclass(frozen=True)
class PasswordChanged(Fact):
    """A person chose another password."""

    person_id: int


@dataclass(frozen=True)
class ResetMade(Fact):
    """A link for a new password was made, by an admin or (0) because somebody asked for it at the door."""

    person_id: int
    by_id: int = 0


@dataclass(frozen=True)
class EmailChanged(Fact):
    """A person signs in with another address, or with none."""

    person_id: int


@dataclass(frozen=True)
class SecondFactorAdded(Fact):
    """A person signs in with one thing more: `kind` of `SecondFactor.Kind`."""

    person_id: int
    kind: int


@dataclass(frozen=True)
class SecondFactorsRemoved(Fact):
    """A person lost a second factor: took one out, or an admin took out all of them and said why."""

    person_id: int
    by_id: int = 0
    reason: str = ""


@dataclass(frozen=True)
class RecoveryCodesMade(Fact):
    """A person has new recovery codes; older ones open nothing."""

    person_id: int


@dataclass(frozen=True)
class ModeratorMarked(Fact):
    """An admin gave somebody the duties of a moderator, or took them back."""

    person_id: int
    is_moderator: bool
    by_id: int


@dataclass(frozen=True)
class FirstLinksMade(Fact):
    """An admin has links with which so many people, who never signed in, choose their first password."""

    number: int
    by_id: int
