"""Whom to tell when something happened. Heard at least once each: telling twice changes nothing.

Who may not read the item at this moment is not told of it; the list asks the gate again when it is shown.
"""

from __future__ import annotations

from stoep.groups.facts import GroupsQuiet, JoiningAsked, LeaderGiven, MemberAdded, PersonInvited, PersonJoined
from stoep.groups.models import people_who_may_read
from stoep.groups.queries import leader_ids, leaders_asked
from stoep.items.facts import AnswerAccepted, ItemChanged, ItemPublished, ItemReacted
from stoep.items.models import Item, Mention
from stoep.items.queries import people_in_thread
from stoep.notifications.actions import remind, tell
from stoep.notifications.models import Notification
from stoep.people.facts import PersonArrived
from stoep.streams.facts import PersonFollowed

Kind = Notification.Kind


def _item(item_id: int) -> Item | None:
    item: Item | None = (
        Item.objects.for_system("telling asks the gate for each person")
        .filter(pk=item_id, state=Item.State.PUBLISHED)
        .first()
    )
    return item


def tell_about_item(fact: ItemPublished) -> None:
    """Tell who is named; and who takes part in the thread, or follows it, that there is a reply."""
    item = _item(fact.item_id)
    if item is None:
        return
    named = _tell_mentioned(item)
    if item.root_id:
        readers = people_who_may_read(item, people_in_thread(item.root_id) - named)
        tell(readers, Kind.REPLY, f"reply-{item.root_id}", item.author_id, item_id=item.pk)


def tell_newly_mentioned(fact: ItemChanged) -> None:
    """Tell who is named since the edit."""
    if item := _item(fact.item_id):
        _tell_mentioned(item)


def _tell_mentioned(item: Item) -> set[int]:
    named = set(Mention.objects.filter(item=item).values_list("person_id", flat=True))
    if not named:
        return named
    told = set(Notification.objects.filter(key=f"mention-{item.pk}").values_list("person_id", flat=True))
    readers = people_who_may_read(item, named - told)
    tell(readers, Kind.MENTION, f"mention-{item.pk}", item.author_id, item_id=item.pk)
    return named


def tell_of_reaction(fact: ItemReacted) -> None:
    """Tell the author, bundled per item."""
    item = _item(fact.item_id)
    if item is not None and fact.emoji and people_who_may_read(item, [item.author_id]):
        tell([item.author_id], Kind.REACTION, f"reaction-{item.pk}", fact.person_id, item_id=item.pk)


def tell_of_answer(fact: AnswerAccepted) -> None:
    """Tell who gave the answer."""
    answer = _item(fact.answer_id)
    if answer is not None and people_who_may_read(answer, [answer.author_id]):
        tell([answer.author_id], Kind.ANSWER_ACCEPTED, f"answer-{answer.pk}", fact.person_id, item_id=answer.pk)


def tell_of_follower(fact: PersonFollowed) -> None:
    """Tell who is followed, bundled."""
    tell([fact.followed_id], Kind.FOLLOW, "follow", fact.person_id)


def tell_invited(fact: PersonInvited) -> None:
    """Tell who is invited into a group."""
    tell([fact.person_id], Kind.GROUP_INVITATION, f"group-{fact.group_id}", fact.by_id, group_id=fact.group_id)


def tell_leaders(fact: JoiningAsked) -> None:
    """Tell the leaders that somebody asks to join."""
    leaders = leader_ids(fact.group_id)
    tell(leaders, Kind.JOINING_ASKED, f"asked-{fact.group_id}", fact.person_id, group_id=fact.group_id)


def tell_let_in(fact: PersonJoined) -> None:
    """Tell who was let in."""
    if fact.by_id:
        tell([fact.person_id], Kind.LET_IN, f"let-in-{fact.group_id}", fact.by_id, group_id=fact.group_id)


def tell_added(fact: MemberAdded) -> None:
    """Tell who was put into a group, and by whom."""
    tell([fact.person_id], Kind.ADDED, f"added-{fact.group_id}", fact.by_id, group_id=fact.group_id)


def tell_leader(fact: LeaderGiven) -> None:
    """Tell who leads a group now; who took it up themselves knows."""
    actor_id = fact.by_id or fact.from_id
    tell([fact.person_id], Kind.LEADS, f"leads-{fact.group_id}", actor_id, group_id=fact.group_id)


def tell_leaders_of_quiet(fact: GroupsQuiet) -> None:
    """Ask the leaders of quiet groups whether they go on."""
    remind(Kind.SLEEPING, "sleeping", leaders_asked(fact.group_ids))


def tell_inviter(fact: PersonArrived) -> None:
    """Tell who invited that the colleague is in."""
    if fact.invited_by_id:
        tell([fact.invited_by_id], Kind.ARRIVED, f"arrived-{fact.person_id}", fact.person_id)
