"""Every write about coming in: set-up, invitations."""

from stoep.adoption.actions.invitations import (
    NoLongerValid,
    accept_invitation,
    invite,
    open_invitation,
    withdraw_invitation,
)
from stoep.adoption.actions.set_up import set_up

__all__ = ["NoLongerValid", "accept_invitation", "invite", "open_invitation", "set_up", "withdraw_invitation"]
