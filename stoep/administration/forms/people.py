"""People: one, their role, or a sheet full of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.organisation.functions import is_on
from stoep.people.actions.roles import LONGEST_STAY, USUAL_STAY
from stoep.people.models import Person
from stoep.ui.forms import NameField


def _day_field() -> forms.DateField:
    return forms.DateField(
        label=_("Last day of a guest"),
        required=False,
        help_text=_("At most a year ahead; left empty it is ninety days."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RoleForm(forms.Form):
    """Member, guest or admin; a guest has a last day."""

    role = forms.ChoiceField(label=_("Role"), choices=Person.Role.choices)
    guest_until = _day_field()

    def __init__(self, *args: Any, present: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["guest_until"].widget.attrs |= {"min": str(today), "max": str(today + LONGEST_STAY)}
        self.fields["guest_until"].initial = today + USUAL_STAY
        if not is_on("guests") and present != Person.Role.GUEST:
            roles: Any = self.fields["role"]
            roles.choices = [choice for choice in Person.Role.choices if choice[0] != Person.Role.GUEST]

    def clean_guest_until(self) -> Any:
        """Refuse a day that is over, or too far away, for a guest."""
        day, today = self.cleaned_data["guest_until"], timezone.localdate()
        if self.data.get("role") != Person.Role.GUEST or day is None:
            return None
        if not today <= day <= today + LONGEST_STAY:
            raise forms.ValidationError(_("Choose a day from today, at most a year ahead."))
        return day


class NewPersonForm(RoleForm):
    """One person to add."""

    name = NameField(label=_("Name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254, help_text=_("Not needed."))
    function = forms.CharField(label=_("Function"), required=False, max_length=100)
    department = forms.CharField(label=_("Department"), required=False, max_length=100)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as their browser")), *settings.LANGUAGES]
    )
    field_order = ("name", "email", "function", "department", "language", "role", "guest_until")


class SheetForm(forms.Form):
    """A file of people."""

    sheet = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
