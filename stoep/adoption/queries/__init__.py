"""Reads about coming in, inviting and the welcome."""

from stoep.adoption.queries.invitations import (
    FIRST,
    Branch,
    fifty,
    invitations_left,
    invited_by,
    is_domain_open,
    is_of_the_organisation,
    tree_for,
    under_way,
)
from stoep.adoption.queries.welcome import Line, lines_of, next_step, open_arrival, steps_of, welcoming_group

__all__ = [
    "FIRST", "Branch", "Line", "fifty", "invitations_left", "invited_by", "is_domain_open", "is_of_the_organisation",
    "lines_of", "next_step", "open_arrival", "steps_of", "tree_for", "under_way", "welcoming_group",
]  # fmt: skip
