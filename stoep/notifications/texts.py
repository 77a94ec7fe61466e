"""What a line of the list says: one whole sentence for each kind, with the names in it set apart."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.notifications.models import Notification
from stoep.people.queries import named

Kind = Notification.Kind


def sentence(row: Notification, item: Item | None, group: Group | None) -> SafeString:
    """Return what happened, as HTML: the people in bold, everything escaped."""
    text = _of_several(row, item) if row.others else _of_one(row, item)
    names = {
        "name": format_html("<b>{}</b>", named(row.actor.name, row.actor.role)),
        "group": escape(group.name if group else ""),
    }
    return mark_safe(text % {**names, "n": row.others})  # noqa: S308 - our sentence, names escaped


def _is_answer(item: Item | None) -> bool:
    return item is not None and item.root is not None and item.root.is_question and item.parent_id == item.root_id


def _of_one(row: Notification, item: Item | None) -> str:
    texts = {
        Kind.MENTION: _("%(name)s named you"),
        Kind.REPLY: _("%(name)s gave an answer") if _is_answer(item) else _("%(name)s replied"),
        Kind.REACTION: _("%(name)s appreciates what you wrote"),
        Kind.FOLLOW: _("%(name)s follows you"),
        Kind.GROUP_INVITATION: _("%(name)s invites you into %(group)s"),
        Kind.ANSWER_ACCEPTED: _("%(name)s confirmed your answer"),
        Kind.JOINING_ASKED: _("%(name)s asks to join %(group)s"),
        Kind.LET_IN: _("You are now a member of %(group)s"),
        Kind.ARRIVED: _("%(name)s is here, thanks to your invitation"),
        Kind.ADDED: _("%(name)s added you to %(group)s"),
        Kind.LEADS: _("You lead %(group)s now"),
        Kind.SLEEPING: _("Little happens in %(group)s. Does it go on?"),
        Kind.TOOK_PART: _("%(name)s takes part: you may invite somebody again"),
        Kind.CLAIMED: _("%(name)s says that an imported person is them"),
        Kind.GROUND: _("%(name)s reads %(group)s on a ground"),
    }
    return texts[Kind(row.kind)]


def _of_several(row: Notification, item: Item | None) -> str:
    n = row.others
    if row.kind == Kind.REPLY and _is_answer(item):
        return ngettext("%(name)s and %(n)d other gave an answer", "%(name)s and %(n)d others gave an answer", n)
    texts = {
        Kind.REPLY: ngettext("%(name)s and %(n)d other replied", "%(name)s and %(n)d others replied", n),
        Kind.REACTION: ngettext(
            "%(name)s and %(n)d other appreciate what you wrote",
            "%(name)s and %(n)d others appreciate what you wrote",
            n,
        ),
        Kind.FOLLOW: ngettext("%(name)s and %(n)d other follow you", "%(name)s and %(n)d others follow you", n),
        Kind.JOINING_ASKED: ngettext(
            "%(name)s and %(n)d other ask to join %(group)s", "%(name)s and %(n)d others ask to join %(group)s", n
        ),
    }
    return texts.get(Kind(row.kind)) or _of_one(row, item)
