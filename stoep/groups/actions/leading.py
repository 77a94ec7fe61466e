"""Who leads a group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from stoep.groups.access import (
    may_be_leader,
    may_lead,
)
from stoep.groups.facts import (
    GroupChanged,
)
from stoep.groups.models import Group, Membership
from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.models import Person


class LastLeader(NotAllowed):
    """A group with members keeps a leader: the last one hands over first."""


def require_other_leader(group: Group, person: Person) -> None:
    """Raise `LastLeader` when `person` is the last leader who comes in. The row is locked: two may leave at once."""
    Group.objects.select_for_update().get(pk=group.pk)
    leaders = Membership.objects.filter(group_id=group.pk, is_leader=True)
    is_leading = leaders.filter(person_id=person.pk).exists()
    if is_leading and not leaders.filter(person__is_active=True).exclude(person_id=person.pk).exists():
        raise LastLeader


def could_lead(group_id: int) -> QuerySet[Membership, Any]:
    """Return who of a group could lead it."""
    members = Membership.objects.filter(group_id=group_id, person__is_active=True, person__is_placeholder=False)
    return members.exclude(person__role=Person.Role.GUEST)


@transaction.atomic
def set_leader(leader: Person, group: Group, person: Person, *, leads: bool) -> None:
    """Make a member a leader, or an ordinary member again. Raises `LastLeader` for the last one."""
    require(may_lead(leader, group) and (may_be_leader(person) or not leads))
    if not leads:
        require_other_leader(group, person)
    if Membership.objects.filter(group_id=group.pk, person_id=person.pk).update(is_leader=leads):
        announce(GroupChanged(group.pk, leader.pk))


@transaction.atomic
def hand_over_groups_of(person_id: int) -> None:
    """Give each group that lost its last leader in this person another one: who has the oldest account.

    A group in which nobody is left who can lead stays without a leader.
    """
    for group_id in Membership.objects.filter(person_id=person_id, is_leader=True).values_list("group_id", flat=True):
        able = could_lead(group_id).exclude(person_id=person_id)
        heir = able.order_by("-is_leader", "person_id").first()  # a leader who is there comes first
        if heir is not None and not heir.is_leader:
            Membership.objects.filter(group_id=group_id, person_id=heir.person_id).update(is_leader=True)
            announce(GroupChanged(group_id, heir.person_id))
