"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class PersonFollowed(Fact):
    """A person follows another."""

    person_id: int
    followed_id: int


@dataclass(frozen=True)
class TopicDescribed(Fact):
    """An admin wrote what a topic is about."""

    topic_id: int
    by_id: int


@dataclass(frozen=True)
class TopicMerged(Fact):
    """An admin made one topic part of another: its name leads there from now on."""

    topic_id: int
    into_id: int
    by_id: int


@dataclass(frozen=True)
class TopicHalfMoved(Fact):
    """There may be items left under a topic that was merged."""

    topic_id: int
    into_id: int
