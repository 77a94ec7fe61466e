"""What may be sent in about groups."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.people.models import Person


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
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3}), "rules": forms.Textarea(attrs={"rows": 3})}


class ColleagueForm(forms.Form):
    """A colleague, by the name in the address of their profile."""

    handle = forms.CharField(max_length=40, label=_("Colleague"))

    def clean_handle(self) -> Person:
        """Return the colleague."""
        handle = self.cleaned_data["handle"].strip().lstrip("@").casefold()
        person = Person.objects.present().filter(handle=handle).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this name."))
        return person
