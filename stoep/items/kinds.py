"""The kinds of item people can make: a label, an icon, a button, and whether a title is asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stoep.items.models import Item


@dataclass(frozen=True)
class Kind:
    """What the composer and the cards need to know of a kind."""

    slug: str
    number: int
    label: Promise
    icon: str
    send: Promise
    title_label: Promise | None = None
    is_announcement: bool = False


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("post", Item.Kind.POST, _("Post"), "message-square", _("Post it")),
        Kind(
            "question",
            Item.Kind.QUESTION,
            _("Question"),
            "message-circle-question-mark",
            _("Ask your question"),
            _("Your question in one sentence"),
        ),
        Kind("announcement", Item.Kind.POST, _("Announcement"), "megaphone", _("Announce"), _("Headline"), True),
    )
}
