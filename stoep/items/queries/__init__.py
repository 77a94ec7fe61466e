"""Reads of items for a page: cards of a list, one thread, a few small questions."""

from stoep.items.queries.cards import Card, Comment, cards_for
from stoep.items.queries.pins import pinned_beside
from stoep.items.queries.thread import Thread, follows_thread, people_in_thread, thread_of

__all__ = ["Card", "Comment", "Thread", "cards_for", "follows_thread", "people_in_thread", "pinned_beside", "thread_of"]
