"""The one gate for reading, and who may do what in a group.

The condition's text lives here once: for querysets (`Audienced.objects.visible_to`) and for the raw queries of
both engines. It is asked live: closing a group or removing a member counts from the next question on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from stoep.people.models import Person

if TYPE_CHECKING:
    from stoep.groups.models import Group

Viewer = Person | AnonymousUser
EVERYONE = 0

_OPEN = (
    "{a}.audience_id = 0 OR EXISTS (SELECT 1 FROM groups_group gate_g"
    " WHERE gate_g.id = {a}.audience_id AND gate_g.openness = 0) OR "
)
_MEMBER = (
    "EXISTS (SELECT 1 FROM groups_membership gate_m WHERE gate_m.person_id = %(viewer)s"
    " AND gate_m.group_id = {a}.audience_id AND gate_m.since_id <= {a}.{item})"
)


def audience_condition(alias: str, viewer: Viewer, item: str = "item_id") -> str:
    """Return the SQL condition "`viewer` may read the item behind row `alias`", in parentheses.

    The text takes one named parameter, `viewer` (the person's id); column `item` of the row holds the item's id.
    Guests read only in their groups; who is not signed in, or may not come in, reads nothing.
    """
    if not viewer.is_authenticated or not viewer.is_active:
        return "(1 = 0)"
    text = _MEMBER if viewer.is_guest else _OPEN + _MEMBER
    return f"({text.format(a=alias, item=item)})"


def is_member(person: Viewer, group: Group) -> bool:
    """Say whether `person` belongs to `group`."""
    return group.members.filter(person_id=person.pk).exists() if person.is_authenticated else False


def is_leader(person: Viewer, group: Group) -> bool:
    """Say whether `person` leads `group`."""
    return group.members.filter(person_id=person.pk, is_leader=True).exists() if person.is_authenticated else False


def may_start_group(person: Person) -> bool:
    """Members start groups; guests do not."""
    return person.is_active and not person.is_guest


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


def group_join(alias: str) -> str:
    """Return the SQL join that brings the group `g` a row `alias` was shared in; all null for everyone."""
    return f"LEFT JOIN groups_group g ON g.id = {alias}.audience_id"
