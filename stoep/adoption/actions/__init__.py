"""Every write about coming in: set-up, invitations, links for a team, allowed domains."""

from stoep.adoption.actions.doors import Door, NoLongerValid, come_in, door_of, open_by_domain
from stoep.adoption.actions.invitations import (
    NoneLeft,
    invite,
    note_taking_part,
    renew_invitation,
    withdraw_invitation,
)
from stoep.adoption.actions.set_up import set_up
from stoep.adoption.actions.teams import make_team_link, renew_team_link, withdraw_team_link

__all__ = [
    "Door", "NoLongerValid", "NoneLeft", "come_in", "door_of", "invite", "make_team_link", "note_taking_part",
    "open_by_domain", "renew_invitation", "renew_team_link", "set_up", "withdraw_invitation", "withdraw_team_link",
]  # fmt: skip
