"""What may be sent in while arriving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stoep.adoption.texts import STARTING
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
    groups = forms.MultipleChoiceField(
        label=_("Three groups to begin with"),
        choices=[(group.slug, group) for group in STARTING],
        initial=[group.slug for group in STARTING],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("organisation", "language", "accent", "logo", "groups", "name", "email", "password")

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
