"""What streams do when something happened below."""

from __future__ import annotations

from stoep.groups.facts import PersonJoined, PersonLeft
from stoep.items.facts import AnswerAccepted, AuthorChanged, ItemChanged, ItemDeleted, ItemPublished, ItemRestored
from stoep.items.models import Item
from stoep.people.facts import PersonArrived, ProfileChanged
from stoep.people.models import Knows
from stoep.streams.actions import bump, put_in_streams, subscribe, take_out_of_streams, unsubscribe
from stoep.streams.models import Stream, Subscription


def _root(item_id: int) -> Item:
    item: Item = Item.objects.for_system("stream upkeep").select_related("question__answer").get(pk=item_id)
    return item


def deliver(fact: ItemPublished | ItemRestored) -> None:
    """Put a root in its streams; a reply moves it up in *recently discussed*, one that comes back may be its answer."""
    if not fact.root_id:
        put_in_streams(_root(fact.item_id))
    elif isinstance(fact, ItemPublished):
        bump(fact.root_id, fact.previous_id, fact.item_id)
    else:
        put_in_streams(_root(fact.root_id))


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


def subscribe_member(fact: PersonJoined) -> None:
    """Who joins a group reads it."""
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
