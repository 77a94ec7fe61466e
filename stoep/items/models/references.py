"""What an item points at: topics, people, other items, addresses."""

from __future__ import annotations

from django.db import models

from stoep.items.models.item import Item
from stoep.people.models import Person
from stoep.topics.models import Topic


class ItemTopic(models.Model):
    """An item is about a topic."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="topic_links", db_index=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "topic"], name="item_topic_once")]


class Mention(models.Model):
    """An item names a person."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="mention_once")]


class Reference(models.Model):
    """A link from an item to another item or an outside address; its target lists it under "Discussed in"."""

    class Kind(models.IntegerChoices):
        ITEM = 1
        OUTSIDE = 2

    item = models.ForeignKey(Item, models.CASCADE, related_name="references", db_index=False)
    kind = models.SmallIntegerField(choices=Kind)
    target = models.ForeignKey(Item, models.CASCADE, null=True, related_name="discussed_in")
    address = models.CharField(max_length=2000, blank=True, default="")
    place = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "place"], name="reference_place")]
