"""Who listens to what, and who fills a place on a page of a lower app. Read this file to know what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.register import FIGURES, RECORDS
from stoep.administration import parts as administration
from stoep.administration.upkeep import forget_sheets
from stoep.adoption import listeners as adoption
from stoep.adoption.parts import domain_door, phone_setting
from stoep.adoption.upkeep import forget_invitations
from stoep.demo.views import doors
from stoep.groups import check as check_groups
from stoep.groups import listeners as groups
from stoep.groups import parts as group_parts
from stoep.groups.facts import (
    GroupArchived,
    GroupReopened,
    GroupsQuiet,
    JoiningAsked,
    LeaderGiven,
    MemberAdded,
    PersonInvited,
    PersonJoined,
    PersonLeft,
)
from stoep.groups.queries import people_beside
from stoep.groups.upkeep import forget_departures
from stoep.integrations import listeners as integrations
from stoep.integrations.facts import ClaimAsked
from stoep.integrations.parts import claim_act, claims_place, claims_setting
from stoep.items import check as check_items
from stoep.items.facts import (
    AnswerAccepted,
    AuthorChanged,
    ItemChanged,
    ItemDeleted,
    ItemPinned,
    ItemPublished,
    ItemReacted,
    ItemRestored,
)
from stoep.items.upkeep import forget_deleted_text, forget_sent_keys
from stoep.kernel.checks import DATABASE
from stoep.kernel.facts import Wiring
from stoep.media.files import files_of
from stoep.moderation import check as check_audit
from stoep.moderation import listeners as moderation
from stoep.moderation.actions import end_what_ran_out
from stoep.moderation.facts import AccessAsked, AccessEnded, AccessGranted, AccessRefused
from stoep.moderation.parts import access_place, audit_section
from stoep.notifications import listeners as notifications
from stoep.notifications import nudges as bell
from stoep.notifications.facts import PeopleTold
from stoep.organisation.facts import FunctionsSwitched, OrganisationChanged
from stoep.people.facts import (
    FirstLinksMade,
    ModeratorMarked,
    PersonArrived,
    PersonDeactivated,
    PersonReactivated,
    ProfileChanged,
    ResetMade,
    RoleChanged,
    SecondFactorsRemoved,
    SessionsEnded,
)
from stoep.people.parts import second_step_notice
from stoep.people.upkeep import forget_what_ended, see_guests_out
from stoep.streams import check as check_streams
from stoep.streams import listeners as streams
from stoep.streams import nudges
from stoep.streams import parts as stream_parts
from stoep.streams.facts import PersonFollowed, TopicDescribed, TopicHalfMoved, TopicMerged
from stoep.streams.upkeep import let_quiet_groups_sleep
from stoep.web import parts as shell

AUDITED = (  # what is written into the audit log, in the transaction of the act
    AccessAsked,
    AccessGranted,
    AccessRefused,
    AccessEnded,
    FirstLinksMade,
    FunctionsSwitched,
    GroupArchived,
    GroupReopened,
    LeaderGiven,
    ModeratorMarked,
    OrganisationChanged,
    PersonDeactivated,
    PersonReactivated,
    ResetMade,
    RoleChanged,
    SecondFactorsRemoved,
    SessionsEnded,
    TopicDescribed,
    TopicMerged,
)
WITHIN: dict[type[Any], list[Callable[..., Any]]] = {
    ItemPublished: [streams.deliver],
    ItemRestored: [streams.deliver, moderation.write_down_if_not_the_author],
    ItemChanged: [streams.sort_again],
    ItemDeleted: [streams.withdraw, moderation.write_down_if_not_the_author],
    ItemPinned: [streams.pin],
    AnswerAccepted: [streams.sort_question],
    AuthorChanged: [streams.sort_again_of],
    PersonJoined: [streams.subscribe_member],
    MemberAdded: [streams.subscribe_member],
    PersonLeft: [streams.unsubscribe_member],
    PersonArrived: [streams.subscribe_newcomer, adoption.receive_newcomer],
    ProfileChanged: [streams.subscribe_to_known],
    PersonDeactivated: [groups.recount_groups_of, groups.hand_over_groups],
    PersonReactivated: [groups.recount_groups_of],
    RoleChanged: [groups.fit_role, groups.recount_groups_of],
}
WITHIN |= {kind: [*WITHIN.get(kind, ()), moderation.write_down] for kind in AUDITED}
AFTER: Wiring = {
    ItemPublished: [notifications.tell_about_item, adoption.thank_inviter],
    ItemChanged: [notifications.tell_newly_mentioned],
    ItemReacted: [notifications.tell_of_reaction],
    AnswerAccepted: [notifications.tell_of_answer],
    PersonFollowed: [notifications.tell_of_follower],
    PersonInvited: [notifications.tell_invited],
    JoiningAsked: [notifications.tell_leaders],
    PersonJoined: [notifications.tell_let_in],
    MemberAdded: [notifications.tell_added],
    LeaderGiven: [notifications.tell_leader],
    GroupsQuiet: [notifications.tell_leaders_of_quiet],
    TopicHalfMoved: [streams.move_the_rest],
    ClaimAsked: [integrations.tell_admins],
    PersonArrived: [notifications.tell_inviter],
    AccessGranted: [moderation.tell_leaders_of_ground],
    AccessEnded: [moderation.tell_leaders_of_ground],
}
NUDGE: dict[type[Any], list[Callable[..., Any]]] = {
    ItemPublished: [nudges.item_published],
    ItemChanged: [nudges.item_changed],
    ItemReacted: [nudges.item_changed],
    ItemDeleted: [nudges.item_changed],
    ItemRestored: [nudges.item_changed],
    AnswerAccepted: [nudges.question_changed],
    PeopleTold: [bell.told],
}
SLOTS: dict[str, list[Callable[..., str]]] = {
    "navigation": [shell.navigation],
    "navigation-roles": [administration.place, claims_place, access_place],
    "top-acts": [shell.top_acts],
    "top-search": [shell.top_search],
    "tab-bar": [shell.tab_bar],
    "toast": [shell.toast, group_parts.toast],
    "admin-sections": [administration.sections, group_parts.admin_section, stream_parts.admin_section, audit_section],
    "home-aside": [stream_parts.home_aside, shell.newcomers_aside],
    "group-stream": [stream_parts.group_stream],
    "group-aside": [stream_parts.group_aside],
    "profile-stream": [stream_parts.profile_stream],
    "profile-aside": [group_parts.profile_aside],
    "profile-acts": [stream_parts.profile_acts, claim_act, administration.manage],
    "item-menu": [stream_parts.item_reason],
    "settings": [administration.setting, claims_setting, phone_setting, shell.about_setting],
    "second-step-notice": [second_step_notice],
    "sign-in": [domain_door, doors],
}
UPKEEP: list[Callable[[], None]] = [
    forget_what_ended,
    see_guests_out,
    forget_sent_keys,
    forget_deleted_text,
    end_what_ran_out,
    forget_sheets,
    forget_invitations,
    forget_departures,
    let_quiet_groups_sleep,
]
CHECKS = (*DATABASE, *check_items.CHECKS, *check_groups.CHECKS, *check_streams.CHECKS, *check_audit.CHECKS)
PEOPLE_A_GUEST_SEES = people_beside
REGISTER = (RECORDS, FIGURES)  # what is recorded: /about/privacy/
FILES = files_of  # what a backup copies beside the database
MARKS = ("demo",)  # files of the data folder that belong to the network
