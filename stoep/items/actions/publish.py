"""Publishing: a new root, or a reply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from stoep.groups.models import Group
from stoep.items.access import may_announce, may_publish, may_take_part
from stoep.items.actions.text import put_links, put_text, read_text
from stoep.items.facts import ItemPublished
from stoep.items.models import Item, Question, SentKey
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Person


class _SentBefore(Exception):
    """Another request with this key was quicker."""


def sent_before(person: Person, key: str) -> Item | None:
    """Return the item that `person` made with `key`, if any."""
    sent = SentKey.objects.filter(person=person, key=key).select_related("item").first() if key else None
    return sent.item if sent else None


def publish(
    author: Person,
    *,
    kind: int,
    body: str,
    title: str = "",
    group: Group | None = None,
    topics: tuple[str, ...] = (),
    top_until: datetime | None = None,
    key: str = "",
    id_: int | None = None,
) -> Item:
    """Publish a root. The same `key` again returns the item it made; `id_` gives an id of the past.

    Raises `NotAllowed` where the author may not share (or not announce) there, `TooLong` for the text.
    """

    def make() -> Item:
        require(may_publish(author, group))
        require(top_until is None or may_announce(author, group))
        item = Item(kind=kind, author=author, title=title, top_until=top_until, language=author.language or "nl")
        item.share_with(group)
        return _save(item, body, topics, id_)

    return _once(author, key, make)


def reply(author: Person, parent: Item, *, body: str, key: str = "", id_: int | None = None) -> Item:
    """Reply to an item; a reply to a reply keeps its place. Raises `NotAllowed` and `TooLong` as `publish`."""

    def make() -> Item:
        require(may_take_part(author, parent))
        root_id = parent.root_id or parent.pk
        item = Item(kind=Item.Kind.REPLY, author=author, root_id=root_id, parent=parent, language=parent.language)
        item.share_like(parent)
        return _save(item, body, (), id_)

    return _once(author, key, make)


def _once(author: Person, key: str, make: Callable[[], Item]) -> Item:
    """Run `make` in one transaction, or return what the same key made before."""
    if earlier := sent_before(author, key):
        return earlier
    try:
        with transaction.atomic():
            item = make()
            if key:
                _keep_key(author, key, item)
            return item
    except _SentBefore:
        earlier = sent_before(author, key)
        assert earlier is not None
        return earlier


def _keep_key(author: Person, key: str, item: Item) -> None:
    try:
        with transaction.atomic():
            SentKey.objects.create(person=author, key=key, item=item)
    except IntegrityError:
        raise _SentBefore from None


def _save(item: Item, body: str, topics: tuple[str, ...], id_: int | None) -> Item:
    reading = read_text(body, topics)
    put_text(item, body, reading)
    if id_ is not None:
        item.pk = id_
    item.last_id = item.pk
    item.save(force_insert=True)
    put_links(item, reading)
    if item.kind == Item.Kind.QUESTION:
        Question.objects.create(item=item)
    previous = _count_reply(item) if item.root_id else 0
    announce(ItemPublished(item.pk, item.author_id, item.root_id or 0, previous))
    return item


def _count_reply(item: Item) -> int:
    """Count a reply at its root; return the id of what was newest in the thread until now."""
    roots = Item.objects.for_system("count a reply").filter(pk=item.root_id)
    previous: int = roots.select_for_update().values_list("last_id", flat=True).get()
    roots.update(reply_count=F("reply_count") + 1, last_id=max(previous, item.pk))
    return previous if previous < item.pk else 0
