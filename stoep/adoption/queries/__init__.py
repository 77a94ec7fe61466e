"""Reads about coming in."""

from stoep.adoption.queries.invitations import (
    Branch,
    fifty,
    invitations_left,
    invited_by,
    is_domain_open,
    is_of_the_organisation,
    tree_for,
    under_way,
)

__all__ = [
    "Branch",
    "fifty",
    "invitations_left",
    "invited_by",
    "is_domain_open",
    "is_of_the_organisation",
    "tree_for",
    "under_way",
]
