"""The one gate for reading.

The condition's text lives here once: for querysets (`Audienced.objects.visible_to`) and for the raw queries of
both engines. It is asked live: closing a group or removing a member counts from the next question on.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from stoep.people.models import Person

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


def everybody_condition(alias: str) -> str:
    """Return the SQL condition "every member may read the item behind row `alias`", in parentheses; no parameter."""
    return f"({_OPEN.format(a=alias).removesuffix(' OR ')})"


def group_join(alias: str) -> str:
    """Return the SQL join that brings the group `g` a row `alias` was shared in; all null for everyone."""
    return f"LEFT JOIN groups_group g ON g.id = {alias}.audience_id"
