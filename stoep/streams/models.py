"""Streams, what is in them and above them, and who reads them.

The three tables below `Stream` are made by hand in the migration: on SQLite their key is the table (WITHOUT
ROWID), on PostgreSQL it includes what a feed reads. Change them by hand-written SQL only.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from stoep.groups.models import Audienced
from stoep.items.models import Item
from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class Stream(models.Model):
    """The roots of one person, one group, one topic, everyone …; `ref_id` is whose, 0 where there is one only."""

    class Kind(models.IntegerChoices):
        EVERYONE = 0
        PERSON = 1
        GROUP = 2
        TOPIC = 3
        QUESTIONS = 4
        ANNOUNCEMENTS = 5
        ASKED = 6  # open questions on one topic

    kind = models.SmallIntegerField(choices=Kind)
    ref_id = models.BigIntegerField(default=0)
    last_item_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref_id"], name="stream_once")]


class Entry(Audienced):
    """A root is in a stream; there exactly while it is published."""

    item_column: ClassVar[str] = "item_id"
    pk = models.CompositePrimaryKey("stream_id", "item_id")
    stream = models.ForeignKey(Stream, models.DO_NOTHING, related_name="entries")
    item_id = models.BigIntegerField()

    class Meta:
        db_table = "streams_entry"
        managed = False


class Discussed(Audienced):
    """A root in a stream, by its last reply."""

    item_column: ClassVar[str] = "item_id"
    pk = models.CompositePrimaryKey("stream_id", "last_id", "item_id")
    stream = models.ForeignKey(Stream, models.DO_NOTHING, related_name="+")
    last_id = models.BigIntegerField()
    item_id = models.BigIntegerField()

    class Meta:
        db_table = "streams_disc"
        managed = False


class Subscription(models.Model):
    """A person reads a stream: by choice (`follows`), or because it belongs to *For you*."""

    pk = models.CompositePrimaryKey("person_id", "stream_id")
    person = models.ForeignKey(Person, models.CASCADE, related_name="subscriptions")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="subscriptions")
    seen_id = models.BigIntegerField(default=0)
    follows = models.BooleanField(default=True)

    class Meta:
        db_table = "streams_subscription"
        managed = False


class Pin(models.Model):
    """A root stands above a stream; its id holds the moment it was pinned."""

    id = TimeOrderedId()
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="pins", db_index=False)
    item = models.OneToOneField(Item, models.CASCADE, related_name="pin")

    class Meta:
        indexes = [models.Index(fields=["stream", "-id"], name="pin_newest_first")]
