"""Starting a group, and what it is."""

from __future__ import annotations

import re

from django.db import transaction
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.text import slugify

from stoep.groups.access import may_archive, may_lead, may_start_group
from stoep.groups.actions.joining import add_member
from stoep.groups.facts import GroupArchived, GroupChanged, GroupReopened, GroupStarted, PersonJoined
from stoep.groups.models import Group
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Person

_LIKE_SECRET = re.compile(r"^(x-)+")


def _slug_for(group: Group) -> str:
    """Return a free address; that of a secret group tells nothing and never meets a listed one."""
    if group.is_secret:
        return f"x-{group.pk:x}"
    base = _LIKE_SECRET.sub("", slugify(group.name)[:50]) or f"groep-{group.pk % 10000}"
    taken = set(Group.objects.filter(slug__startswith=base).exclude(pk=group.pk).values_list("slug", flat=True))
    if not _leads_to_group(base):
        taken.add(base)
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _leads_to_group(slug: str) -> bool:
    """Say whether this address is that of a group, and not of a page such as the one to start one."""
    return resolve(reverse("groups:group", args=[slug])).view_name == "groups:group"


@transaction.atomic
def start_group(
    person: Person,
    *,
    name: str,
    openness: int = Group.Openness.OPEN,
    purpose: str = "",
    rules: str = "",
    welcomes: bool = False,
    id_: int | None = None,
) -> Group:
    """Start a group led by `person`; one that `welcomes` lets in every newcomer; `id_` gives it an id of the past.

    Raises `NotAllowed` for guests.
    """
    require(may_start_group(person))
    group = Group(name=name, openness=openness, purpose=purpose, rules=rules, started_by=person, welcomes=welcomes)
    group.pk = id_ or group.pk
    group.slug = _slug_for(group)
    group.save(force_insert=True)
    add_member(group, person, is_leader=True)
    announce(GroupStarted(group.pk, person.pk))
    announce(PersonJoined(group.pk, person.pk))
    return group


@transaction.atomic
def change_group(person: Person, group: Group, *, name: str, purpose: str, rules: str, openness: int) -> Group:
    """Change what a group is. A group that becomes secret gets an address that tells nothing."""
    require(may_lead(person, group))
    moved = (openness == Group.Openness.SECRET) != group.is_secret
    group.name, group.purpose, group.rules, group.openness = name, purpose, rules, openness
    if moved:
        group.slug = _slug_for(group)
    group.save(update_fields=["name", "purpose", "rules", "openness", "slug"])
    announce(GroupChanged(group.pk, person.pk))
    return group


@transaction.atomic
def archive_group(person: Person, group: Group, *, archived: bool = True) -> None:
    """Close a group for new items, or open it again; what is there stays readable. Opened, it is awake."""
    require(may_archive(person, group))
    now = timezone.now()
    group.archived_at, group.asked_at, group.asleep_at = now if archived else None, None, None
    group.kept_at = group.kept_at if archived else now
    group.save(update_fields=["archived_at", "asked_at", "asleep_at", "kept_at"])
    announce((GroupArchived if archived else GroupReopened)(group.pk, by_id=person.pk))
