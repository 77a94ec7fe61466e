"""What may be sent in while arriving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from stoep.adoption.actions.teams import MOST_PLACES
from stoep.kernel.words import visible_text
from stoep.media.actions import BadImage, store_logo
from stoep.media.models import StoredFile
from stoep.organisation.models import HEX
from stoep.people.forms import NewPasswordForm


def _name_field() -> forms.CharField:
    attributes = {
        "autocomplete": "name",
        "hx-get": "",
        "hx-trigger": "change",
        "hx-target": "#sign-in-name",
        "hx-select": "#sign-in-name",
        "hx-swap": "outerHTML",
    }
    return forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs=attributes))


class SetUpForm(NewPasswordForm):
    """The organisation and its first administrator; nothing else is asked."""

    organisation = forms.CharField(label=_("What is your organisation called?"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    accent = forms.CharField(
        label=_("Accent colour"),
        initial="#ff6a1f",
        validators=[HEX],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("JPEG, PNG or WebP. It can also wait."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    name = _name_field()
    email = forms.EmailField(
        label=_("Your e-mail"), required=False, help_text=_("To sign in with. Not needed for a try."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    field_order = ("organisation", "language", "accent", "logo", "name", "email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")

    def clean_logo(self) -> StoredFile | None:
        """Return the logo, stored, None without one."""
        upload = self.cleaned_data["logo"]
        try:
            return store_logo(upload) if upload else None
        except BadImage as error:
            raise forms.ValidationError(
                _("This is no JPEG, PNG or WebP picture, or it is damaged or too large.")
            ) from error


class ArriveForm(NewPasswordForm):
    """A newcomer: a name and a password."""

    name = _name_field()
    email = forms.EmailField(
        label=_("Your e-mail"), required=False, help_text=_("To sign in with, if you have one."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    field_order = ("name", "email", "password")

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if email:
            del self.fields["email"]  # it was mailed the link: it is theirs
        self.fields["password"].label = _("Your password")


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
