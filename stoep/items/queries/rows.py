"""Rows of items as tuples, with what the viewer gave them; every one through the gate of its root."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from stoep.groups.gate import Viewer, audience_condition, group_join
from stoep.items.access import UNDO_WITHIN
from stoep.items.models import Item
from stoep.kernel.lists import id_list, ids_parameter, joined
from stoep.people.models import Person


class Row(NamedTuple):
    """One item as a list shows it."""

    pk: int
    kind: int
    author_id: int
    title: str
    html: str
    is_long: bool
    places: str
    language: str
    reply_count: int
    reactions: str
    is_edited: bool
    is_pinned: bool
    top_until: datetime | None
    read_count: int
    root_id: int
    parent_id: int
    state: int
    may_restore: bool
    group_id: int
    group_slug: str
    group_name: str
    group_openness: int
    group_size: int
    is_archived: bool
    topics: str
    answer_id: int
    accepted_by: int
    reacted: str
    is_bookmarked: bool
    is_read: bool


_OF_ANY = (
    "i.id, i.kind, i.author_id, i.title, {text}, i.lead <> '', i.places, i.language, i.reply_count, i.reactions,"
    " i.edited_at IS NOT NULL, i.is_pinned, i.top_until, i.read_count, coalesce(i.root_id, 0),"
    " coalesce(i.parent_id, 0), i.state,"
    " i.state = 3 AND coalesce(i.deleted_by_id, 0) = %(viewer)s AND i.deleted_at > %(undo_since)s,"
    " {of_root}, coalesce(r.emoji, ''), b.id IS NOT NULL, {is_read}"
)
_OF_ROOT = (
    "coalesce(g.id, 0), coalesce(g.slug, ''), coalesce(g.name, ''), coalesce(g.openness, 0),"
    " coalesce(g.member_count + g.guest_count, 0), g.archived_at IS NOT NULL, {topics}, coalesce(qa.id, 0),"
    " CASE WHEN qa.id IS NULL THEN 0 ELSE coalesce(q.accepted_by_id, 0) END"
)
_TOPICS = (
    "coalesce((SELECT {names} FROM items_itemtopic x JOIN topics_topic t ON t.id = x.topic_id"
    " WHERE x.item_id = i.id), '')"
)
_NOT_OF_REPLY = "0, '', '', 0, 0, 1 = 0, '', 0, 0"
_LEAD = "CASE WHEN i.lead <> '' THEN i.lead ELSE i.html END"
_PERSONAL = (
    " LEFT JOIN items_reaction r ON r.person_id = %(viewer)s AND r.item_id = i.id"
    " LEFT JOIN items_bookmark b ON b.person_id = %(viewer)s AND b.item_id = i.id"
)
_WITH_ROOT = (
    " LEFT JOIN items_question q ON q.item_id = i.id"
    f" LEFT JOIN items_item qa ON qa.id = q.answer_id AND qa.state = 1{_PERSONAL}"
    " LEFT JOIN items_readmark rm ON i.top_until IS NOT NULL AND rm.person_id = %(viewer)s AND rm.item_id = i.id"
)


def _root_columns(text: str) -> str:
    of_root = _OF_ROOT.format(topics=_TOPICS.format(names=joined("t.name")))
    return _OF_ANY.format(text=text, of_root=of_root, is_read="rm.id IS NOT NULL")


def _reply_columns(text: str) -> str:
    return _OF_ANY.format(text=text, of_root=_NOT_OF_REPLY, is_read="1 = 0")


_SECOND_NEWEST = (
    "coalesce((SELECT x.id FROM items_item x WHERE x.root_id = root.id AND x.state = 1"
    " ORDER BY x.id DESC LIMIT 1 OFFSET 1), 0)"
)


@lru_cache(maxsize=32)
def _list_sql(vendor: str, gate: str, text: str) -> str:
    columns = _reply_columns(text)
    gate_of = {alias: gate.replace("gated.", f"{alias}.") for alias in ("i", "root")}
    roots = (
        f"SELECT {_root_columns(text)} FROM items_item i {group_join('i')}{_WITH_ROOT}"
        f" WHERE i.id IN {id_list('ids')} AND i.state = 1 AND {gate_of['i']}"
    )
    tail = f"{_PERSONAL} WHERE root.id IN {id_list('ids')} AND root.state = 1"
    newest = (
        f"SELECT {columns} FROM items_item root CROSS JOIN items_item i{tail} AND {gate_of['root']}"
        f" AND i.root_id = root.id AND i.state = 1 AND i.id >= {_SECOND_NEWEST}"
    )
    answers = (
        f"SELECT {columns} FROM items_item root JOIN items_question rq ON rq.item_id = root.id"
        f" JOIN items_item i ON i.id = rq.answer_id{tail} AND {gate_of['root']} AND i.state = 1"
    )
    return f"{roots} UNION ALL {newest} UNION ALL {answers}"


@lru_cache(maxsize=32)
def _thread_sql(vendor: str, gate: str) -> str:
    """The root, a page of its replies, and the accepted answer, wherever it stands."""
    columns, gate_of_root = _reply_columns("i.html"), gate.replace("gated.", "root.")
    root = f"WHERE root.id = %(root)s AND root.state = 1 AND {gate_of_root}"
    return (
        f"SELECT {_root_columns('i.html')} FROM items_item i {group_join('i')}{_WITH_ROOT}"
        f" WHERE i.id = %(root)s AND i.root_id IS NULL AND i.state = 1 AND {gate.replace('gated.', 'i.')}"
        " UNION ALL SELECT * FROM ("
        f"SELECT {columns} FROM items_item root CROSS JOIN items_item i{_PERSONAL} {root}"
        " AND i.root_id = root.id AND i.state IN (1, 3) AND i.id > %(after)s ORDER BY i.id LIMIT %(limit)s) replies"
        f" UNION ALL SELECT {columns} FROM items_item root JOIN items_question rq ON rq.item_id = root.id"
        f" JOIN items_item i ON i.id = rq.answer_id{_PERSONAL} {root} AND i.state = 1"
    )


def _moment(value: object) -> datetime | None:
    """Return a moment as PostgreSQL gives it, or from what SQLite keeps: a text, or a moment without a zone."""
    if value is None:
        return None
    parsed = value if isinstance(value, datetime) else parse_datetime(str(value))
    return timezone.make_aware(parsed, UTC) if parsed and timezone.is_naive(parsed) else parsed


def _rows(sql: str, parameters: dict[str, Any]) -> list[Row]:
    undo_since = connection.ops.adapt_datetimefield_value(timezone.now() - UNDO_WITHIN)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | {"undo_since": undo_since})
        found = cursor.fetchall()
    return [Row._make((*row[:12], _moment(row[12]), *row[13:])) for row in found]


def list_rows(viewer: Person, ids: Sequence[int], *, whole: bool = False) -> list[Row]:
    """Return the roots with these ids that `viewer` may read, their two newest replies, and accepted answers.

    Of a long text they hold the first part, unless the `whole` is asked for.
    """
    gate = audience_condition("gated", viewer, item="id")
    parameters: dict[str, Any] = {"viewer": viewer.pk, "ids": ids_parameter(ids)}
    rows = _rows(_list_sql(connection.vendor, gate, "i.html" if whole else _LEAD), parameters)
    return [row._replace(is_long=False) for row in rows] if whole else rows


def start_around(root_id: int, reply_id: int, page: int) -> int:
    """Return after which reply a page of a thread begins that holds `reply_id`; 0 for the first page."""
    before = Item.objects.for_system("only where a page begins").filter(root_id=root_id, pk__lt=reply_id)
    ids = list(before.filter(state__in=(1, 3)).order_by("-pk").values_list("pk", flat=True)[:page])
    return ids[page // 2] if len(ids) == page else 0


def thread_rows(viewer: Viewer, root_id: int, *, after: int, limit: int) -> list[Row]:
    """Return a root and `limit` replies after reply `after`, deleted ones too; nothing when it may not be read."""
    gate = audience_condition("gated", viewer, item="id")
    parameters: dict[str, Any] = {
        "viewer": viewer.pk or 0,
        "root": root_id,
        "after": after,
        "limit": limit,
    }
    return _rows(_thread_sql(connection.vendor, gate), parameters)


@lru_cache(maxsize=32)
def _one_sql(vendor: str, gate: str) -> str:
    return (
        f"SELECT {_root_columns('i.html')} FROM items_item i {group_join('i')}{_WITH_ROOT}"
        f" WHERE i.id = %(item)s AND i.state = 1 AND {gate.replace('gated.', 'i.')}"
    )


def one_row(viewer: Person, item_id: int) -> Row:
    """Return one item, root or reply, as `viewer` may see it. Raises `Item.DoesNotExist`."""
    gate = audience_condition("gated", viewer, item="id")
    rows = _rows(_one_sql(connection.vendor, gate), {"viewer": viewer.pk, "item": item_id})
    if not rows:
        raise Item.DoesNotExist
    return rows[0]
