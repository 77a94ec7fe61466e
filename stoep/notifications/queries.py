"""Reads of somebody's notifications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.ids import moment_of
from stoep.notifications.models import Notification
from stoep.notifications.texts import sentence
from stoep.people.models import Person
from stoep.people.queries import Face, face_of

PAGE = 30
Kind = Notification.Kind
ICONS = {
    Kind.MENTION: "at-sign",
    Kind.REPLY: "message-circle",
    Kind.REACTION: "heart",
    Kind.FOLLOW: "user-plus",
    Kind.GROUP_INVITATION: "users",
    Kind.ANSWER_ACCEPTED: "circle-check",
    Kind.JOINING_ASKED: "users",
    Kind.LET_IN: "users",
    Kind.ARRIVED: "user-plus",
    Kind.ADDED: "users",
    Kind.LEADS: "users",
    Kind.SLEEPING: "moon",
    Kind.TOOK_PART: "user-plus",
    Kind.CLAIMED: "user-plus",
    Kind.GROUND: "eye",
}


@dataclass(frozen=True)
class Line:
    """One line of the list; `choice` is what may be decided at once about `group`: to leave, or that it goes on."""

    pk: int
    face: Face
    icon: str
    text: SafeString
    quote: str
    url: str
    is_new: bool
    at: datetime
    group: Group | None
    choice: str
    is_about_group: bool  # nobody did it: the group's own sign stands beside it


def lines_for(person: Person, *, before: int = 0) -> tuple[list[Line], int]:
    """Return a page of lines and the id to go on before (0: that was all); what may not be read now is left out."""
    rows = Notification.objects.filter(person=person).select_related("actor").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[:PAGE])
    item_ids = [row.item_id for row in found if row.item_id]
    items = {i.pk: i for i in Item.objects.visible_to(person).select_related("root").filter(pk__in=item_ids)}
    groups = _groups(person, [row.group_id for row in found if row.group_id])
    lines = [line for row in found if (line := _line(row, items, groups))]
    return lines, found[-1].pk if len(found) == PAGE else 0


def _groups(person: Person, ids: list[int]) -> dict[int, Group]:
    """Return the groups a line may name: those one may know of, and those one is invited to."""
    if not ids:
        return {}
    known = Group.objects.visible_to(person).with_leading(person).filter(pk__in=ids)
    return {group.pk: group for group in known}


def _line(row: Notification, items: dict[int, Item], groups: dict[int, Group]) -> Line | None:
    item, group = items.get(row.item_id or 0), groups.get(row.group_id or 0)
    if (row.item_id and item is None) or (row.group_id and group is None):
        return None
    return Line(
        pk=row.pk,
        face=face_of(row.actor),
        icon=ICONS[Kind(row.kind)],
        text=sentence(row, item, group),
        quote=_quote(item),
        url=_url(row, item, group),
        is_new=not row.is_read,
        at=moment_of(row.pk),
        group=group,
        choice=_choice(row, group),
        is_about_group=row.kind in (Kind.SLEEPING, Kind.LEADS),
    )


def _url(row: Notification, item: Item | None, group: Group | None) -> str:
    if row.kind == Kind.CLAIMED:
        return "/claims/"
    if row.kind == Kind.JOINING_ASKED and group:
        return f"{group.get_absolute_url()}members/"
    return (item or group or row.actor).get_absolute_url()


def _choice(row: Notification, group: Group | None) -> str:
    if row.kind == Kind.ADDED and group and group.is_in and group.is_open and not group.is_archived:
        return "leave"
    return "goes on" if row.kind == Kind.SLEEPING and group and group.is_asked and group.leads else ""


def _quote(item: Item | None) -> str:
    if item is None:
        return ""
    root = item.root or item
    return root.title or item.headline
