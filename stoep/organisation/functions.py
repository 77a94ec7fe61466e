"""What an organisation may switch off. Each name is asked by the `access` of the app that has the function.

What was made before stays readable: switching off ends the making, not the reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stoep.organisation.queries import organisation


@dataclass(frozen=True)
class Function:
    """Something that can be off: its name in the code, what it is called, and what being off means."""

    name: str
    label: Promise
    text: Promise


FUNCTIONS = {
    function.name: function
    for function in (
        Function(
            "questions",
            _("Ask questions"),
            _("Off: nobody asks anything new. Questions that are there can be read and answered."),
        ),
        Function("announcements", _("Make announcements"), _("Off: administrators and leaders announce nothing new.")),
        Function("groups", _("Members start groups"), _("Off: only administrators start a group.")),
        Function(
            "invitations",
            _("Members invite colleagues"),
            _("Off: only administrators invite. Links that are out stay valid."),
        ),
        Function(
            "guests", _("Guests"), _("Off: nobody new becomes a guest. Who is one stays one, until the last day.")
        ),
    )
}


def is_on(name: str) -> bool:
    """Say whether a function may be used. Raises `KeyError` for one that is none."""
    ours = organisation()
    return FUNCTIONS[name].name not in (ours.functions_off if ours else ())
