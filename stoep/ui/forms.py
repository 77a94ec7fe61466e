"""How forms are drawn, and the field for what something or somebody is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from stoep.kernel.words import visible_text


class Renderer(DjangoTemplates):
    """Draws fields with Django's own widgets; labels and errors come from `{% field %}`."""


class NameField(forms.CharField):
    """A name on one line; refuses what shows nothing, and leaves out what hides between the letters."""

    def to_python(self, value: Any) -> str:
        """Return the name as people see it."""
        typed: str = super().to_python(value) or ""
        name = visible_text(typed)
        if typed and not name:
            raise forms.ValidationError(_("This name shows nothing. Use letters or digits."), code="invisible")
        return name
