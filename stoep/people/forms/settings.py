"""What may be sent in about how one signs in, and how the network looks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.kernel.limits import Limit, allow, give_back
from stoep.people.forms.door import CodeForm, NewPasswordForm
from stoep.people.models import Person
from stoep.ui.forms import NameField

CONFIRMATIONS = Limit("sign-in-confirm", times=10, seconds=60)


class PresentPasswordForm(forms.Form):
    """Asks for the password again: a device left open is not enough."""

    current = forms.CharField(
        label=_("Present password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person: Person | None = person

    def clean_current(self) -> str:
        """Refuse a wrong password, and to guess on."""
        current: str = self.cleaned_data["current"]
        if self.person is None or not allow(CONFIRMATIONS, str(self.person.pk)):
            raise forms.ValidationError(_("You tried this often. Wait a minute."))
        if not self.person.check_password(current):
            raise forms.ValidationError(_("Your present password is not right."))
        give_back(CONFIRMATIONS, str(self.person.pk))
        return current


class ChangePasswordForm(PresentPasswordForm, NewPasswordForm):
    """Another password, in place of the present one."""

    field_order = ("current", "password")


class EmailForm(PresentPasswordForm):
    """The address one signs in with."""

    prefix = "address"
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("email", "current")


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the network looks to me."""

    class Meta:
        model = Person
        fields = ("language", "theme", "keys_on")

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("as my browser")), ("nl", "Nederlands"), ("en", "English")],
        required=False,
    )


class ConfirmForm(forms.Form):
    """Asks once more who it is, by password or by code; the view looks whether it is right."""

    current = forms.CharField(
        label=_("Your password, or a code"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewCodesForm(ConfirmForm, CodeForm):
    """An app that shows codes: it knows the secret when its code is right."""

    secret = forms.CharField(max_length=400, widget=forms.HiddenInput)
    field_order = ("code", "current")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["current"].label = _("Present password")


class NewPasskeyForm(ConfirmForm):
    """A passkey a browser made, and what one calls it."""

    name = NameField(label=_("Name of this passkey"), max_length=60)
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)
    field_order = ("name", "current")


class ReasonForm(forms.Form):
    """Why an administrator does something to somebody."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Kept with your name."), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
