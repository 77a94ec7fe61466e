"""What may be sent in at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from stoep.people.models import Person


class SignInForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("E-mail or name in the address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    own = forms.BooleanField(label=_("This is my own device"), required=False, initial=True)


class CodeForm(forms.Form):
    """The second step: a code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )


class PasskeyForm(forms.Form):
    """What a browser answered when it was asked for a passkey."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    own = forms.BooleanField(required=False)


class NewPasswordForm(forms.Form):
    """A password one chooses."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. A few words in a row are fine."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Refuse what is short or common."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ForgottenForm(forms.Form):
    """An address a link for a new password is mailed to."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
