"""Reads about groups and who is in them."""

from stoep.groups.queries.groups import RunGroup, directory, every_group, groups_like, groups_shown_of, with_leaders
from stoep.groups.queries.people import (
    Colleague,
    asking,
    colleagues_for,
    leader_ids,
    leaders_asked,
    leaders_of,
    members_page,
    people_beside,
    some_faces,
)

__all__ = [
    "Colleague", "RunGroup", "asking", "colleagues_for", "directory", "every_group", "groups_like", "groups_shown_of",
    "leader_ids", "leaders_asked", "leaders_of", "members_page", "people_beside", "some_faces", "with_leaders",
]  # fmt: skip
