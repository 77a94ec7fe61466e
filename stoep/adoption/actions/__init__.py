"""Every write about coming in: set-up, invitations, the welcome."""

from stoep.adoption.actions.invitations import (
    NoLongerValid,
    accept_invitation,
    invite,
    open_invitation,
    withdraw_invitation,
)
from stoep.adoption.actions.set_up import set_up
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
    "NoLongerValid", "accept_invitation", "choose_places", "close_welcome", "greet", "invite", "open_invitation",
    "pass_step", "receive", "say_what_one_knows", "set_up", "show_face", "withdraw_invitation",
]  # fmt: skip
