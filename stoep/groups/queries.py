"""Reads about groups."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from stoep.groups.models import Group, Membership, Request
from stoep.kernel.lists import named_page
from stoep.kernel.words import visible_text
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.people.queries import Face, face_of

_LITTLE_WORDS = {
    "aan", "and", "at", "bij", "de", "een", "en", "for", "het", "in", "met", "of", "on", "op", "or", "te", "the", "to",
    "van", "voor",
}  # fmt: skip


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


def asking(group: Group) -> list[Face]:
    """Return who asks to be let in, first who asked first."""
    rows = Request.objects.filter(group=group, invited_by__isnull=True, person__is_active=True)
    return [face_of(row.person) for row in rows.select_related("person").order_by("pk")]


def colleagues_to_invite(viewer: Person, group: Group, asked: str, *, limit: int = 20) -> list[tuple[Face, bool]]:
    """Return colleagues `viewer` sees who are not in `group`, and whether they are invited already."""
    outside = people_visible_to(viewer).present().exclude(memberships__group=group)
    for word in asked.split()[:5]:
        outside = outside.filter(Q(name__icontains=word) | Q(function__icontains=word) | Q(handle__iexact=word))
    people = list(outside.order_by("name", "pk")[:limit])
    open_ = Request.objects.filter(group=group, person__in=people, invited_by__isnull=False)
    invited = set(open_.values_list("person_id", flat=True))
    return [(face_of(person), person.pk in invited) for person in people]


def groups_like(viewer: Person, name: str, *, limit: int = 5) -> list[Group]:
    """Return groups `viewer` may know of that are called `name` or share a word with it: to look at first."""
    name = visible_text(name)
    if not name:
        return []
    same = Q(name__iregex=f"^{re.escape(name)}$")
    words = [word for word in re.findall(r"\w{2,}", name) if word.casefold() not in _LITTLE_WORDS][:6]
    alike = Q()
    for word in words:
        alike |= Q(name__iregex=word if len(word) > 3 else rf"(^|\W){word}(\W|$)")  # HR is not in "Schrijvers"
    order = Case(When(same, then=0), default=1)
    return list(Group.objects.visible_to(viewer).filter(same | alike).order_by(order, "name")[:limit])


def groups_shown_of(person: Person, viewer: Person, *, limit: int = 8) -> list[Group]:
    """Return the groups of `person` whose members `viewer` may see: open ones, and those they share."""
    theirs = Group.objects.visible_to(viewer).filter(members__person=person, archived_at=None)
    shared = Membership.objects.filter(person=viewer, group_id=OuterRef("pk"))
    shown = Exists(shared) if viewer.is_guest else Q(openness=Group.Openness.OPEN) | Exists(shared)
    return list(theirs.filter(shown).order_by("name")[:limit])
