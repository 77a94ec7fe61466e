"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.kernel.facts import Fact


@dataclass(frozen=True)
class ItemPublished(Fact):
    """An item can be read by its audience; a reply names its root and what was the root's newest until now."""

    item_id: int
    author_id: int
    root_id: int = 0
    previous_id: int = 0


@dataclass(frozen=True)
class ItemChanged(Fact):
    """Text, title, mark or state of an item changed."""

    item_id: int
    person_id: int


@dataclass(frozen=True)
class ItemPinned(Fact):
    """A root was pinned above its stream, or the pin was taken out."""

    item_id: int
    person_id: int
    pinned: bool


@dataclass(frozen=True)
class ItemDeleted(Fact):
    """An item was deleted; it can come back for a day."""

    item_id: int
    person_id: int
    root_id: int = 0


@dataclass(frozen=True)
class ItemRestored(Fact):
    """A deleted item came back."""

    item_id: int
    person_id: int
    root_id: int = 0


@dataclass(frozen=True)
class ItemReacted(Fact):
    """A person gave an item a reaction; `emoji` is "" when it was withdrawn."""

    item_id: int
    person_id: int
    emoji: str


@dataclass(frozen=True)
class AnswerAccepted(Fact):
    """A reply was marked as the answer to a question; `answer_id` is 0 when the mark was taken away."""

    question_id: int
    answer_id: int
    person_id: int


@dataclass(frozen=True)
class AuthorChanged(Fact):
    """Items of one person are now known as another's."""

    old_id: int
    new_id: int
