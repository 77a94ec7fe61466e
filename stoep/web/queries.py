"""What the shell and home show beside the stream, in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from stoep.groups.gate import audience_condition
from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.ids import id_at
from stoep.kernel.lists import is_not
from stoep.people.models import Person
from stoep.people.queries import FACE_COLUMNS, Face, face_from
from stoep.streams.models import Stream

GROUPS = 7
NEWCOMERS = 3
NEW_FOR = timedelta(days=30)
_SHELL = (
    "SELECT * FROM (SELECT g.id, g.slug, g.name, s.last_item_id > sub.seen_id FROM streams_subscription sub"
    " JOIN streams_stream s ON s.id = sub.stream_id AND s.kind = {group} JOIN groups_group g ON g.id = s.ref_id"
    " WHERE sub.person_id = %(viewer)s AND g.asleep_at IS NULL ORDER BY s.last_item_id DESC LIMIT {groups}) mine"
    " UNION ALL"
    " SELECT 0, '', '', EXISTS (SELECT 1 FROM notifications_notification n"
    " WHERE n.person_id = %(viewer)s AND {unread})"
)
_ASKED = (
    "SELECT DISTINCT i.id, i.title, a.name FROM streams_subscription sub"
    " JOIN streams_stream s ON s.id = sub.stream_id AND s.kind = {asked}"
    " JOIN streams_entry e ON e.stream_id = s.id AND {gate} JOIN items_item i ON i.id = e.item_id"
    " JOIN people_person a ON a.id = i.author_id WHERE sub.person_id = %(viewer)s AND i.author_id <> %(viewer)s"
    " ORDER BY i.id DESC LIMIT 3"
)


_NEWCOMERS = (
    f"SELECT {FACE_COLUMNS}, EXISTS (SELECT 1 FROM streams_subscription sub JOIN streams_stream s"
    " ON s.id = sub.stream_id AND s.kind = {person} AND s.ref_id = p.id WHERE sub.person_id = %(viewer)s"
    " AND sub.follows)"
    " FROM people_person p WHERE p.id > %(since)s AND p.id <> %(viewer)s AND p.is_active AND NOT p.is_placeholder"
    " ORDER BY p.id DESC LIMIT {limit}"
)


@dataclass(frozen=True)
class Shell:
    """What is around every page: one's groups, and whether something waits in the list of notifications."""

    groups: tuple[tuple[int, str, str, bool], ...]
    has_news: bool


@dataclass(frozen=True)
class Asked:
    """An open question on something the viewer knows."""

    pk: int
    title: str
    author: str


def shell_of(person: Person) -> Shell:
    """Return what is around every page of a person, in one query."""
    sql = _SHELL.format(group=int(Stream.Kind.GROUP), groups=GROUPS, unread=is_not("n.is_read"))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": person.pk})
        rows = cursor.fetchall()
    groups = tuple((pk, slug, name, bool(new)) for pk, slug, name, new in rows if pk)
    return Shell(groups, any(new for pk, *_, new in rows if not pk))


def questions_waiting_for(person: Person) -> list[Asked]:
    """Return the newest open questions on what a person knows, that they may read."""
    sql = _ASKED.format(asked=int(Stream.Kind.ASKED), gate=audience_condition("e", person))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": person.pk})
        return [Asked(*row) for row in cursor.fetchall()]


def newcomers(viewer: Person, *, within: timedelta = NEW_FOR, limit: int = NEWCOMERS) -> tuple[tuple[Face, bool], ...]:
    """Return who came in of late, newest first, and whether `viewer` follows them; guests see no newcomers."""
    if viewer.is_guest:
        return ()
    since, sql = id_at(timezone.now() - within), _NEWCOMERS.format(person=int(Stream.Kind.PERSON), limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": viewer.pk, "since": since})
        return tuple((face_from(row), bool(row[-1])) for row in cursor.fetchall())


BEST, BEST_OF = 5, 300
_TALKED_ABOUT = (
    "SELECT DISTINCT i.id, i.reply_count, i.reactions FROM streams_subscription sub"
    " JOIN streams_stream s ON s.id = sub.stream_id AND s.kind = {group}"
    " JOIN streams_entry e ON e.stream_id = s.id AND e.item_id > %(since)s AND {gate}"
    " JOIN items_item i ON i.id = e.item_id WHERE sub.person_id = %(viewer)s AND i.author_id <> %(viewer)s"
    " AND (i.reply_count > 0 OR i.reactions <> '') ORDER BY i.id DESC LIMIT {limit}"
)


def best_of_groups(viewer: Person) -> list[tuple[Item, str]]:
    """Return what was answered and appreciated most in one's groups in the last thirty days, newest first.

    A reply counts double. Each comes with the name of its group. It chooses a few among what was said, never among
    people, and orders no stream.
    """
    gate = audience_condition("e", viewer)
    sql = _TALKED_ABOUT.format(group=int(Stream.Kind.GROUP), gate=gate, limit=BEST_OF)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": viewer.pk, "since": id_at(timezone.now() - NEW_FOR)})
        rows = cursor.fetchall()
    best = [pk for pk, *_ in sorted(rows, key=lambda row: (2 * row[1] + _given(row[2]), row[0]), reverse=True)[:BEST]]
    items = list(Item.objects.visible_to(viewer).filter(pk__in=best).select_related("author").order_by("-pk"))
    names = dict(Group.objects.filter(pk__in={item.group_id_or_none for item in items}).values_list("pk", "name"))
    return [(item, names.get(item.group_id_or_none or 0, "")) for item in items]


def _given(reactions: str) -> int:
    """Return how many reactions an item has, from the totals kept beside it."""
    return sum(int(part.rsplit(":", 1)[1]) for part in reactions.split(",")) if reactions else 0
