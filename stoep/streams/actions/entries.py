"""What is in streams, who follows them, what was seen and what is pinned above them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.kernel.ids import id_at
from stoep.people.models import Person
from stoep.streams.facts import PersonFollowed
from stoep.streams.models import Discussed, Entry, Pin, Stream, Subscription
from stoep.topics.models import Topic

Place = tuple[int, int]  # kind and ref of a stream
SETTLED = timedelta(seconds=10)


def streams_at(places: Iterable[Place]) -> list[Stream]:
    """Return the streams at these places, made where they are new."""
    wanted = set(places)
    refs = {ref for _, ref in wanted}
    found = {(s.kind, s.ref_id): s for s in Stream.objects.filter(ref_id__in=refs) if (s.kind, s.ref_id) in wanted}
    missing = wanted - found.keys()
    if missing:
        Stream.objects.bulk_create([Stream(kind=kind, ref_id=ref) for kind, ref in missing], ignore_conflicts=True)
        found |= {(s.kind, s.ref_id): s for s in Stream.objects.filter(ref_id__in={ref for _, ref in missing})}
    return [found[place] for place in wanted]


def places_of(item: Item) -> set[Place]:
    """Return where a root belongs: its author, group, topics, everyone, and the lists its kind is in."""
    topics = list(item.topic_links.values_list("topic_id", flat=True))
    places = {(Stream.Kind.EVERYONE, 0), (Stream.Kind.PERSON, item.author_id)}
    places |= {(Stream.Kind.TOPIC, topic) for topic in topics}
    if item.group_id_or_none:
        places.add((Stream.Kind.GROUP, item.group_id_or_none))
    if item.is_announcement:
        places.add((Stream.Kind.ANNOUNCEMENTS, 0))
    if item.is_question:
        places.add((Stream.Kind.QUESTIONS, 0))
        if not item.question.is_answered:
            places |= {(Stream.Kind.ASKED, topic) for topic in topics}
    return {(int(kind), ref) for kind, ref in places}


def put_in_streams(item: Item) -> int:
    """Make the entries of a published root what they should be; take out those it no longer belongs to.

    Return the id of what was newest in its group's stream until now: 0 where nothing was, or it is in no group.
    """
    streams = streams_at(places_of(item))
    wanted = {stream.pk for stream in streams}
    present = set(Entry.objects.for_system("stream upkeep").filter(item_id=item.pk).values_list("stream_id", flat=True))
    _take_out(item.pk, present - wanted)
    entries = [Entry(stream_id=pk, item_id=item.pk) for pk in wanted - present]
    discussed = [Discussed(stream_id=pk, item_id=item.pk, last_id=item.last_id) for pk in wanted - present]
    for row in (*entries, *discussed):
        row.share_like(item)
    Entry.objects.bulk_create(entries, ignore_conflicts=True)
    Discussed.objects.bulk_create(discussed, ignore_conflicts=True)
    Stream.objects.filter(pk__in=wanted, last_item_id__lt=item.pk).update(last_item_id=item.pk)
    return max((stream.last_item_id for stream in streams if stream.kind == Stream.Kind.GROUP), default=0)


def take_out_of_streams(item_id: int) -> None:
    """Remove a root from every stream."""
    Entry.objects.for_system("stream upkeep").filter(item_id=item_id).delete()
    Discussed.objects.for_system("stream upkeep").filter(item_id=item_id).delete()


def forget_streams(places: Iterable[Place]) -> None:
    """Remove streams whose person or topic is gone, when nothing is in them."""
    for kind, ref in places:
        for stream in Stream.objects.filter(kind=kind, ref_id=ref):
            if not Entry.objects.for_system("is it empty").filter(stream_id=stream.pk).exists():
                Subscription.objects.filter(stream_id=stream.pk).delete()
                stream.delete()


def _take_out(item_id: int, stream_ids: set[int]) -> None:
    if stream_ids:
        Entry.objects.for_system("stream upkeep").filter(item_id=item_id, stream_id__in=stream_ids).delete()
        Discussed.objects.for_system("stream upkeep").filter(item_id=item_id, stream_id__in=stream_ids).delete()


def place_pin(item: Item, *, pinned: bool) -> None:
    """Put a root above the stream of its group, or of everyone, the newest pin first; or take it off."""
    Pin.objects.filter(item=item).delete()
    if pinned:
        group_id = item.group_id_or_none
        [stream] = streams_at([(int(Stream.Kind.GROUP), group_id) if group_id else (int(Stream.Kind.EVERYONE), 0)])
        Pin.objects.create(stream=stream, item=item)


_BUMP = (
    "UPDATE streams_disc SET last_id = %(last)s WHERE item_id = %(item)s AND last_id = %(old)s"
    " AND stream_id IN (SELECT stream_id FROM streams_entry WHERE item_id = %(item)s)"
)


def bump(item_id: int, old_last_id: int, last_id: int) -> None:
    """Move a root up in *recently discussed*, in every stream it is in."""
    with connection.cursor() as cursor:
        cursor.execute(_BUMP, {"item": item_id, "old": old_last_id, "last": last_id})


def subscribe(person_id: int, places: Iterable[Place], *, follows: bool) -> None:
    """Let a person read these streams; a choice (`follows`) is kept over what belongs by itself."""
    for stream in streams_at(places):
        Subscription.objects.update_or_create(
            person_id=person_id,
            stream_id=stream.pk,
            defaults={"follows": True} if follows else {},
            create_defaults={"follows": follows, "seen_id": stream.last_item_id},
        )


def unsubscribe(person_id: int, places: Iterable[Place]) -> None:
    """Take these streams away from a person."""
    for kind, ref in places:
        Subscription.objects.filter(person_id=person_id, stream__kind=kind, stream__ref_id=ref).delete()


@transaction.atomic
def follow(person: Person, thing: Person | Topic) -> None:
    """Follow a person or a topic. Guests do not follow people outside their groups."""
    require(not person.is_guest and thing != person)
    kind = Stream.Kind.PERSON if isinstance(thing, Person) else Stream.Kind.TOPIC
    subscribe(person.pk, [(int(kind), thing.pk)], follows=True)
    if isinstance(thing, Person):
        announce(PersonFollowed(person.pk, thing.pk))


@transaction.atomic
def unfollow(person: Person, thing: Person | Topic) -> None:
    """Stop following a person or a topic."""
    kind = Stream.Kind.PERSON if isinstance(thing, Person) else Stream.Kind.TOPIC
    unsubscribe(person.pk, [(int(kind), thing.pk)])


def settled(item_id: int) -> int:
    """Return `item_id`, or a lower id when it is so new that an older one may still be on its way."""
    return min(item_id, id_at(timezone.now() - SETTLED))


def mark_group_seen(person: Person, group: Group, item_id: int) -> None:
    """Remember that a person saw a group's stream up to `item_id`."""
    Subscription.objects.filter(
        person=person, stream__kind=Stream.Kind.GROUP, stream__ref_id=group.pk, seen_id__lt=item_id
    ).update(seen_id=settled(item_id))


def mark_home_seen(person: Person, item_id: int) -> None:
    """Remember that a person saw home up to `item_id`; the marker never goes back."""
    Person.objects.filter(pk=person.pk, seen_id__lt=item_id).update(seen_id=settled(item_id))
