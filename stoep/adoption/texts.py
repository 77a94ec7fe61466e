"""The groups a new network is offered, the first words of who comes in, and what is mailed about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stoep.people.models import Person


@dataclass(frozen=True)
class Starting:
    """An open group offered at the set-up; `name` may hold the name of the organisation."""

    slug: str
    name: Promise
    purpose: Promise
    welcomes: bool = False

    @property
    def shown(self) -> str:
        """Return its name while the organisation has none yet."""
        return str(self.name) % {"organisation": "…"}


STARTING = (
    Starting(
        "new",
        gettext_lazy("New at %(organisation)s"),
        gettext_lazy("Everybody who comes in says hello here, and everybody who was here says hello back."),
        welcomes=True,
    ),
    Starting("ask", gettext_lazy("Ask around"), gettext_lazy("You do not know whom to ask? Ask it here.")),
    Starting(
        "stoep",
        gettext_lazy("About Stoep"),
        gettext_lazy("What you miss in this network, and what goes wrong."),
    ),
)


def first_post() -> str:
    """Return a first text for who opened the network."""
    return _(
        "Welcome. This is our own place to ask, to show and to find what we know together. I will start: "
        "what would you like to read or ask here?"
    )


def greeting(person: Person, inviter: Person | None, knows: list[str]) -> str:
    """Return a first text for who came in: whole sentences, to change at will."""
    said = [_("Hello @%(handle)s, thank you for inviting me.") % {"handle": inviter.handle}] if inviter else []
    said.append(introduction(person))
    if knows:
        said.append(_("Feel free to ask me about %(topics)s.") % {"topics": " ".join(f"#{name}" for name in knows)})
    return " ".join(said)


def introduction(person: Person) -> str:
    """Return a sentence in which somebody says who they are."""
    function = person.function
    if function[1:2].islower():
        function = function[0].lower() + function[1:]  # within a sentence; HR stays HR
    values = {"name": person.name, "function": function}
    return _("I am %(name)s, %(function)s.") % values if person.function else _("I am %(name)s.") % values


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
