"""Every write about groups: one function per verb, one transaction, one announcement."""

from stoep.groups.actions.group import archive_group, change_group, start_group
from stoep.groups.actions.joining import (
    add_colleague,
    answer_request,
    ask_to_join,
    invite_into_group,
    join_group,
    leave_group,
    recount,
    remove_member,
    withdraw_request,
)
from stoep.groups.actions.leading import (
    LastLeader,
    give_lead,
    hand_over,
    hand_over_groups_of,
    set_leader,
    take_lead,
)
from stoep.groups.actions.sleeping import ask_leaders, keep_going, let_sleep, put_to_sleep, wake

__all__ = [
    "LastLeader", "add_colleague", "answer_request", "archive_group", "ask_leaders", "ask_to_join", "change_group",
    "give_lead", "hand_over", "hand_over_groups_of", "invite_into_group", "join_group", "keep_going", "leave_group",
    "let_sleep", "put_to_sleep", "recount", "remove_member", "set_leader", "start_group", "take_lead", "wake",
    "withdraw_request",
]  # fmt: skip
