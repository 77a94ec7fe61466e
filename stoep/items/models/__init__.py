"""Items and what hangs on them."""

from stoep.items.models.item import Item, Question, Version
from stoep.items.models.marks import Bookmark, Reaction, ReactionImport, ReadMark, SentKey, ThreadMark
from stoep.items.models.references import ItemTopic, Mention, Reference

__all__ = [
    "Bookmark",
    "Item",
    "ItemTopic",
    "Mention",
    "Question",
    "Reaction",
    "ReactionImport",
    "ReadMark",
    "Reference",
    "SentKey",
    "ThreadMark",
    "Version",
]
