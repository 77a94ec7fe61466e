"""Reads about keeping order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.ids import moment_of
from stoep.moderation.access import groups_under_order, keeps_order
from stoep.moderation.models import AuditEntry, GroundedAccess
from stoep.moderation.texts import act_text
from stoep.people.models import Person
from stoep.people.queries import Face, faces

LINES, THREADS = 50, 10


@dataclass(frozen=True)
class Line:
    """A line of the audit log: when, who (None: the system), did what, to what, and with which particulars."""

    pk: int
    at: datetime
    actor: Face | None
    act: str
    thing: str
    url: str
    details: tuple[tuple[str, str], ...]


def audit_page(*, before: int = 0, actor_id: int = 0, act: str = "") -> tuple[list[Line], int]:
    """Return a page of the audit log, newest first, and the id to go on before (0: that was all)."""
    rows = AuditEntry.objects.order_by("-pk")
    rows = rows.filter(pk__lt=before) if before else rows
    rows = rows.filter(actor_id=actor_id) if actor_id else rows
    found = list((rows.filter(act=act) if act else rows)[: LINES + 1])
    page = found[:LINES]
    people = faces({row.actor_id for row in page if row.actor_id} | _ids_of(page, "person"))
    groups = {group.pk: group for group in Group.objects.filter(pk__in=_ids_of(page, "group"))}
    return [_line(row, people, groups) for row in page], page[-1].pk if len(found) > LINES else 0


def _ids_of(rows: Iterable[AuditEntry], kind: str) -> set[int]:
    return {int(row.thing.split()[1]) for row in rows if row.thing.startswith(f"{kind} ")}


def _line(row: AuditEntry, people: dict[int, Face], groups: dict[int, Group]) -> Line:
    kind, _sep, key = row.thing.partition(" ")
    thing: Face | Group | None = {"person": people, "group": groups}.get(kind, {}).get(int(key or 0))  # type: ignore[attr-defined]
    name, url = (thing.name, thing.url if isinstance(thing, Face) else "") if thing else (row.thing, "")
    details = tuple((name, str(value)) for name, value in row.details.items() if value not in ("", 0, None))
    actor = people.get(row.actor_id or 0)
    return Line(row.pk, moment_of(row.pk), actor, act_text(row.act), name, url, details)


def accesses_for(person: Person) -> QuerySet[GroundedAccess]:
    """Return the requests to read on a ground that `person` may know of: newest first."""
    known = Q(group__in=groups_under_order(person)) | Q(asked_by=person)
    rows = GroundedAccess.objects.filter(known).select_related("group", "asked_by", "answered_by")
    return rows.order_by("-pk") if keeps_order(person) else rows.none()


def count_waiting_for(person: Person) -> int:
    """Return how many requests wait for `person` as the second one."""
    waiting = accesses_for(person).filter(granted_at=None, refused_at=None)
    return waiting.exclude(asked_by=person).count()


@dataclass(frozen=True)
class Thread:
    """A thread as it is read on a ground: what was written, by whom, when; no buttons, no counts."""

    root: Item
    replies: tuple[Item, ...]


def threads_on_ground(access: GroundedAccess, *, before: int = 0) -> tuple[list[Thread], int]:
    """Return a page of what `access` opens, newest first, and the id to go on before (0: that was all).

    It goes past the gate, for this one group: two people agreed, in writing, and the view asks `may_read_on`.
    """
    shared = Item.objects.for_system("read on a ground").in_group(access.group)
    items = shared.filter(state=Item.State.PUBLISHED).select_related("author")
    roots = items.filter(pk=access.thread_id) if access.thread_id else items.roots()
    found = list((roots.filter(pk__lt=before) if before else roots).order_by("-pk")[: THREADS + 1])
    page = found[:THREADS]
    replies: dict[int, list[Item]] = {}
    for reply in items.filter(root__in=page).order_by("pk"):
        replies.setdefault(reply.root_id or 0, []).append(reply)
    more = page[-1].pk if len(found) > THREADS else 0
    return [Thread(root, tuple(replies.get(root.pk, ()))) for root in page], more
