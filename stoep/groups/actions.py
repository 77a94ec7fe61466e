"""Every write about groups: one function per verb, one transaction, one announcement."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.text import slugify

from stoep.groups.access import (
    is_leader,
    is_member,
    may_ask,
    may_be_leader,
    may_invite_into,
    may_join,
    may_lead,
    may_start_group,
)
from stoep.groups.facts import (
    GroupChanged,
    GroupStarted,
    JoiningAsked,
    PersonInvited,
    PersonJoined,
    PersonLeft,
)
from stoep.groups.models import Group, Membership, Request
from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.models import Person

_LIKE_SECRET = re.compile(r"^(x-)+")


class LastLeader(NotAllowed):
    """A group with members keeps a leader: the last one hands over first."""


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


def recount(*group_ids: int) -> None:
    """Count again who is in these groups: kept beside the group, for a directory asks it of sixty at once."""
    active = Membership.objects.filter(group_id=OuterRef("pk"), person__is_active=True)

    def number(rows: QuerySet[Membership, Any]) -> Coalesce:
        counted = rows.order_by().values("group_id").annotate(n=Count("person_id")).values("n")
        return Coalesce(Subquery(counted), 0)

    guests = active.filter(person__role=Person.Role.GUEST)
    members = active.exclude(person__role=Person.Role.GUEST)
    Group.objects.filter(pk__in=group_ids).update(member_count=number(members), guest_count=number(guests))


def _add(group: Group, person: Person, *, is_leader: bool = False) -> bool:
    _, added = Membership.objects.get_or_create(
        person_id=person.pk, group_id=group.pk, defaults={"is_leader": is_leader}
    )
    Request.objects.filter(group=group, person=person).delete()
    if added:
        recount(group.pk)
    return added


@transaction.atomic
def start_group(
    person: Person, *, name: str, openness: int = Group.Openness.OPEN, purpose: str = "", rules: str = ""
) -> Group:
    """Start a group led by `person`. Raises `NotAllowed` for guests."""
    require(may_start_group(person))
    group = Group(name=name, openness=openness, purpose=purpose, rules=rules, started_by=person)
    group.slug = _slug_for(group)
    group.save(force_insert=True)
    _add(group, person, is_leader=True)
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
    """Close a group for new items, or open it again; what is there stays readable."""
    require(may_lead(person, group))
    group.archived_at = timezone.now() if archived else None
    group.save(update_fields=["archived_at"])
    announce(GroupChanged(group.pk, person.pk))


@transaction.atomic
def join_group(person: Person, group: Group) -> None:
    """Walk into an open group, or accept an invitation into another. Joining twice is no error."""
    invited = Request.objects.filter(group=group, person=person, invited_by__isnull=False).exists()
    require(invited or may_join(person, group) or is_member(person, group))
    if _add(group, person):
        announce(PersonJoined(group.pk, person.pk))


@transaction.atomic
def ask_to_join(person: Person, group: Group) -> None:
    """Ask the leaders of a closed group to be let in. Asking twice is no error."""
    require(may_ask(person, group) and not is_member(person, group))
    _, asked = Request.objects.get_or_create(group=group, person=person)
    if asked:
        announce(JoiningAsked(group.pk, person.pk))


@transaction.atomic
def withdraw_request(person: Person, group: Group) -> None:
    """Take back one's own asking, or decline an invitation."""
    Request.objects.filter(group=group, person=person).delete()


@transaction.atomic
def answer_request(leader: Person, group: Group, asker: Person, *, let_in: bool) -> None:
    """Let in who asked, or not. Raises `Request.DoesNotExist` when nobody asked."""
    require(may_lead(leader, group))
    Request.objects.get(group=group, person=asker, invited_by__isnull=True).delete()
    if let_in and _add(group, asker):
        announce(PersonJoined(group.pk, asker.pk, by_id=leader.pk))


@transaction.atomic
def invite_into_group(person: Person, group: Group, colleague: Person) -> None:
    """Invite a colleague; who had asked already is let in by a leader's invitation."""
    require(may_invite_into(person, group) and colleague.is_active and not colleague.is_placeholder)
    if is_member(colleague, group):
        return
    request, is_new = Request.objects.get_or_create(group=group, person=colleague, defaults={"invited_by": person})
    if is_new:
        announce(PersonInvited(group.pk, colleague.pk, by_id=person.pk))
    elif request.invited_by_id is None and is_leader(person, group):
        answer_request(person, group, colleague, let_in=True)


def _require_other_leader(group: Group, person: Person) -> None:
    """Raise `LastLeader` when `person` is the last leader who comes in. The row is locked: two may leave at once."""
    Group.objects.select_for_update().get(pk=group.pk)
    leaders = Membership.objects.filter(group_id=group.pk, is_leader=True)
    is_leading = leaders.filter(person_id=person.pk).exists()
    if is_leading and not leaders.filter(person__is_active=True).exclude(person_id=person.pk).exists():
        raise LastLeader


def _could_lead(group_id: int) -> QuerySet[Membership, Any]:
    members = Membership.objects.filter(group_id=group_id, person__is_active=True, person__is_placeholder=False)
    return members.exclude(person__role=Person.Role.GUEST)


def _remove(group: Group, person: Person, by: Person | None) -> None:
    if _could_lead(group.pk).exclude(person_id=person.pk).exists():
        _require_other_leader(group, person)
    if Membership.objects.filter(group_id=group.pk, person_id=person.pk).delete()[0]:
        recount(group.pk)
        announce(PersonLeft(group.pk, person.pk, by_id=by.pk if by else 0))


@transaction.atomic
def leave_group(person: Person, group: Group) -> None:
    """Leave. Raises `LastLeader` when the group would go on without one."""
    _remove(group, person, by=None)


@transaction.atomic
def remove_member(leader: Person, group: Group, person: Person) -> None:
    """Remove `person`; what they wrote stays. Raises `LastLeader` as `leave_group`."""
    require(may_lead(leader, group))
    _remove(group, person, by=leader)


@transaction.atomic
def set_leader(leader: Person, group: Group, person: Person, *, leads: bool) -> None:
    """Make a member a leader, or an ordinary member again. Raises `LastLeader` for the last one."""
    require(may_lead(leader, group) and (may_be_leader(person) or not leads))
    if not leads:
        _require_other_leader(group, person)
    if Membership.objects.filter(group_id=group.pk, person_id=person.pk).update(is_leader=leads):
        announce(GroupChanged(group.pk, leader.pk))


@transaction.atomic
def hand_over_groups_of(person_id: int) -> None:
    """Give each group that lost its last leader in this person another one: who has the oldest account.

    A group in which nobody is left who can lead stays without a leader.
    """
    for group_id in Membership.objects.filter(person_id=person_id, is_leader=True).values_list("group_id", flat=True):
        able = _could_lead(group_id).exclude(person_id=person_id)
        heir = able.order_by("-is_leader", "person_id").first()  # a leader who is there comes first
        if heir is not None and not heir.is_leader:
            Membership.objects.filter(group_id=group_id, person_id=heir.person_id).update(is_leader=True)
            announce(GroupChanged(group_id, heir.person_id))
