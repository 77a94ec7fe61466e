"""Texts of the past: sanitised as live ones are; links to old threads lead through the table of what became what."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import quote

from stoep.integrations.importers.past import PastItem
from stoep.kernel.markup import TooLong, plain, read, sanitised

_LINK = re.compile(r'href="(?:https?://(?P<host>[^/"]+))?/(?P<way>questions|q|a)/(?P<id>\d+)[^"]*"')
_KIND = {"questions": "question", "q": "question", "a": "answer"}


def html_of(item: PastItem, source: str) -> str:
    """Return the safe HTML of an item."""
    if item.html:
        html = sanitised(item.html)
    else:
        try:
            html = read(item.markdown).render(lambda mark, word: None).html
        except TooLong:
            html = sanitised(f"<p>{escape(item.markdown)}</p>")
    return led(html, source)


def led(html: str, source: str) -> str:
    """Return `html` with links to things of `source` leading to what they became here."""
    site = source.partition(":")[2]

    def lead(found: re.Match[str]) -> str:
        if found["host"] and found["host"].removeprefix("www.") != site:
            return found.group(0)
        return f'href="/from/{quote(source)}/{_KIND[found["way"]]}/{found["id"]}/"'

    return _LINK.sub(lead, html)


def plain_about(html: str) -> str:
    """Return what somebody wrote about themselves, without markup."""
    return " ".join(unescape(plain(html)).split())[:1000]
