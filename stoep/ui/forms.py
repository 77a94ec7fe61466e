"""How forms are drawn."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Draws fields with Django's own widgets; labels and errors come from `{% field %}`."""
