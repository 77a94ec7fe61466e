"""What is mailed about coming in."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from stoep.people.models import Person


def invitation_text(inviter: Person, link: str, *, is_reminder: bool) -> str:
    """Return the text of an invitation, or of the reminder."""
    first = _("A reminder of an invitation from %(name)s.") if is_reminder else _("%(name)s invites you.")
    text = _(
        "Hello,\n\n%(first)s With this link you choose a name and a password, and you are in. It is for you only, and"
        " valid for fourteen days.\n\n%(link)s\n\nYou get this once, because %(name)s typed your address. You need not"
        " do anything if you do not want to come.\n"
    )
    return text % {"first": first % {"name": inviter.name}, "name": inviter.name, "link": link}


def arrival_text(link: str) -> str:
    """Return the text for who typed an address of the organisation."""
    text = _(
        "Hello,\n\nYou, or somebody else, typed this address to come in. With this link you choose a name and a"
        " password. It works once, for a day.\n\n%(link)s\n\nDid you not ask for it? Then do nothing.\n"
    )
    return text % {"link": link}


def account_text() -> str:
    """Return the text for who has an account already."""
    text = _("Hello,\n\nYou have an account here already. You sign in with this address:\n\n%(link)s\n")
    return text % {"link": f"{settings.SITE}/sign-in/"}
