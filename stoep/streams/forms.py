"""What may be sent in about topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stoep.topics.models import topic_name


class DescriptionForm(forms.Form):
    """What a topic is about."""

    description = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class MergeForm(forms.Form):
    """The topic another becomes part of, by its name, with or without #."""

    into = forms.CharField(label=_("Into which topic"), max_length=60)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_into(self) -> str:
        """Return the name as topics have it."""
        into = topic_name(self.cleaned_data["into"].strip().lstrip("#"))
        if not into:
            raise forms.ValidationError(_("A topic has letters or digits in its name."))
        if into == self.name:
            raise forms.ValidationError(_("That is this topic itself. Choose another."))
        return into
