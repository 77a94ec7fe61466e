"""Who leads a group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from stoep.groups.access import is_leader, is_member, may_be_leader, may_lead, seeks_leader
from stoep.groups.facts import LeaderEnded, LeaderGiven, PersonInvited
from stoep.groups.models import Group, Membership, Request
from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.models import Person


class LastLeader(NotAllowed):
    """A group with members keeps a leader: the last one hands over first."""


def _lock(group: Group) -> None:
    """Let one at a time decide who leads: two may leave, or offer themselves, at once."""
    Group.objects.select_for_update().get(pk=group.pk)


def require_other_leader(group: Group, person: Person) -> None:
    """Raise `LastLeader` when `person` is the last leader who comes in."""
    _lock(group)
    leaders = Membership.objects.filter(group_id=group.pk, is_leader=True)
    is_leading = leaders.filter(person_id=person.pk).exists()
    if is_leading and not leaders.filter(person__is_active=True).exclude(person_id=person.pk).exists():
        raise LastLeader


def could_lead(group_id: int) -> QuerySet[Membership, Any]:
    """Return who of a group could lead it."""
    members = Membership.objects.filter(group_id=group_id, person__is_active=True, person__is_placeholder=False)
    return members.exclude(person__role=Person.Role.GUEST)


def _give(group_id: int, person_id: int, *, by_id: int = 0, from_id: int = 0) -> bool:
    """Make a member leader, and ask nobody from outside any longer. Say whether the person is in the group."""
    member = Membership.objects.filter(group_id=group_id, person_id=person_id)
    if member.filter(is_leader=False).update(is_leader=True):
        Request.objects.filter(group_id=group_id, as_leader=True).delete()
        announce(LeaderGiven(group_id, person_id, by_id=by_id, from_id=from_id))
    return member.exists()


def _end(group: Group, person: Person, by: Person) -> None:
    if Membership.objects.filter(group_id=group.pk, person_id=person.pk).update(is_leader=False):
        announce(LeaderEnded(group.pk, person.pk, by_id=by.pk))


@transaction.atomic
def set_leader(leader: Person, group: Group, person: Person, *, leads: bool) -> None:
    """Make a member a leader, or an ordinary member again. Raises `LastLeader` for the last one."""
    require(may_lead(leader, group) and (may_be_leader(person) or not leads))
    if leads:
        _give(group.pk, person.pk, by_id=leader.pk)
    else:
        require_other_leader(group, person)
        _end(group, person, by=leader)


@transaction.atomic
def hand_over(leader: Person, group: Group, person: Person) -> None:
    """Make another member leader and step back, in one step. Raises `NotAllowed` for who cannot lead it."""
    require(may_lead(leader, group) and leader.pk != person.pk and may_be_leader(person))
    require(_give(group.pk, person.pk, by_id=leader.pk, from_id=leader.pk))
    _end(group, leader, by=leader)


@transaction.atomic
def take_lead(person: Person, group: Group) -> None:
    """Let a member lead a group that nobody leads. Raises `NotAllowed` when somebody was first, and for guests."""
    _lock(group)
    if is_leader(person, group):
        return
    require(is_member(person, group) and may_be_leader(person) and seeks_leader(group))
    _give(group.pk, person.pk, by_id=person.pk)


@transaction.atomic
def give_lead(admin: Person, group: Group, person: Person) -> None:
    """Give a group that nobody leads a leader: a member leads at once, somebody else is invited to.

    An admin never gives it to themselves: they are no reader, and come in by an invitation as anybody.
    """
    require(admin.is_admin and admin.pk != person.pk and may_be_leader(person))
    _lock(group)
    require(seeks_leader(group))
    if _give(group.pk, person.pk, by_id=admin.pk):
        return
    asked = {"invited_by": admin, "as_leader": True}
    Request.objects.update_or_create(group=group, person=person, defaults=asked)
    announce(PersonInvited(group.pk, person.pk, by_id=admin.pk))


def lead_if_asked(person: Person, group: Group, request: Request | None) -> None:
    """Let who came in by such an invitation lead, if still nobody does."""
    if request is not None and request.as_leader and may_be_leader(person) and seeks_leader(group):
        _give(group.pk, person.pk, by_id=request.invited_by_id or 0)


@transaction.atomic
def hand_over_groups_of(person_id: int) -> None:
    """Give each group that lost its last leader in this person another one: who has the oldest account.

    A group in which nobody is left who can lead stays without a leader.
    """
    for group_id in Membership.objects.filter(person_id=person_id, is_leader=True).values_list("group_id", flat=True):
        able = could_lead(group_id).exclude(person_id=person_id)
        heir = able.order_by("-is_leader", "person_id").first()  # a leader who is there comes first
        if heir is not None and not heir.is_leader:
            _give(group_id, heir.person_id, from_id=person_id)
