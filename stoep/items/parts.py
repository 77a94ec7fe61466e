"""Cards and replies as HTML. Their values are the key, so what shows the same is rendered once per process.

Read only after the gate has said yes: what is handed in comes from `cards_for` and `thread_of`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stoep.items.queries.cards import Card
from stoep.items.queries.thread import Branch, Thread
from stoep.people.models import Person
from stoep.people.queries import face_of

KEPT = 4096
HOUR, QUARTER, MINUTE = 3600, 900, 60


def _stamp(newest: float, now: float) -> int:
    """Return what changes when a label may: the minute in the first hour, later the quarter."""
    return int(now // MINUTE) if now - newest < HOUR else int(now // QUARTER)


@lru_cache(maxsize=KEPT)
def _card_html(card: Card, language: str, stamp: int) -> SafeString:
    return SafeString(get_template("items/_card.html").render({"card": card}))


def cards_html(cards: Iterable[Card]) -> SafeString:
    """Return the cards of a list."""
    now, language = time.time(), get_language() or ""
    return mark_safe("".join(_card_html(card, language, _stamp(_newest(card), now)) for card in cards))  # noqa: S308


def _newest(card: Card) -> float:
    return max([card.created_at, *(comment.created_at for comment in card.comments)]).timestamp()


@lru_cache(maxsize=KEPT)
def _branch_html(branch: Branch, may_accept: bool, is_archived: bool, language: str, stamp: int) -> SafeString:
    context = {"branch": branch, "may_accept": may_accept, "is_archived": is_archived}
    return SafeString(get_template("items/_branch.html").render(context))


def thread_context(viewer: Person, thread: Thread) -> dict[str, object]:
    """Return what a template needs to show the replies of a thread to `viewer`."""
    now, language, card = time.time(), get_language() or "", thread.card
    asks = card.is_question and card.author.pk == viewer.pk and not card.is_archived

    def html(branch: Branch) -> SafeString:
        newest = (branch.kids[-1] if branch.kids else branch.reply).created_at.timestamp()
        return _branch_html(branch, asks, card.is_archived, language, _stamp(newest, now))

    return {
        "thread": thread,
        "card": card,
        "me": face_of(viewer),
        "answer": html(thread.answer) if thread.answer else "",
        "branches": [html(branch) for branch in thread.branches],
    }
