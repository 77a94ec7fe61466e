"""What may be sent in about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

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
        help_text=_("The name in the address of their profile."),
        max_length=39,
        required=False,
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
        """Return the manager."""
        handle = self.cleaned_data["manager_handle"].strip().lstrip("@").casefold()
        if not handle:
            return None
        manager = Person.objects.present().filter(handle=handle).exclude(pk=self.instance.pk).first()
        if manager is None:
            raise forms.ValidationError(_("Nobody has this name."))
        return manager

    def clean_knows(self) -> list[str]:
        """Return the names of topics."""
        return [name for name in self.cleaned_data["knows"].replace("#", "").split(",") if name.strip()][:MAX_TOPICS]


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
