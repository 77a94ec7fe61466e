"""What a newcomer is offered: topics, groups and colleagues, each with the reason. Fit first, then the alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Count

from stoep.groups.gate import audience_condition, group_join
from stoep.groups.models import Group
from stoep.groups.queries import leaders_of
from stoep.kernel.lists import id_list, ids_parameter
from stoep.people.access import people_visible_to
from stoep.people.models import Knows, Person, PersonQuerySet
from stoep.people.queries import Face, face_of
from stoep.streams.models import Stream
from stoep.streams.queries.feeds import EVERYONE_STREAM

TOPICS, GROUPS, COLLEAGUES = 12, 3, 5
LATEST = 500
_USED = (
    "SELECT t.name, count(*) AS n FROM (SELECT e.item_id FROM streams_entry e WHERE e.stream_id = {stream} AND {gate}"
    " ORDER BY e.item_id DESC LIMIT {latest}) late JOIN items_itemtopic x ON x.item_id = late.item_id"
    " JOIN topics_topic t ON t.id = x.topic_id GROUP BY t.name ORDER BY n DESC, t.name LIMIT {most}"
)
_ABOUT = (
    "SELECT g.id, min(t.name) FROM streams_stream s JOIN streams_entry e ON e.stream_id = s.id AND {gate} {group}"
    " JOIN topics_topic t ON t.id = s.ref_id WHERE s.kind = {topic} AND s.ref_id IN {ids} AND g.openness = 0"
    " GROUP BY g.id ORDER BY count(*) DESC, g.id LIMIT 20"
)


class Why(StrEnum):
    """Why something is offered; the better reason stands first."""

    INVITED = "invited"
    MANAGER = "manager"
    HEAD = "head"
    TOPIC = "topic"
    LEADS = "leads"
    DEPARTMENT = "department"
    INVITER = "inviter"
    OPEN = "open"


@dataclass(frozen=True)
class Reason:
    """A reason, with the name and the number its sentence holds."""

    why: Why
    name: str = ""
    n: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """Return its place among the reasons."""
        return list(Why).index(self.why), -self.n


Reasons = dict[int, Reason]


def suggested_topics(person: Person) -> list[str]:
    """Return topics one may be asked about: of one's department, and used most in what every member may read."""
    found = dict.fromkeys([*_of_department(person), *_used_most(person)])
    return sorted(list(found)[:TOPICS])


def _of_department(person: Person) -> list[str]:
    if not person.department:
        return []
    known = Knows.objects.filter(person__department=person.department, person__is_active=True).exclude(person=person)
    return [
        name for name, _ in known.values_list("topic__name").annotate(n=Count("pk")).order_by("-n", "topic__name")[:8]
    ]


def _used_most(person: Person) -> list[str]:
    gate = audience_condition("e", person)
    sql = _USED.format(stream=EVERYONE_STREAM, gate=gate, latest=LATEST, most=TOPICS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": 0})  # nobody's groups: what every member may read
        return [name for name, _ in cursor.fetchall()]


def suggested_groups(person: Person) -> list[tuple[Group, Reason]]:
    """Return open groups one is not in, each with the best reason for it; at most five queries."""
    open_ = Group.objects.filter(openness=Group.Openness.OPEN, archived_at=None, asleep_at=None, welcomes=False)
    free = open_.exclude(members__person=person)
    reasons: Reasons = {pk: Reason(Why.TOPIC, name) for pk, name in _about_what_one_knows(person)}
    if person.department:
        beside = free.filter(members__person__department=person.department, members__person__is_active=True)
        for pk, n in beside.values_list("pk").annotate(n=Count("members__person")).order_by("-n", "name")[:20]:
            reasons.setdefault(pk, Reason(Why.DEPARTMENT, n=n))
    if (inviter := person.invited_by) and inviter.is_active:
        for pk in free.filter(members__person=inviter).order_by("name").values_list("pk", flat=True)[:20]:
            reasons.setdefault(pk, Reason(Why.INVITER, inviter.first_name))
    for pk in free.order_by("name").values_list("pk", flat=True)[:GROUPS]:
        reasons.setdefault(pk, Reason(Why.OPEN))
    found = [(group, reasons[group.pk]) for group in free.filter(pk__in=reasons)]
    return sorted(found, key=lambda pair: (pair[1].rank, pair[0].name))[:GROUPS]


def _about_what_one_knows(person: Person) -> list[tuple[Any, ...]]:
    known = list(Knows.objects.filter(person=person).values_list("topic_id", flat=True))
    sql = _ABOUT.format(
        gate=audience_condition("e", person), group=group_join("e"), topic=int(Stream.Kind.TOPIC), ids=id_list("ids")
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"viewer": person.pk, "ids": ids_parameter(known)})
        return list(cursor.fetchall()) if known else []


def suggested_colleagues(person: Person, place: Group | None) -> list[tuple[Face, Reason]]:
    """Return colleagues to follow, each with the best reason; `place` is where newcomers are welcomed."""
    followed = Stream.objects.filter(kind=Stream.Kind.PERSON, subscriptions__person=person).values("ref_id")
    free = people_visible_to(person).present().exclude(pk=person.pk).exclude(role=Person.Role.GUEST)
    free = free.exclude(pk__in=followed)
    reasons: Reasons = {person.invited_by_id: Reason(Why.INVITED)} if person.invited_by_id else {}
    if person.manager_id:
        reasons.setdefault(person.manager_id, Reason(Why.MANAGER))
    beside = free.filter(department=person.department).exclude(department="").order_by("name")
    for pk in _heads(beside, person.department):
        reasons.setdefault(pk, Reason(Why.HEAD))
    mine = Knows.objects.filter(person=person).values("topic")
    knowing = Knows.objects.filter(topic__in=mine, person__in=free).order_by("person__name", "topic__name")
    for pk, name in knowing.values_list("person_id", "topic__name")[:20]:
        reasons.setdefault(pk, Reason(Why.TOPIC, name))
    for face in leaders_of(place) if place else ():
        reasons.setdefault(face.pk, Reason(Why.LEADS, place.name if place else ""))
    for pk in beside.values_list("pk", flat=True)[:COLLEAGUES]:
        reasons.setdefault(pk, Reason(Why.DEPARTMENT, person.department))
    found = [(face_of(colleague), reasons[colleague.pk]) for colleague in free.filter(pk__in=reasons)]
    return sorted(found, key=lambda pair: (pair[1].rank, pair[0].name))[:COLLEAGUES]


def _heads(beside: PersonQuerySet, department: str) -> list[int]:
    """Return who leads a department: people there who have a team in it, and are not led from within it."""
    heads = beside.filter(reports__department=department).exclude(manager__department=department)
    return list(heads.values_list("pk", flat=True).distinct()[:COLLEAGUES])
