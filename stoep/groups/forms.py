"""What may be sent in about groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.groups.access import may_be_leader
from stoep.groups.models import Group
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.ui.forms import NameField


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A group: what it is called, what it is for, who may read."""

    openness = forms.TypedChoiceField(
        label=_("Who can read and join"),
        coerce=int,
        choices=[
            (Group.Openness.OPEN, _("Open: everyone reads, anyone joins")),
            (Group.Openness.CLOSED, _("Closed: listed, members read, joining is asked")),
            (Group.Openness.SECRET, _("Secret: only members know that it exists")),
        ],
        widget=forms.Select,
    )

    class Meta:
        model = Group
        fields = ("name", "purpose", "openness", "rules")
        field_classes = {"name": NameField}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "rules": forms.Textarea(attrs={"rows": 3})}


class ColleagueForm(forms.Form):
    """A colleague, by the name in the address of their profile."""

    handle = forms.CharField(max_length=40, label=_("Colleague"))

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_handle(self) -> Person:
        """Return the colleague, if the viewer may see them."""
        handle = self.cleaned_data["handle"].strip().lstrip("@").casefold()
        person = people_visible_to(self.viewer).present().filter(handle=handle).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this name."))
        return person


class NewLeaderForm(ColleagueForm):
    """A colleague who could lead a group, and is not who asks."""

    def clean_handle(self) -> Person:
        """Return the colleague."""
        person = super().clean_handle()
        if person.pk == self.viewer.pk:
            raise forms.ValidationError(_("You do not give it to yourself. Ask a colleague to lead it."))
        if not may_be_leader(person):
            raise forms.ValidationError(_("Guests do not lead groups."))
        return person
