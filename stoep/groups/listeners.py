"""What follows in groups from what happened to people."""

from __future__ import annotations

from stoep.groups.actions import hand_over_groups_of, recount
from stoep.groups.models import Membership
from stoep.people.facts import PersonDeactivated, PersonReactivated, RoleChanged
from stoep.people.models import Person


def recount_groups_of(fact: PersonDeactivated | PersonReactivated | RoleChanged) -> None:
    """Who cannot come in is not counted as a member, and a guest is counted as a guest."""
    recount(*Membership.objects.filter(person_id=fact.person_id).values_list("group_id", flat=True))


def hand_over_groups(fact: PersonDeactivated) -> None:
    """A group whose last leader can no longer come in gets another: requests to join wait for one."""
    hand_over_groups_of(fact.person_id)


def fit_role(fact: RoleChanged) -> None:
    """Who becomes a guest leads no group any more; the last leader has a successor."""
    if fact.role == Person.Role.GUEST:
        hand_over_groups_of(fact.person_id)
        Membership.objects.filter(person_id=fact.person_id, is_leader=True).update(is_leader=False)
