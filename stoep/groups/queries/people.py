"""Who is in groups, who leads them, and who could come in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stoep.groups.access import may_be_added
from stoep.groups.models import Departure, Group, Membership, Request
from stoep.kernel.lists import named_page
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.people.queries import Face, face_of


def people_beside(guest: Person) -> QuerySet[Membership, Any]:
    """Return the ids of the people a guest sees: the members of the groups they are in."""
    own = Membership.objects.filter(person=guest).values("group_id")
    return Membership.objects.filter(group_id__in=own).values("person_id")


def members_page(group: Group, after: str, size: int, asked: str = "") -> tuple[list[tuple[Face, bool]], str]:
    """Return a page of members in alphabetical order, who of them leads, and the key to go on from."""
    members = Person.objects.present().filter(memberships__group=group)
    for word in asked.split()[:5]:
        members = members.filter(Q(name__icontains=word) | Q(function__icontains=word))
    people, key = named_page(members.annotate(leads=F("memberships__is_leader")), after, size)
    return [(face_of(person), person.leads) for person in people], key


def _members_present(group_id: int) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(group_id=group_id, person__is_active=True).select_related("person")


def some_faces(group: Group, *, limit: int = 5) -> list[Face]:
    """Return a few members to show beside the count: leaders first, then who came last."""
    return [face_of(row.person) for row in _members_present(group.pk).order_by("-is_leader", "-person_id")[:limit]]


def leaders_of(group: Group) -> list[Face]:
    """Return who leads a group and can come in."""
    return [face_of(row.person) for row in _members_present(group.pk).filter(is_leader=True).order_by("person__name")]


def leader_ids(group_id: int) -> list[int]:
    """Return the ids of who leads a group and can come in."""
    return list(_members_present(group_id).filter(is_leader=True).values_list("person_id", flat=True))


def leaders_asked(group_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return who leads which of these groups, as pairs, where it was asked whether they go on and nobody answered."""
    leading = Membership.objects.filter(group_id__in=group_ids, is_leader=True, person__is_active=True)
    unanswered = leading.filter(group__asked_at__isnull=False, group__asleep_at=None, group__archived_at=None)
    return list(unanswered.values_list("person_id", "group_id"))


def asking(group: Group) -> list[Face]:
    """Return who asks to be let in, first who asked first."""
    rows = Request.objects.filter(group=group, invited_by__isnull=True, person__is_active=True)
    return [face_of(row.person) for row in rows.select_related("person").order_by("pk")]


@dataclass(frozen=True)
class Colleague:
    """Somebody who could come into a group: there already, invited, to be added or to be invited."""

    face: Face
    is_member: bool
    is_invited: bool
    is_added: bool  # by one press, without being asked
    left: bool  # of late, by themselves: they are asked


def colleagues_for(viewer: Person, group: Group, asked: str, *, adds: bool, limit: int = 20) -> list[Colleague]:
    """Return the colleagues `viewer` sees who are called or do what is `asked`, with what they are to `group`.

    With `adds`, who could walk in is added without being asked; guests, and who left of late, are invited.
    """
    found: Any = people_visible_to(viewer).present()
    for word in asked.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(function__icontains=word) | Q(handle__iexact=word))
    here = {"group": group, "person": OuterRef("pk")}
    found = found.annotate(
        is_member=Exists(Membership.objects.filter(**here)),
        is_invited=Exists(Request.objects.filter(**here, invited_by__isnull=False)),
        left=Exists(Departure.objects.filter(**here)),
    )
    return [
        Colleague(
            face_of(person), person.is_member, person.is_invited, adds and may_be_added(person) and not person.left,
            adds and person.left,
        )
        for person in found.order_by("is_member", "name", "pk")[:limit]
    ]  # fmt: skip
