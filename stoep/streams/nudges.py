"""From facts about items to nudges for open pages: "item 42 changed", never content.

Each asks the gate who of the people connected may know of the item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stoep.groups.models import people_who_may_read
from stoep.items.facts import (
    AnswerAccepted,
    ItemChanged,
    ItemDeleted,
    ItemPublished,
    ItemReacted,
    ItemRestored,
)
from stoep.items.models import Item
from stoep.kernel.live import Nudge


def _changed(item_id: int, connected: Collection[int], event: str) -> Iterator[Nudge]:
    items = Item.objects.for_system("the gate is asked for each person connected")
    item = items.filter(pk=item_id).first()
    if item is not None:
        people = people_who_may_read(item, connected)
        if people:
            yield Nudge(people, event, str(item.root_id or item.pk))


def item_published(fact: ItemPublished, connected: Collection[int]) -> Iterator[Nudge]:
    """A new root is "new"; a reply changes its thread."""
    yield from _changed(fact.item_id, connected, "item" if fact.root_id else "new")


def item_changed(
    fact: ItemChanged | ItemReacted | ItemDeleted | ItemRestored, connected: Collection[int]
) -> Iterator[Nudge]:
    """An item and its thread look different now."""
    yield from _changed(fact.item_id, connected, "item")


def question_changed(fact: AnswerAccepted, connected: Collection[int]) -> Iterator[Nudge]:
    """A question has an answer, or waits again."""
    yield from _changed(fact.question_id, connected, "item")
