"""Who may ask to read on a ground, who may agree, and who then reads."""

from __future__ import annotations

from stoep.groups.models import Group, GroupQuerySet
from stoep.moderation.models import GroundedAccess
from stoep.people.models import Person


def keeps_order(person: Person) -> bool:
    """Say whether `person` takes part in keeping order: admins and moderators."""
    return person.is_authenticated and person.is_active and (person.is_admin or person.is_moderator)


def groups_under_order(person: Person) -> GroupQuerySet:
    """Return the groups `person` may name in a request: of a secret one only an admin knows."""
    groups = Group.objects.exclude(openness=Group.Openness.OPEN)
    if not keeps_order(person):
        return groups.none()
    return groups if person.is_admin else groups.filter(openness=Group.Openness.CLOSED)


def may_answer(person: Person, access: GroundedAccess) -> bool:
    """Say whether `person` may be the second one: not who asked, and somebody who may know of the group."""
    is_another = access.is_waiting and access.asked_by_id != person.pk
    return is_another and groups_under_order(person).filter(pk=access.group_id).exists()


def may_end(person: Person, access: GroundedAccess) -> bool:
    """Say whether `person` may end it before its time: each of the two."""
    return access.is_running and person.pk in (access.asked_by_id, access.answered_by_id) and keeps_order(person)


def may_read_on(person: Person, access: GroundedAccess) -> bool:
    """Say whether `person` may read now what `access` opens: only who asked, as long as it runs."""
    return access.is_running and access.asked_by_id == person.pk and keeps_order(person)
