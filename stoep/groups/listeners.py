"""What follows in groups from what happened to people."""

from __future__ import annotations

from stoep.groups.actions import hand_over_groups_of, recount
from stoep.groups.models import Membership
from stoep.people.facts import PersonDeactivated, PersonReactivated


def recount_groups_of(fact: PersonDeactivated | PersonReactivated) -> None:
    """Who cannot come in is not counted as a member."""
    recount(*Membership.objects.filter(person_id=fact.person_id).values_list("group_id", flat=True))


def hand_over_groups(fact: PersonDeactivated) -> None:
    """A group whose last leader can no longer come in gets another: requests to join wait for one."""
    hand_over_groups_of(fact.person_id)
