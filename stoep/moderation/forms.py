"""What may be sent in about keeping order."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.moderation.access import groups_under_order
from stoep.moderation.models import GroundedAccess
from stoep.people.models import Person

_ITEM = re.compile(r"/i/(\d{1,19})(?:/|$|[?#])")
_GROUP = re.compile(r"/g/([a-z0-9-]+)(?:/|$|[?#])")


class AskForm(forms.Form):
    """A request to read on a ground: what, on which ground, and why."""

    place = forms.CharField(
        label=_("Which group or thread"),
        help_text=_("The link of a thread or a group, or the name of a group."),
        max_length=300,
    )
    ground = forms.TypedChoiceField(label=_("Ground"), choices=GroundedAccess.Ground, coerce=int)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who agrees reads it, and it stays in the audit log. Name no more than is needed."),
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_place(self) -> tuple[Group, Item | None]:
        """Return the group, and the thread if one was meant; one answer for what is not there and what is open."""
        typed = self.cleaned_data["place"].strip()
        thread = self._thread(typed)
        group = thread.shared_in if thread else self._group(typed)
        if group is None or not groups_under_order(self.person).filter(pk=group.pk).exists():
            raise forms.ValidationError(_("This is no closed or secret group, and no thread in one."))
        return group, thread

    @staticmethod
    def _thread(typed: str) -> Item | None:
        found = _ITEM.search(typed)
        item = Item.objects.for_system("named in a request").filter(pk=found[1]).first() if found else None
        return (item.root or item) if item else None

    @staticmethod
    def _group(typed: str) -> Group | None:
        found = _GROUP.search(typed)
        named = Group.objects.filter(slug=found[1]) if found else Group.objects.filter(name__iexact=typed)
        return named.first()


class AnswerForm(forms.Form):
    """Whether the second person agrees, and why the leaders are not told yet, if so."""

    on = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    later = forms.BooleanField(label=_("Tell the leaders when it is over"), required=False)
    postponed_because = forms.CharField(
        label=_("Why not now"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Ask a reason for postponing."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("on") == "yes" and data.get("later") and len(data.get("postponed_because", "").strip()) < 10:
            self.add_error("postponed_because", _("Write down why the leaders are not told now."))
        return data
