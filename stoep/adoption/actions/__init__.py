"""Every write about coming in: set-up, invitations, links for a team, allowed domains, the welcome."""

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
from stoep.adoption.actions.welcome import (
    choose_places,
    close_welcome,
    greet,
    pass_step,
    receive,
    say_what_one_knows,
    show_face,
)

__all__ = [
    "Door", "NoLongerValid", "NoneLeft", "choose_places", "close_welcome", "come_in", "door_of", "greet", "invite",
    "make_team_link", "note_taking_part", "open_by_domain", "pass_step", "receive", "renew_invitation",
    "renew_team_link", "say_what_one_knows", "set_up", "show_face", "withdraw_invitation", "withdraw_team_link",
]  # fmt: skip
