"""How an item changed: each version against the one before it, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stoep.items.models import Item

VERSIONS = 20
WORDS = 2_000  # comparing takes up to the square of it; longer texts are compared by lines
_BY_WORD = re.compile(r"[@#]?\w+|[^\w\s@#]+|[@#]|\s+")


@dataclass(frozen=True)
class Change:
    """One version: when it was written, title and text with what is new and what was taken out."""

    number: int
    written_at: datetime
    title: SafeString
    body: SafeString


def changes_of(item: Item) -> list[Change]:
    """Return the latest versions of an item that was edited, newest first; the first stands as it was written."""
    rows = item.versions.order_by("-number").values_list("number", "written_at", "title", "body")
    earlier = list(rows[:VERSIONS])
    if not earlier:
        return []
    now = (item.version, item.edited_at or item.created_at, item.title, item.body)
    changes = [
        Change(number, at, difference(old_title, title), difference(old_body, body))
        for (number, at, title, body), (_, _, old_title, old_body) in pairwise([now, *earlier])
    ]
    number, at, title, body = earlier[-1]
    return [*changes, Change(number, at, difference(title, title), difference(body, body))]


def difference(before: str, after: str) -> SafeString:
    """Return the HTML of `after` with what is new in `<ins>`, and what was taken out in `<del>`."""
    old, new = _BY_WORD.findall(before), _BY_WORD.findall(after)
    if max(len(old), len(new)) > WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    shown = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
        shown.append(come if kind == "equal" else _marked("del", gone) + _marked("ins", come))
    return mark_safe("".join(shown))  # noqa: S308 - escaped above


def _marked(tag: str, html: str) -> str:
    return f"<{tag}>{html}</{tag}>" if html else ""
