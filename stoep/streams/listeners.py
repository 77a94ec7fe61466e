"""What streams do when something happened below."""

from __future__ import annotations

from django.utils import timezone

from stoep.groups.actions import wake
from stoep.groups.actions.sleeping import ASK_AFTER
from stoep.groups.facts import MemberAdded, PersonJoined, PersonLeft
from stoep.items.facts import (
    AnswerAccepted,
    AuthorChanged,
    ItemChanged,
    ItemDeleted,
    ItemPinned,
    ItemPublished,
    ItemRestored,
)
from stoep.items.models import Item
from stoep.kernel.ids import id_at
from stoep.people.facts import PersonArrived, ProfileChanged
from stoep.people.models import Knows
from stoep.streams.actions import (
    bump,
    move_more,
    place_pin,
    put_in_streams,
    subscribe,
    take_out_of_streams,
    unsubscribe,
)
from stoep.streams.facts import TopicHalfMoved
from stoep.streams.models import Stream, Subscription


def _root(item_id: int) -> Item:
    item: Item = Item.objects.for_system("stream upkeep").select_related("question__answer").get(pk=item_id)
    return item


def deliver(fact: ItemPublished | ItemRestored) -> None:
    """Put a root in its streams; a reply moves it up in *recently discussed*, one that comes back may be its answer.

    Both wake the group they are in.
    """
    if not fact.root_id:
        root = _root(fact.item_id)
        _wake_group(root, put_in_streams(root))
    elif isinstance(fact, ItemPublished):
        bump(fact.root_id, fact.previous_id, fact.item_id)
        if _is_long_ago(fact.previous_id):
            _wake_group(_root(fact.item_id), fact.previous_id)
    else:
        root = _root(fact.root_id)
        put_in_streams(root)
        _wake_group(root)


def _is_long_ago(item_id: int) -> bool:
    """Say whether so much time went by since `item_id` that its group may be asked after, or asleep."""
    return item_id < id_at(timezone.now() - ASK_AFTER)


def _wake_group(item: Item, previous_id: int = 0) -> None:
    """Wake the group of an item; where something was said of late it is awake, and nothing is asked."""
    if item.group_id_or_none and _is_long_ago(previous_id):
        wake(item.group_id_or_none)


def sort_again(fact: ItemChanged) -> None:
    """Follow a change of topics or mark of a root."""
    item = _root(fact.item_id)
    if item.root_id is None and item.state == Item.State.PUBLISHED:
        put_in_streams(item)


def withdraw(fact: ItemDeleted) -> None:
    """Take a deleted root out of every stream."""
    if not fact.root_id:
        take_out_of_streams(fact.item_id)


def sort_question(fact: AnswerAccepted) -> None:
    """A question with an answer no longer waits in the lists of who might know."""
    put_in_streams(_root(fact.question_id))


def pin(fact: ItemPinned) -> None:
    """What is pinned stands above its stream."""
    place_pin(_root(fact.item_id), pinned=fact.pinned)


def subscribe_member(fact: PersonJoined | MemberAdded) -> None:
    """Who joins a group, or is put into it, reads it."""
    subscribe(fact.person_id, [(Stream.Kind.GROUP, fact.group_id)], follows=True)


def unsubscribe_member(fact: PersonLeft) -> None:
    """Who left no longer reads it."""
    unsubscribe(fact.person_id, [(Stream.Kind.GROUP, fact.group_id)])


def subscribe_newcomer(fact: PersonArrived) -> None:
    """Everybody reads announcements."""
    subscribe(fact.person_id, [(Stream.Kind.ANNOUNCEMENTS, 0)], follows=False)


def subscribe_to_known(fact: ProfileChanged) -> None:
    """Open questions on what somebody knows belong to *For you*."""
    known = set(Knows.objects.filter(person_id=fact.person_id).values_list("topic_id", flat=True))
    asked = Subscription.objects.filter(person_id=fact.person_id, stream__kind=Stream.Kind.ASKED)
    asked.exclude(stream__ref_id__in=known).delete()
    subscribe(fact.person_id, [(int(Stream.Kind.ASKED), topic) for topic in known], follows=False)


def sort_again_of(fact: AuthorChanged) -> None:
    """What is known as another person's belongs in that person's stream."""
    items = Item.objects.for_system("stream upkeep").filter(author_id=fact.new_id, root=None)
    for item in items.filter(state=Item.State.PUBLISHED).select_related("question__answer"):
        put_in_streams(item)


def move_the_rest(fact: TopicHalfMoved) -> None:
    """Move the next items of a topic that was merged."""
    move_more(fact.topic_id, fact.into_id)
