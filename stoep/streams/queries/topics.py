"""Topics as who runs the network sees them: what every member may read of them, and nothing of closed groups."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from stoep.groups.gate import everybody_condition
from stoep.people.models import Knows
from stoep.topics.models import Topic

PAGE = 60
MOST = 1000
_USED = (
    "(SELECT count(*) FROM (SELECT 1 FROM streams_stream s JOIN streams_entry e ON e.stream_id = s.id"
    " WHERE s.kind = 3 AND s.ref_id = t.id AND {gate} LIMIT {most}) found)"
)
_TOPICS = (
    "SELECT t.id, t.name, t.description, {used} FROM topics_topic t WHERE t.merged_into_id IS NULL"
    " AND (EXISTS (SELECT 1 FROM streams_stream s JOIN streams_entry e ON e.stream_id = s.id"
    " WHERE s.kind = 3 AND s.ref_id = t.id AND {gate})"
    " OR EXISTS (SELECT 1 FROM people_knows k WHERE k.topic_id = t.id)) AND {which} ORDER BY t.name LIMIT {limit}"
)


@dataclass(frozen=True)
class UsedTopic:
    """A topic, and how many items every member may read about it: of many, no more than `MOST` are counted."""

    pk: int
    name: str
    description: str
    count: int

    @property
    def is_more(self) -> bool:
        """Say whether there are more than were counted."""
        return self.count >= MOST


def _topics(which: str, limit: int, most: int, **params: str) -> list[UsedTopic]:
    gate = everybody_condition("e")
    sql = _TOPICS.format(used=_USED.format(gate=gate, most=most), gate=gate, which=which, limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [UsedTopic(*row) for row in cursor.fetchall()]


def topics_page(asked: str, after: str) -> tuple[list[UsedTopic], str]:
    """Return a page of topics by name, and the name to go on after.

    One that is written about in closed groups only is not among them: its very name would tell.
    """
    like = "%" + asked.replace("\\", "").replace("%", "").replace("_", r"\_") + "%"
    found = _topics(r"t.name > %(after)s AND t.name LIKE %(like)s ESCAPE '\'", PAGE + 1, MOST, after=after, like=like)
    return found[:PAGE], found[PAGE - 1].name if len(found) > PAGE else ""


def used_topic(name: str) -> UsedTopic | None:
    """Return the topic of this name, every item counted; None where `topics_page` would not list it."""
    found = _topics("t.name = %(name)s", 1, 1_000_000, name=name)
    return found[0] if found else None


def names_merged_into(topic_id: int) -> list[str]:
    """Return the names that lead to a topic since they were merged into it."""
    return list(Topic.objects.filter(merged_into_id=topic_id).order_by("name").values_list("name", flat=True))


def count_knowing(topic_id: int) -> int:
    """Return how many people say they know a topic."""
    return Knows.objects.filter(topic_id=topic_id).count()
