"""Groups in lists: the directory, what an admin runs, groups like one, those of a person."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, When

from stoep.groups.models import Group, GroupQuerySet, Membership
from stoep.kernel.words import visible_text
from stoep.people.models import Person
from stoep.people.queries import Face, face_of

_LITTLE_WORDS = {
    "aan", "and", "at", "bij", "de", "een", "en", "for", "het", "in", "met", "of", "on", "op", "or", "te", "the", "to",
    "van", "voor",
}  # fmt: skip


def directory(viewer: Person, which: str, asked: str) -> GroupQuerySet:
    """Return the groups `viewer` may know of with their place in them: all, one's own, or those that sleep.

    Among all, a group that sleeps stands only where it is looked for by name.
    """
    groups = Group.objects.visible_to(viewer).with_leading(viewer)
    if which == "asleep":
        groups = groups.filter(asleep_at__isnull=False, archived_at=None)
    elif which == "mine":
        groups = groups.of(viewer)
    elif not asked:
        groups = groups.filter(Q(asleep_at=None) | Q(archived_at__isnull=False))
    for word in asked.split()[:5]:
        groups = groups.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    return groups


@dataclass(frozen=True)
class RunGroup:
    """A group as an admin sees it: what it is called, how open, how large, who leads it. Nothing of what is in it."""

    group: Group
    leaders: tuple[Face, ...]

    @property
    def leader_names(self) -> str:
        """Return who leads it, on one line."""
        return ", ".join(leader.name for leader in self.leaders)

    @property
    def seeks_leader(self) -> bool:
        """Say whether nobody leads it."""
        return not self.leaders


def every_group(which: str, asked: str) -> GroupQuerySet:
    """Return every group there is, secret ones included, for an admin: all, or those of one state."""
    groups = Group.objects.all()
    leading = Membership.objects.filter(group_id=OuterRef("pk"), is_leader=True, person__is_active=True)
    for word in asked.split()[:5]:
        groups = groups.filter(name__icontains=word)
    if which == "seeking":
        return groups.filter(~Exists(leading), archived_at=None)
    if which == "asleep":
        return groups.filter(asleep_at__isnull=False, archived_at=None)
    return groups.filter(archived_at__isnull=False) if which == "archived" else groups


def with_leaders(groups: Collection[Group]) -> list[RunGroup]:
    """Return these groups with who leads them, in one query."""
    rows = Membership.objects.filter(group__in=groups, is_leader=True, person__is_active=True)
    faces: dict[int, list[Face]] = {}
    for row in rows.select_related("person").order_by("person__name"):
        faces.setdefault(row.group_id, []).append(face_of(row.person))
    return [RunGroup(group, tuple(faces.get(group.pk, ()))) for group in groups]


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
