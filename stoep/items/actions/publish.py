"""Publishing: a new root, or a reply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from stoep.groups.models import Group
from stoep.items.access import may_announce, may_make, may_publish, may_take_part
from stoep.items.actions.text import put_links, put_text, read_text
from stoep.items.facts import ItemPublished
from stoep.items.models import Item, Question, SentKey
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.kernel.ids import new_id
from stoep.organisation.queries import organisation
from stoep.people.models import Person


def publish(
    author: Person,
    *,
    kind: int,
    body: str,
    title: str = "",
    group: Group | None = None,
    topics: tuple[str, ...] = (),
    top_until: datetime | None = None,
    language: str = "",
    key: str = "",
    id_: int | None = None,
) -> Item:
    """Publish a root. The same `key` again returns the item it made; `id_` gives an id of the past.

    Where its words do not say, it is in `language`, else in that of the author, else in that of the organisation.

    Raises `NotAllowed` where the author may not share (or not announce) there, `TooLong` for the text.
    """

    def make(item_id: int) -> Item:
        require(may_publish(author, group) and may_make(kind))
        require(top_until is None or may_announce(author, group))
        item = Item(
            pk=id_ or item_id,
            kind=kind,
            author=author,
            title=title,
            top_until=top_until,
            language=language or author.language or _language(),
        )
        item.share_with(group)
        return _save(item, body, topics)

    return _once(author, key, make)


def reply(author: Person, parent: Item, *, body: str, key: str = "", id_: int | None = None) -> Item:
    """Reply to an item; a reply to a reply keeps its place. Raises `NotAllowed` and `TooLong` as `publish`."""

    def make(item_id: int) -> Item:
        require(may_take_part(author, parent))
        root_id = parent.root_id or parent.pk
        item = Item(
            pk=id_ or item_id,
            kind=Item.Kind.REPLY,
            author=author,
            root_id=root_id,
            parent=parent,
            language=parent.language,
        )
        item.share_like(parent)
        return _save(item, body, ())

    return _once(author, key, make)


def _language() -> str:
    ours = organisation()
    return ours.language if ours else "nl"


def _once(author: Person, key: str, make: Callable[[int], Item]) -> Item:
    """Run `make` in one transaction with a new id for the item, or return what the same key made before."""
    item_id = new_id()
    with transaction.atomic():
        if not key or _take_key(author, key, item_id):
            return make(item_id)
    return SentKey.objects.select_related("item").get(person=author, key=key).item


def _take_key(author: Person, key: str, item_id: int) -> bool:
    """Say whether this is the first request with `key`; another that is still at work is waited for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO items_sentkey (person_id, key, item_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [author.pk, key, item_id],
        )
        return bool(cursor.rowcount == 1)


def _save(item: Item, body: str, topics: tuple[str, ...]) -> Item:
    reading = read_text(body, topics)
    put_text(item, body, reading)
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
