"""What people put on items: reactions, bookmarks, read marks, follow or mute."""

from __future__ import annotations

from django.db import models

from stoep.items.models.item import Item
from stoep.people.models import Person

NAMED = ("agree", "thanks", "learned", "lovely")


class Reaction(models.Model):
    """One reaction of one person to one item: a named one, or any emoji from an import or another app."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="given", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    emoji = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="reaction_once")]
        indexes = [models.Index(fields=["item", "emoji"], name="reaction_item")]


class ReactionImport(models.Model):
    """Reactions of an import whose givers are unknown: a number, which goes when the import goes."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="imported_reactions")
    emoji = models.CharField(max_length=32)
    n = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "emoji"], name="reaction_import_once")]


class Bookmark(models.Model):
    """An item a person keeps for later; nobody else sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="bookmarks", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="bookmark_once")]


class ReadMark(models.Model):
    """A person pressed "read" on an announcement. Only the total is ever shown."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="read_once")]


class ThreadMark(models.Model):
    """A person follows or mutes a thread, over what would follow by itself."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="marks", db_index=False)
    follows = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="thread_mark_once")]


class SentKey(models.Model):
    """The key of a form that was sent: a double click or a retry finds the item it made."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="sent_once")]
