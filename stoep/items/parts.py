"""Cards as HTML. A card's values are its key, so a card that shows the same is rendered once per process.

Read only after the gate has said yes: the cards handed in come from `cards_for`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stoep.items.queries.cards import Card

KEPT = 4096
HOUR, QUARTER, MINUTE = 3600, 900, 60


def _stamp(card: Card, now: float) -> int:
    """Return what changes when a label of the card may: the minute in the first hour, later the quarter."""
    newest = max([card.created_at, *(comment.created_at for comment in card.comments)]).timestamp()
    return int(now // MINUTE) if now - newest < HOUR else int(now // QUARTER)


@lru_cache(maxsize=KEPT)
def _card_html(card: Card, language: str, stamp: int) -> SafeString:
    return SafeString(get_template("items/_card.html").render({"card": card}))


def cards_html(cards: Iterable[Card]) -> SafeString:
    """Return the cards of a list."""
    now, language = time.time(), get_language() or ""
    return mark_safe("".join(_card_html(card, language, _stamp(card, now)) for card in cards))  # noqa: S308
