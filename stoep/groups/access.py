"""Who may do what in a group. Reading is decided by the gate (`stoep.groups.gate`)."""

from __future__ import annotations

from stoep.groups.gate import Viewer
from stoep.groups.models import Group
from stoep.organisation.functions import is_on
from stoep.people.models import Person


def is_member(person: Viewer, group: Group) -> bool:
    """Say whether `person` belongs to `group`."""
    return group.members.filter(person_id=person.pk).exists() if person.is_authenticated else False


def is_leader(person: Viewer, group: Group) -> bool:
    """Say whether `person` leads `group`."""
    return group.members.filter(person_id=person.pk, is_leader=True).exists() if person.is_authenticated else False


def seeks_leader(group: Group) -> bool:
    """Say whether nobody who comes in leads `group`."""
    return not group.members.filter(is_leader=True, person__is_active=True).exists()


def may_start_group(person: Person) -> bool:
    """Members start groups, or only admins where the organisation wants that; guests do not."""
    return person.is_active and not person.is_guest and (person.is_admin or is_on("groups"))


def may_read_in(person: Viewer, group: Group) -> bool:
    """Say whether `person` reads what is shared in `group`: everyone if it is open, else its members."""
    if not person.is_authenticated or not person.is_active:
        return False
    return (group.is_open and not person.is_guest) or is_member(person, group)


def may_join(person: Person, group: Group) -> bool:
    """Say whether `person` may walk in."""
    return group.is_open and not person.is_guest and not group.is_archived


def may_ask(person: Person, group: Group) -> bool:
    """Say whether `person` may ask to be let in."""
    return group.is_closed and not person.is_guest and not group.is_archived


def may_lead(person: Person, group: Group) -> bool:
    """Say whether `person` may change the group and its members: leaders may; an admin is no leader."""
    return person.is_active and is_leader(person, group)


def may_invite_into(person: Person, group: Group) -> bool:
    """Members invite, into a secret group only its leaders; guests do not."""
    if person.is_guest or not person.is_active:
        return False
    return is_leader(person, group) if group.is_secret else is_member(person, group)


def may_archive(person: Person, group: Group) -> bool:
    """Leaders close their group for new items and open it again; so does an admin, who reads nothing by it."""
    return may_lead(person, group) or (person.is_active and person.is_admin)


def may_add_to(person: Person, group: Group) -> bool:
    """Leaders put colleagues into an open group; into another they invite."""
    return group.is_open and not group.is_archived and may_lead(person, group)


def may_be_added(person: Person) -> bool:
    """Who could walk into an open group can be put there; guests are invited."""
    return person.is_active and not person.is_placeholder and not person.is_guest


def may_be_leader(person: Person) -> bool:
    """Say whether `person` can be made leader: who comes in, and is no guest."""
    return person.is_active and not person.is_placeholder and not person.is_guest
