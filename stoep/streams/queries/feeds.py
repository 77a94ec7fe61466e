"""Reads of streams: which items, in which order, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from stoep.groups.gate import Viewer, audience_condition
from stoep.groups.models import Group
from stoep.kernel.ids import MAX_ID, id_at, moment_of
from stoep.people.models import Person
from stoep.streams.backends import PAGE, merged_sql, single_sql
from stoep.streams.models import Entry, Stream, Subscription

OUTSIDE_FETCHED = 24
EVERYONE_STREAM = "(SELECT id FROM streams_stream WHERE kind = 0 AND ref_id = 0)"
WEEK = 7
QUIET_WEEK = timedelta(days=WEEK)
LATE = 120


@dataclass(frozen=True)
class Page:
    """One page of a stream: item ids in order, those from outside one's streams, and the key to go on from."""

    item_ids: tuple[int, ...]
    outside: frozenset[int] = frozenset()
    next_before: int = 0
    top_ids: tuple[int, ...] = ()


def _rows(sql: str, **params: int) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows


def _page(rows: list[tuple[int, ...]]) -> Page:
    """Return the page of (key, item) rows; an item that is there twice (its thread moved) stays where it is first."""
    ids = tuple(dict.fromkeys(row[1] for row in rows))
    return Page(ids, next_before=rows[-1][0] if len(rows) == PAGE else 0)


def stream_page(viewer: Viewer, kind: int, ref_id: int = 0, *, before: int = 0, discussed: bool = False) -> Page:
    """Return a page of one stream, older than key `before` (0: from the newest)."""
    stream = "(SELECT id FROM streams_stream WHERE kind = %(kind)s AND ref_id = %(ref)s)"
    sql = single_sql(viewer, discussed=discussed, stream=stream)
    return _page(_rows(sql, kind=kind, ref=ref_id, before=before or MAX_ID, viewer=viewer.pk or 0))


def followed_page(viewer: Person, *, before: int = 0, discussed: bool = False) -> Page:
    """Return a page of *What you follow*: only the groups, people and topics chosen."""
    sql = merged_sql(viewer, only_followed=True, discussed=discussed)
    return _page(_rows(sql, person=viewer.pk, viewer=viewer.pk, before=before or MAX_ID))


def for_you_page(viewer: Person, *, before: int = 0, discussed: bool = False) -> Page:
    """Return a page of *For you*: one's streams, and at most one in five from outside, never two in a row.

    In a network with fewer than a page of items in the last week it equals *Everyone*. Unread announcements are in
    `top_ids` of every page, for who shows the first one to put them above it, and the others to leave them out.
    """
    rows = _rows(
        _for_you_sql(viewer, discussed=discussed),
        person=viewer.pk,
        viewer=viewer.pk,
        before=before or MAX_ID,
        week_ago=_week_ago(),
    )
    mine = [row[1:] for row in rows if row[0] == 0]
    outside = [row[1:] for row in rows if row[0] == 1]
    top = tuple(row[2] for row in rows if row[0] == 2)
    if not any(row[0] == 3 for row in rows):
        page = _page(sorted(outside, reverse=True)[:PAGE])
        return Page(page.item_ids, frozenset(), page.next_before, top)
    return _mix(mine, outside, top)


def _for_you_sql(viewer: Person, *, discussed: bool) -> str:
    mine = merged_sql(viewer, only_followed=False, discussed=discussed)
    everyone = single_sql(viewer, discussed=discussed, stream=EVERYONE_STREAM, limit=OUTSIDE_FETCHED)
    top = (
        "SELECT i.id, i.id FROM items_item i WHERE i.top_until > CURRENT_TIMESTAMP AND i.state = 1"
        " AND NOT EXISTS (SELECT 1 FROM items_readmark r WHERE r.person_id = %(person)s AND r.item_id = i.id)"
        f" AND {audience_condition('i', viewer, item='id')} ORDER BY i.id DESC LIMIT 2"
    )
    parts = (
        f"SELECT {n} AS part, q.* FROM ({sql}) q" for n, sql in enumerate((mine, everyone, top, _lively_sql(viewer)))
    )
    return " UNION ALL ".join(parts)


def _lively_sql(viewer: Person) -> str:
    """Return the query for the last of a page of items of this week: no row in a quiet network."""
    return (
        "SELECT w.item_id, w.item_id FROM (SELECT e.item_id FROM streams_entry e"
        f" WHERE e.stream_id = {EVERYONE_STREAM} AND e.item_id > %(week_ago)s"
        f" AND {audience_condition('e', viewer)} ORDER BY e.item_id DESC LIMIT {PAGE}) w"
        f" ORDER BY w.item_id DESC LIMIT 1 OFFSET {PAGE - 1}"
    )


def _week_ago() -> int:
    return id_at(timezone.now() - QUIET_WEEK)


def is_quiet(viewer: Person) -> bool:
    """Say whether *For you* equals *Everyone*: fewer than a page of items that `viewer` may read in a week."""
    return not _rows(_lively_sql(viewer), viewer=viewer.pk, week_ago=_week_ago())


def _mix(mine: list[tuple[int, ...]], everyone: list[tuple[int, ...]], top: tuple[int, ...]) -> Page:
    """Merge newest first; what stands in `everyone` and not in `mine`, as far back as `mine` goes, is outside."""
    own = {item for _, item in mine}
    end = mine[-1][0] if len(mine) == PAGE else 0
    outside = [row for row in everyone if row[1] not in own and row[0] > end]
    shown: list[tuple[int, ...]] = []
    added: set[int] = set()
    for row in sorted([*mine, *outside], reverse=True):
        if row[1] in own:
            shown.append(row)
        elif len(added) < PAGE // 5 and shown and shown[-1][1] not in added:
            shown.append(row)
            added.add(row[1])
        if len(shown) == PAGE:
            break
    page = _page(shown)
    more = shown[-1][0] if len(shown) == PAGE or len(mine) == PAGE else 0
    return Page(page.item_ids, frozenset(added), more, top)


@dataclass(frozen=True)
class LivelyTopic:
    """What people wrote about in the last week: how often, and on each day, oldest first."""

    name: str
    count: int
    days: tuple[int, ...]


_TOPICS_OF_LATE = (
    "SELECT t.name, x.item_id FROM (SELECT e.item_id FROM streams_entry e WHERE e.stream_id = {stream}"
    " AND e.item_id > %(since)s AND {gate} ORDER BY e.item_id DESC LIMIT {most}) late"
    " JOIN items_itemtopic x ON x.item_id = late.item_id JOIN topics_topic t ON t.id = x.topic_id"
)


def lively_topics(viewer: Person, *, limit: int = 3) -> tuple[LivelyTopic, ...]:
    """Return the topics most written about among the latest that `viewer` may read, a week back at most."""
    now = timezone.now()
    sql = _TOPICS_OF_LATE.format(stream=EVERYONE_STREAM, gate=audience_condition("e", viewer), most=LATE)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": viewer.pk, "since": id_at(now - QUIET_WEEK)})
        rows = cursor.fetchall()
    days: dict[str, list[int]] = {}
    for name, item_id in rows:
        days.setdefault(name, [0] * WEEK)[WEEK - 1 - min((now - moment_of(item_id)).days, WEEK - 1)] += 1
    topics = [LivelyTopic(name, sum(counts), tuple(counts)) for name, counts in days.items()]
    return tuple(sorted(topics, key=lambda topic: (-topic.count, topic.name))[:limit])


def reasons_for(viewer: Person, item_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return for each item the stream (kind, ref) that brought it to `viewer`: the most particular one."""
    rows = (
        Entry.objects.visible_to(viewer)
        .filter(item_id__in=item_ids, stream__subscriptions__person=viewer)
        .values_list("item_id", "stream__kind", "stream__ref_id")
    )
    best: dict[int, tuple[int, int]] = {}
    for item_id, kind, ref_id in rows:
        if item_id not in best or kind in (Stream.Kind.GROUP, Stream.Kind.PERSON):
            best[item_id] = (kind, ref_id)
    return best


def follows(person: Person, kind: int, ref_id: int) -> bool:
    """Say whether `person` chose to follow this stream."""
    mine = Subscription.objects.filter(person=person, follows=True)
    return mine.filter(stream__kind=kind, stream__ref_id=ref_id).exists()


def new_in_streams(viewer: Person, since: int, *, only_followed: bool = False, limit: int = 100) -> int:
    """Return how many roots came into the streams of `viewer` after item `since`, at most `limit`."""
    mine = Subscription.objects.filter(person=viewer, **({"follows": True} if only_followed else {}))
    fresh = Entry.objects.visible_to(viewer).filter(item_id__gt=since, stream_id__in=mine.values("stream_id"))
    return len(fresh.values("item_id").distinct()[:limit])


def new_in_stream(viewer: Person, kind: int, since: int, *, limit: int = 100) -> int:
    """Return how many roots that `viewer` may read came into one stream after item `since`, at most `limit`."""
    fresh = Entry.objects.visible_to(viewer).filter(item_id__gt=since, stream__kind=kind, stream__ref_id=0)
    return len(fresh.values("item_id")[:limit])


def unread_groups(viewer: Person, groups: Collection[Group]) -> set[int]:
    """Return which of one's `groups` hold something newer than what was seen there."""
    rows = Subscription.objects.filter(
        person=viewer, stream__kind=Stream.Kind.GROUP, stream__ref_id__in=[group.pk for group in groups]
    ).values_list("stream__ref_id", "stream__last_item_id", "seen_id")
    return {ref_id for ref_id, last, seen in rows if last > seen}
