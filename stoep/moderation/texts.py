"""What a line of the audit log says, for each fact that is written down."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _


def acts() -> dict[str, str]:
    """Return what each act is called."""
    return {
        "AccessAsked": _("Asked to read on a ground"),
        "AccessGranted": _("Agreed to reading on a ground"),
        "AccessRefused": _("Refused reading on a ground"),
        "AccessEnded": _("Reading on a ground ended"),
        "ItemDeleted": _("Removed what somebody else wrote"),
        "ItemRestored": _("Brought back what somebody else wrote"),
        "FirstLinksMade": _("Made first links for newcomers"),
        "FunctionsSwitched": _("Switched functions on or off"),
        "GroupArchived": _("Archived a group"),
        "GroupReopened": _("Opened a group again"),
        "LeaderGiven": _("Gave a group a leader"),
        "TopicDescribed": _("Described a topic"),
        "TopicMerged": _("Merged a topic into another"),
        "ModeratorMarked": _("Made somebody moderator, or no longer"),
        "OrganisationChanged": _("Changed settings of the organisation"),
        "ResetMade": _("Made a link for a new password"),
        "RoleChanged": _("Changed a role"),
        "SecondFactorsRemoved": _("Took away the second step of signing in"),
        "SessionsEnded": _("Ended all sessions"),
        "PersonDeactivated": _("Closed an account"),
        "PersonReactivated": _("Opened an account again"),
    }


def act_text(name: str) -> str:
    """Return what an act is called; of one that has no words of its own, its name in words."""
    return acts().get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
