"""Reads about groups."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from stoep.groups.models import Group, Membership
from stoep.people.models import Person
from stoep.people.queries import Face, face_of


def people_beside(guest: Person) -> QuerySet[Membership, Any]:
    """Return the ids of the people a guest sees: the members of the groups they are in."""
    own = Membership.objects.filter(person=guest).values("group_id")
    return Membership.objects.filter(group_id__in=own).values("person_id")


def member_counts(groups: Collection[Group]) -> dict[int, tuple[int, int]]:
    """Return how many members and how many guests each group has."""
    rows = (
        Membership.objects.filter(group__in=groups, person__is_active=True)
        .values_list("group_id", "person__role")
        .annotate(n=Count("person_id"))
    )
    counts = {group.pk: [0, 0] for group in groups}
    for group_id, role, n in rows:
        counts[group_id][role == Person.Role.GUEST] += n
    return {pk: (members, guests) for pk, (members, guests) in counts.items()}


def members_of(group: Group, *, after: str = "", limit: int = 60) -> list[tuple[Face, bool]]:
    """Return a page of members in alphabetical order, and who of them leads."""
    rows = group.members.filter(person__is_active=True).select_related("person").order_by("person__name")
    if after:
        rows = rows.filter(person__name__gt=after)
    return [(face_of(row.person), row.is_leader) for row in rows[:limit]]


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
