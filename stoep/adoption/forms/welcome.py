"""What may be sent in during the welcome."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.items.forms import BodyField
from stoep.media.actions import BadImage, store_portrait
from stoep.media.models import StoredFile
from stoep.people.access import people_visible_to
from stoep.people.forms.profile import MAX_TOPICS
from stoep.people.models import Person


class StepForm(forms.Form):
    """A step of somebody's welcome."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person


class FaceForm(StepForm):
    """The first step of the welcome: a photo, and what one does when that is not known yet."""

    portrait = forms.FileField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("From your telephone or computer. Colleagues recognise you by it."),
    )  # fmt: skip
    function = forms.CharField(
        label=_("What do you do here?"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if person.function:
            del self.fields["function"]

    def clean_portrait(self) -> StoredFile | None:
        """Return the photo, stored, None without one."""
        upload = self.cleaned_data["portrait"]
        try:
            return store_portrait(upload) if upload else None
        except BadImage as error:
            raise forms.ValidationError(
                _("This is no JPEG, PNG or WebP photo, or it is damaged or too large.")
            ) from error


class AnyOfThem(forms.MultipleChoiceField):
    """Ticks of what was offered a moment ago; any name will do, as in a text."""

    def valid_value(self, value: Any) -> bool:
        """Take every name."""
        return True


class TopicsForm(StepForm):
    """The second step: topics ticked, and topics typed."""

    topics = AnyOfThem(required=False)
    more = forms.CharField(
        label=_("Other topics"), max_length=1000, required=False, help_text=_("With commas between them."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip

    def names(self) -> list[str]:
        """Return all topics of the form."""
        typed = self.cleaned_data["more"].replace("#", ",").split(",")
        return [name for name in (*self.cleaned_data["topics"], *typed) if name.strip()][:MAX_TOPICS]


class PlacesForm(StepForm):
    """The third step: groups to join and colleagues to follow."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        groups = Group.objects.visible_to(person).filter(openness=Group.Openness.OPEN, archived_at=None)
        people = people_visible_to(person).present().exclude(pk=person.pk)
        gone = {"invalid_choice": _("Something you ticked is no longer there. Choose again.")}
        for name, rows, key in (("groups", groups, "slug"), ("people", people, "handle")):
            field: Any = forms.ModelMultipleChoiceField(rows, to_field_name=key, required=False, error_messages=gone)
            self.fields[name] = field

    def ticked(self, name: str) -> list[str] | None:
        """Return what was ticked in a form that was sent, None in a new one, where all is."""
        return self.data.getlist(name) if self.is_bound else None  # type: ignore[attr-defined, no-any-return]


class GreetingForm(forms.Form):
    """The first words of a newcomer."""

    body = BodyField()
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
