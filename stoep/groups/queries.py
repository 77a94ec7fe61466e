"""Reads about groups."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stoep.groups.models import Group, Membership
from stoep.kernel.lists import named_page
from stoep.people.models import Person
from stoep.people.queries import Face, face_of


def people_beside(guest: Person) -> QuerySet[Membership, Any]:
    """Return the ids of the people a guest sees: the members of the groups they are in."""
    own = Membership.objects.filter(person=guest).values("group_id")
    return Membership.objects.filter(group_id__in=own).values("person_id")


def members_page(group: Group, after: str, size: int) -> tuple[list[tuple[Face, bool]], str]:
    """Return a page of members in alphabetical order, who of them leads, and the key to go on from."""
    members = Person.objects.present().filter(memberships__group=group)
    people, key = named_page(members.annotate(leads=F("memberships__is_leader")), after, size)
    return [(face_of(person), person.leads) for person in people], key


def some_faces(group: Group, *, limit: int = 5) -> list[Face]:
    """Return a few members to show beside the count: leaders first, then who came last."""
    rows = group.members.select_related("person").order_by("-is_leader", "-person_id")[:limit]
    return [face_of(row.person) for row in rows if row.person.is_active]


def leaders_of(group: Group) -> list[Face]:
    """Return who leads a group."""
    rows = group.members.filter(is_leader=True).select_related("person").order_by("person__name")
    return [face_of(row.person) for row in rows]


def groups_like(viewer: Person, name: str, *, limit: int = 5) -> list[Group]:
    """Return groups `viewer` may know of that share a word with `name`: an overlap to look at first."""
    words = [word for word in name.casefold().split() if len(word) > 3][:6]
    visible = Group.objects.visible_to(viewer)
    found = {g.pk: g for word in words for g in visible.filter(name__icontains=word)[:limit]}
    return list(found.values())[:limit]


def leader_ids(group_id: int) -> list[int]:
    """Return the ids of who leads a group."""
    return list(Membership.objects.filter(group_id=group_id, is_leader=True).values_list("person_id", flat=True))


def groups_shown_of(person: Person, viewer: Person, *, limit: int = 8) -> list[Group]:
    """Return the groups of `person` whose members `viewer` may see: open ones, and those they share."""
    theirs = Group.objects.visible_to(viewer).filter(members__person=person, archived_at=None)
    shared = Membership.objects.filter(person=viewer, group_id=OuterRef("pk"))
    shown = Exists(shared) if viewer.is_guest else Q(openness=Group.Openness.OPEN) | Exists(shared)
    return list(theirs.filter(shown).order_by("name")[:limit])
