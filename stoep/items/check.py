"""What an item keeps of its thread and its marks, counted again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count, Sum

from stoep.groups.check import strayed
from stoep.items.actions.marks import count_reactions, reactions_text
from stoep.items.models import Item, Reaction, ReactionImport
from stoep.kernel.checks import Check, Different, select_differences

_REPLIES = "(SELECT count(*) FROM items_item c WHERE c.root_id = r.id AND c.state = 1)"
_NEWEST = "coalesce((SELECT max(c.id) FROM items_item c WHERE c.root_id = r.id AND c.id > r.id), r.id)"
_READERS = "(SELECT count(*) FROM items_readmark m WHERE m.item_id = r.id)"
_PUBLISHED_ROOT = "r.root_id IS NULL AND r.state = 1"


def _kept(column: str, counted: str, where: str) -> Check:
    def differences() -> Different:
        return select_differences(
            f"SELECT * FROM (SELECT r.id, r.{column} AS kept, {counted} AS wanted FROM items_item r WHERE {where}) d"
            " WHERE kept <> wanted"
        )

    def repair(keys: Iterable[int]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for key in keys:
                cursor.execute(f"UPDATE items_item AS r SET {column} = {counted} WHERE r.id = %s", [key])

    return Check(f"items.{column} is what can be counted", differences, repair)


def _reactions() -> Different:
    totals: dict[int, dict[str, int]] = {}
    given = Reaction.objects.values_list("item_id", "emoji").annotate(n=Count("pk"))
    imported = ReactionImport.objects.values_list("item_id", "emoji").annotate(n=Sum("n"))
    for item_id, emoji, n in (*given.iterator(), *imported.iterator()):
        of_item = totals.setdefault(item_id, {})
        of_item[emoji] = of_item.get(emoji, 0) + n
    marked = Item.objects.for_system("totals of reactions").exclude(reactions="")
    kept = dict(marked.values_list("pk", "reactions").iterator())
    wanted = {item_id: reactions_text(of_item) for item_id, of_item in totals.items()}
    return {
        item_id: (kept.get(item_id, ""), wanted.get(item_id, ""))
        for item_id in kept.keys() | wanted.keys()
        if kept.get(item_id, "") != wanted.get(item_id, "")
    }


def _count_reactions(keys: Iterable[int]) -> None:
    for key in keys:
        with transaction.atomic():
            count_reactions(key)


def _strayed() -> Different:
    return strayed("items_item", "id", "root_id")


CHECKS = (
    _kept("reply_count", _REPLIES, _PUBLISHED_ROOT),
    _kept("last_id", _NEWEST, _PUBLISHED_ROOT),
    _kept("read_count", _READERS, _PUBLISHED_ROOT),
    Check("items.reactions is what can be counted", _reactions, _count_reactions),
    Check("A reply is read by whom its thread is read", _strayed),
)
