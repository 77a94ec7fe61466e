"""What may be sent in about inviting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from stoep.adoption.actions.teams import MOST_PLACES
from stoep.kernel.words import visible_text


class InviteForm(forms.Form):
    """Whom to invite: a name for a link, or an address for a mail."""

    who = forms.CharField(label=_("Whom do you invite?"), max_length=254)

    def __init__(self, *args: Any, mails: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mails = mails

    def clean_who(self) -> dict[str, str]:
        """Return a name, or an address where mail is sent."""
        typed = visible_text(self.cleaned_data["who"])
        if not typed:
            raise forms.ValidationError(_("This name shows nothing. Use letters or digits."))
        if not (self.mails and "@" in typed):
            return {"name": typed[:100]}
        try:
            validate_email(typed)
        except forms.ValidationError as error:
            raise forms.ValidationError(_("This is no e-mail address. Type a name for a link instead.")) from error
        return {"name": "", "email": typed.casefold()}


class TeamForm(forms.Form):
    """A link for a team."""

    prefix = "team"
    name = forms.CharField(label=_("For which team?"), max_length=100)
    places = forms.IntegerField(label=_("How many places?"), min_value=1, max_value=MOST_PLACES, initial=5)


class AtDomainForm(forms.Form):
    """An address of the organisation."""

    email = forms.EmailField(
        label=_("Your e-mail at work"), widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )
