"""What may be sent in about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from stoep.people.access import people_visible_to
from stoep.people.models import Person

MAX_TOPICS = 30


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


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """One's own profile."""

    knows = forms.CharField(
        label=_("What can colleagues ask you about?"),
        help_text=_("Topics, with commas between them."),
        max_length=1000,
        required=False,
    )
    manager_handle = forms.CharField(
        label=_("Manager"),
        help_text=_("Type a name and choose from the list."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "function", "department", "location", "manager_handle", "knows", "about")

    class Meta:
        model = Person
        fields = (
            "name",
            "function",
            "department",
            "location",
            "about",
            "spoken",
            "phone",
            "working_days",
            "pronouns",
        )

    def clean_manager_handle(self) -> Person | None:
        """Return the manager: unchanged, or among whom this person sees, by handle or by a name only one has."""
        typed = self.cleaned_data["manager_handle"].strip().lstrip("@")
        present = self.instance.manager
        if not typed or (present and typed.casefold() == present.handle):
            return present if typed else None
        people = people_visible_to(self.instance).present().exclude(pk=self.instance.pk)
        found = people.filter(handle=typed.casefold())[:1] or people.filter(name__iexact=typed)[:2]
        if len(found) > 1:
            raise forms.ValidationError(_("More colleagues have this name. Choose one from the list."))
        if not found:
            raise forms.ValidationError(_("Nobody has this name."))
        return found[0]

    def clean_knows(self) -> list[str]:
        """Return the names of topics."""
        return [name for name in self.cleaned_data["knows"].replace("#", "").split(",") if name.strip()][:MAX_TOPICS]


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
        """Refuse a wrong password."""
        current: str = self.cleaned_data["current"]
        if self.person is None or not self.person.check_password(current):
            raise forms.ValidationError(_("Your present password is not right."))
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


class PortraitForm(forms.Form):
    """A photo."""

    portrait = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
