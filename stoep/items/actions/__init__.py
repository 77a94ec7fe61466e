"""Every write about items."""

from stoep.items.actions.marks import (
    MOST_PINS,
    TooManyPins,
    accept_answer,
    bookmark,
    follow_thread,
    mark_read,
    pin,
    react,
    remove_bookmark,
    withdraw_answer,
    withdraw_reaction,
)
from stoep.items.actions.publish import publish, reply
from stoep.items.actions.revise import delete_item, edit_item, restore_item

__all__ = [
    "MOST_PINS",
    "TooManyPins",
    "accept_answer",
    "bookmark",
    "delete_item",
    "edit_item",
    "follow_thread",
    "mark_read",
    "pin",
    "publish",
    "react",
    "remove_bookmark",
    "reply",
    "restore_item",
    "withdraw_answer",
    "withdraw_reaction",
]
