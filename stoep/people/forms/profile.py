"""What may be sent in about oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.people.access import people_visible_to
from stoep.people.models import Person

MAX_TOPICS = 30


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


class PortraitForm(forms.Form):
    """A photo."""

    portrait = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
