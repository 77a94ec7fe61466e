"""Describing topics, and merging one into another.

A merge holds from one moment: the old name leads to the other topic, in addresses, in what is typed and in an import.
The items follow in batches, each with its places in streams, so that nobody waits for a large topic to be moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from stoep.items.models import Item, ItemTopic
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Knows, Person
from stoep.streams.actions.entries import forget_streams, streams_at
from stoep.streams.facts import TopicDescribed, TopicHalfMoved, TopicMerged
from stoep.streams.models import Discussed, Entry, Stream, Subscription
from stoep.topics.models import Topic

BATCH = 500
KINDS = (int(Stream.Kind.TOPIC), int(Stream.Kind.ASKED))
_WHY = "a topic that was merged takes along what everybody reads there"


@transaction.atomic
def describe_topic(admin: Person, topic: Topic, description: str) -> None:
    """Say what a topic is about."""
    require(admin.is_admin)
    Topic.objects.filter(pk=topic.pk).update(description=description)
    announce(TopicDescribed(topic.pk, by_id=admin.pk))


@transaction.atomic
def merge_topic(admin: Person, topic: Topic, into: Topic) -> None:
    """Make `topic` part of another, for good. Raises `NotAllowed` for others than admins, and for itself.

    What was merged into `topic` before follows; so do who follows it, and who says they know it.
    """
    require(admin.is_admin)
    rows = {row.pk: row for row in Topic.objects.select_for_update().filter(pk__in=[topic.pk, into.pk]).order_by("pk")}
    require(len(rows) == 2 and not any(row.merged_into_id for row in rows.values()))
    Topic.objects.filter(Q(pk=topic.pk) | Q(merged_into=topic)).update(merged_into=into)
    if not rows[into.pk].description:
        Topic.objects.filter(pk=into.pk).update(description=rows[topic.pk].description)
    announce(TopicMerged(topic.pk, into.pk, by_id=admin.pk))
    move_more(topic.pk, into.pk)
    announce(TopicHalfMoved(topic.pk, into.pk))  # heard when all that began before the merge has ended


def move_more(topic_id: int, into_id: int) -> None:
    """Move a batch of items from one topic to another and say so, for the next; when none is left, the rest."""
    links = ItemTopic.objects.filter(topic_id=topic_id)
    ids = list(links.order_by("item_id").values_list("item_id", flat=True)[:BATCH])
    _move_people(topic_id, into_id)
    _move_places(topic_id, into_id, ids)
    ItemTopic.objects.bulk_create([ItemTopic(item_id=pk, topic_id=into_id) for pk in ids], ignore_conflicts=True)
    links.filter(item_id__in=ids).delete()
    if len(ids) == BATCH:
        announce(TopicHalfMoved(topic_id, into_id))
    else:
        forget_streams((kind, topic_id) for kind in KINDS)


def _move_people(topic_id: int, into_id: int) -> None:
    """Let who knows or follows one topic know and follow the other."""
    there = Knows.objects.filter(topic_id=into_id).values("person_id")
    Knows.objects.filter(topic_id=topic_id).exclude(person_id__in=there).update(topic_id=into_id)
    Knows.objects.filter(topic_id=topic_id).delete()
    for old, new in _pairs(topic_id, into_id):
        here = Subscription.objects.filter(stream_id=new.pk).values("person_id")
        Subscription.objects.filter(stream_id=old.pk).exclude(person_id__in=here).update(stream_id=new.pk)
        Subscription.objects.filter(stream_id=old.pk).delete()
        Stream.objects.filter(pk=new.pk, last_item_id__lt=old.last_item_id).update(last_item_id=old.last_item_id)


def _pairs(topic_id: int, into_id: int) -> list[tuple[Stream, Stream]]:
    """Return each stream of a topic that is there, with that of the other."""
    old = {stream.kind: stream for stream in Stream.objects.filter(kind__in=KINDS, ref_id=topic_id)}
    new = {stream.kind: stream for stream in streams_at((kind, into_id) for kind in old)}
    return [(stream, new[kind]) for kind, stream in old.items()]


def _move_places(topic_id: int, into_id: int, ids: Sequence[int]) -> None:
    """Move the places these items have in the streams of a topic; where they have one in the other, it stays."""
    last = Item.objects.for_system(_WHY).filter(pk__in=ids).values("last_id")
    for old, new in _pairs(topic_id, into_id):
        for rows, key in ((Entry, {}), (Discussed, {"last_id__in": last})):  # the key of each begins with these
            places = rows.objects.for_system(_WHY).filter(item_id__in=ids, **key)
            there = places.filter(stream_id=new.pk).values("item_id")
            places.filter(stream_id=old.pk).exclude(item_id__in=there).update(stream_id=new.pk)
            places.filter(stream_id=old.pk).delete()
