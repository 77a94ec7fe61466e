"""Every write about groups: one function per verb, one transaction, one announcement."""

from stoep.groups.actions.group import archive_group, change_group, start_group
from stoep.groups.actions.joining import (
    answer_request,
    ask_to_join,
    invite_into_group,
    join_group,
    leave_group,
    recount,
    remove_member,
    withdraw_request,
)
from stoep.groups.actions.leading import LastLeader, hand_over_groups_of, set_leader

__all__ = [
    "LastLeader", "answer_request", "archive_group", "ask_to_join", "change_group", "hand_over_groups_of",
    "invite_into_group", "join_group", "leave_group", "recount", "remove_member", "set_leader", "start_group",
    "withdraw_request",
]  # fmt: skip
