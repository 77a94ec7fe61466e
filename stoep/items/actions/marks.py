"""What people put on items."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils import timezone

from stoep.groups.models import Group
from stoep.items.access import may_accept, may_pin, may_read, may_take_part
from stoep.items.facts import AnswerAccepted, ItemChanged, ItemPinned, ItemReacted
from stoep.items.models import Bookmark, Item, Question, Reaction, ReactionImport, ReadMark, ThreadMark
from stoep.items.queries import pinned_beside
from stoep.kernel.access import NotAllowed, require
from stoep.kernel.facts import announce
from stoep.people.models import Person

MAX_KINDS = 50
MOST_PINS = 3


class TooManyPins(NotAllowed):
    """A group has three pins at most: one of them goes first."""


def _lock(item: Item) -> None:
    Item.objects.for_system("one writer of the totals").select_for_update().values_list("pk").get(pk=item.pk)


def count_reactions(item_id: int) -> None:
    """Write the totals of an item's reactions into its row: given ones and those of an import."""
    totals = dict(Reaction.objects.filter(item_id=item_id).values_list("emoji").annotate(n=Count("pk")))
    for emoji, n in ReactionImport.objects.filter(item_id=item_id).values_list("emoji").annotate(n=Sum("n")):
        totals[emoji] = totals.get(emoji, 0) + n
    Item.objects.for_system("totals of reactions").filter(pk=item_id).update(reactions=reactions_text(totals))


def reactions_text(totals: Mapping[str, int]) -> str:
    """Return totals as they stand in an item's row."""
    return ",".join(f"{emoji}:{n}" for emoji, n in sorted(totals.items())[:MAX_KINDS])


@transaction.atomic
def react(person: Person, item: Item, emoji: str) -> None:
    """Give `item` the reaction of `person`, in place of an earlier one.

    Raises `NotAllowed` where the person may read along but not take part.
    """
    require(may_take_part(person, item))
    if not emoji or len(emoji) > 32 or any(sign in emoji for sign in ",:"):
        raise NotAllowed
    _lock(item)
    given = Reaction(item=item, person=person, emoji=emoji)
    Reaction.objects.bulk_create(
        [given], update_conflicts=True, unique_fields=["person", "item"], update_fields=["emoji"]
    )
    count_reactions(item.pk)
    announce(ItemReacted(item.pk, person.pk, emoji))


@transaction.atomic
def withdraw_reaction(person: Person, item: Item) -> None:
    """Take one's reaction away; nothing happens where there is none."""
    require(may_take_part(person, item))
    _lock(item)
    if Reaction.objects.filter(item=item, person=person).delete()[0]:
        count_reactions(item.pk)
        announce(ItemReacted(item.pk, person.pk, ""))


@transaction.atomic
def bookmark(person: Person, item: Item) -> None:
    """Keep an item for later."""
    require(may_read(person, item))
    Bookmark.objects.get_or_create(person=person, item=item)


@transaction.atomic
def remove_bookmark(person: Person, item: Item) -> None:
    """No longer keep an item."""
    Bookmark.objects.filter(person=person, item=item).delete()


@transaction.atomic
def follow_thread(person: Person, item: Item, *, follows: bool) -> None:
    """Follow a thread, or mute it, whatever would follow by itself."""
    require(may_read(person, item))
    ThreadMark.objects.update_or_create(person=person, item_id=item.root_id or item.pk, defaults={"follows": follows})


@transaction.atomic
def accept_answer(person: Person, answer: Item) -> None:
    """Mark a reply as the answer to its question, in place of an earlier one."""
    question = answer.root
    if question is None or not question.is_question or not may_read(person, answer):
        raise NotAllowed
    require(may_accept(person, question))
    Question.objects.update_or_create(
        item=question, defaults={"answer": answer, "accepted_by": person, "accepted_at": timezone.now()}
    )
    announce(AnswerAccepted(question.pk, answer.pk, person.pk))


@transaction.atomic
def withdraw_answer(person: Person, question: Item) -> None:
    """Take the mark away: the question waits again."""
    require(may_accept(person, question))
    Question.objects.filter(item=question).update(answer=None, accepted_by=None, accepted_at=None)
    announce(AnswerAccepted(question.pk, 0, person.pk))


@transaction.atomic
def pin(person: Person, item: Item, *, pinned: bool, instead_of: int = 0) -> None:
    """Pin an item above its stream, or take the pin out.

    Raises `TooManyPins` for a fourth in a group, unless it comes `instead_of` one of the three.
    """
    require(may_pin(person, item))
    if pinned and item.group_id_or_none:
        _make_room(person, item, instead_of)
    Item.objects.for_system("the action asked who may").filter(pk=item.pk).update(is_pinned=pinned)
    announce(ItemPinned(item.pk, person.pk, pinned))
    announce(ItemChanged(item.pk, person.pk))


def _make_room(person: Person, item: Item, instead_of: int) -> None:
    Group.objects.select_for_update().get(pk=item.group_id_or_none or 0)  # two leaders may pin at once
    beside = pinned_beside(item)
    goes = beside.filter(pk=instead_of).first()
    if goes is not None:
        pin(person, goes, pinned=False)
    if beside.count() >= MOST_PINS:
        raise TooManyPins


@transaction.atomic
def mark_read(person: Person, item: Item) -> None:
    """Press "read" on an announcement; it counts once a person."""
    require(item.is_announcement and may_read(person, item))
    _, first = ReadMark.objects.get_or_create(person=person, item=item)
    if first:
        Item.objects.for_system("total of readers").filter(pk=item.pk).update(read_count=F("read_count") + 1)
