"""What may be sent in about items."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stoep.groups.models import Group
from stoep.items.kinds import Kind
from stoep.kernel.markup import MAX_SOURCE
from stoep.people.models import Person

MAX_DAYS_ON_TOP = 7


class BodyField(forms.CharField):
    """The text of an item."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Text"))
        messages = {
            "required": _("Write something first."),
            "max_length": _("Your text is too long: at most 20,000 characters."),
        }
        super().__init__(max_length=MAX_SOURCE, widget=forms.Textarea, strip=True, error_messages=messages, **kwargs)


def _named(group: Group) -> str:
    """Return the name of a group with who can read there: how many, which of them guests, and how open."""
    who = ngettext("%(n)d member", "%(n)d members", group.member_count) % {"n": group.member_count}
    if group.guest_count:
        guests = ngettext("%(n)d guest", "%(n)d guests", group.guest_count) % {"n": group.guest_count}
        who = f"{who}, {guests}"
    return f"{group.name} · {who}, {group.get_openness_display()}"


class NewItemForm(forms.Form):
    """A new root of one kind. The audience is "" for everyone, else the address of a group one is in."""

    audience = forms.ChoiceField(required=False, label=_("Who can read this"))
    title = forms.CharField(max_length=200, strip=True, required=False)
    body = BodyField(required=False)
    days = forms.IntegerField(min_value=1, max_value=MAX_DAYS_ON_TOP, initial=1, required=False, label=_("Days on top"))
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, kind: Kind, person: Person, everyone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.groups = (
            kind,
            {group.slug: group for group in Group.objects.of(person).order_by("name")},
        )
        choices = [] if person.is_guest else [("", everyone)]
        choices += [(slug, _named(group)) for slug, group in self.groups.items() if not group.is_archived]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        if kind.title_label is None:
            del self.fields["title"]
        else:
            self.fields["title"].label, self.fields["title"].required = str(kind.title_label), True
        if not kind.is_announcement:
            del self.fields["days"]
        self.fields["body"].required = kind.title_label is None

    def group(self) -> Group | None:
        """Return the group chosen as audience, None for everyone."""
        return self.groups.get(self.cleaned_data["audience"])

    def top_until(self) -> datetime | None:
        """Return until when an announcement stays on top: the end of the last day chosen."""
        if not self.kind.is_announcement:
            return None
        last = timezone.localdate() + timedelta(days=self.cleaned_data.get("days") or 1)
        return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))


class ReplyForm(forms.Form):
    """A reply."""

    body = BodyField()
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class EditForm(forms.Form):
    """Another text for an item."""

    title = forms.CharField(max_length=200, strip=True, required=False, label=_("Title"))
    body = BodyField(required=False)

    def __init__(self, *args: Any, has_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["title"]
        self.fields["body"].required = not has_title


class ReactionForm(forms.Form):
    """A reaction, or "" to withdraw it."""

    emoji = forms.CharField(max_length=32, required=False)
