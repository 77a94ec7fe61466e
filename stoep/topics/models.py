"""Topics: the subjects people write about, known by a short name."""

from __future__ import annotations

import re
import unicodedata

from django.db import models

MAX_LENGTH = 50
_NOT_A_NAME = re.compile(r"[^\w-]+")


def topic_name(text: str) -> str:
    """Return `text` as the name of a topic: lower case, accents composed, letters, digits, - and _ only."""
    plain = unicodedata.normalize("NFC", text[: MAX_LENGTH * 2]).casefold().strip().replace(" ", "-")
    return _NOT_A_NAME.sub("", plain)[:MAX_LENGTH].strip("-_")


class Topic(models.Model):
    """A subject. A topic page exists for every name, used or not, so a page never tells what is hidden."""

    name = models.CharField(max_length=MAX_LENGTH, unique=True)
    description = models.TextField(blank=True, default="")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged", editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="topic_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def now(self) -> Topic:
        """Return what this topic is today: the one it was merged into, or itself."""
        return self.merged_into or self
