"""Who is told of what: those concerned who may read it, once, and never of themselves."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.groups.actions import ask_to_join, leave_group
from stoep.groups.facts import JoiningAsked, PersonInvited, PersonJoined
from stoep.items.actions import accept_answer, delete_item, edit_item, follow_thread, publish, react, reply
from stoep.items.facts import AnswerAccepted, ItemChanged, ItemPublished, ItemReacted
from stoep.items.models import Item
from stoep.notifications import listeners
from stoep.notifications.actions import mark_all_read, tell
from stoep.notifications.facts import PeopleTold
from stoep.notifications.models import Notification
from stoep.people.actions import welcome_person
from stoep.people.facts import PersonArrived
from stoep.people.models import Person
from stoep.streams.facts import PersonFollowed
from tests.world import WorldTestCase

Kind = Notification.Kind


def told(person: Person) -> list[tuple[int, int, int]]:
    """Return what somebody was told, oldest first: kind, by whom, and how many others."""
    rows = Notification.objects.filter(person=person).order_by("pk")
    return [(row.kind, row.actor_id, row.others) for row in rows]


class ReplyTests(WorldTestCase):
    def say(self, author: Person, parent: Item, body: str = "well") -> Item:
        item = reply(author, parent, body=body)
        listeners.tell_about_item(ItemPublished(item.pk, author.pk, item.root_id or 0))
        return item

    def test_who_wrote_in_the_thread_is_told_and_who_replies_is_not(self) -> None:
        self.say(self.gus, self.question)
        self.assertEqual(told(self.amber), [(Kind.REPLY, self.gus.pk, 0)])
        self.assertEqual(told(self.bilal), [(Kind.REPLY, self.gus.pk, 0)])
        self.assertEqual((told(self.gus), told(self.chen)), ([], []))

    def test_unread_lines_of_a_thread_are_one(self) -> None:
        self.say(self.gus, self.question)
        self.say(self.gus, self.question)
        last = self.say(self.bilal, self.question)
        self.assertEqual(told(self.amber), [(Kind.REPLY, self.bilal.pk, 1)])
        self.assertEqual(Notification.objects.get(person=self.amber).item_id, last.pk)
        mark_all_read(self.amber)
        self.say(self.gus, self.question)
        self.assertEqual(told(self.amber)[1:], [(Kind.REPLY, self.gus.pk, 0)])

    def test_who_muted_is_not_told_and_who_follows_is(self) -> None:
        follow_thread(self.amber, self.question, follows=False)
        follow_thread(self.gus, self.question, follows=True)
        self.say(self.bilal, self.question)
        self.assertEqual((told(self.amber), told(self.gus)), ([], [(Kind.REPLY, self.bilal.pk, 0)]))

    def test_who_may_no_longer_read_is_not_told(self) -> None:
        leave_group(self.bilal, self.harbour)
        self.say(self.gus, self.question)
        self.assertEqual(told(self.bilal), [])

    def test_who_is_named_is_told_of_that_alone(self) -> None:
        self.say(self.gus, self.question, "ask @bilal, or @chen who is not here")
        self.assertEqual(told(self.bilal), [(Kind.MENTION, self.gus.pk, 0)])
        self.assertEqual(told(self.chen), [])

    def test_nothing_is_told_of_what_is_gone(self) -> None:
        item = reply(self.gus, self.question, body="never mind")
        delete_item(self.gus, item)
        listeners.tell_about_item(ItemPublished(item.pk, self.gus.pk, self.question.pk))
        self.assertEqual(told(self.amber), [])

    def test_a_crowd_is_told_in_few_statements(self) -> None:
        post = publish(self.amber, kind=Item.Kind.POST, body="Who comes along?")
        for number in range(60):
            person = welcome_person(name=f"Person {number}", password=None)
            reply(person, post, body="me")
        first, second = reply(self.chen, post, body="one"), reply(self.milan, post, body="two")
        for item in (first, second):
            with CaptureQueriesContext(connection) as captured:
                listeners.tell_about_item(ItemPublished(item.pk, item.author_id, post.pk))
            self.assertLess(len(captured), 15)
        self.assertEqual(Notification.objects.filter(kind=Kind.REPLY, others=1).count(), 61)


class OtherTests(WorldTestCase):
    def test_an_edit_tells_the_newly_named_once(self) -> None:
        post = publish(self.amber, kind=Item.Kind.POST, body="hello @bilal")
        listeners.tell_about_item(ItemPublished(post.pk, self.amber.pk))
        edit_item(self.amber, post, body="hello @bilal and @chen")
        for _ in range(2):
            listeners.tell_newly_mentioned(ItemChanged(post.pk, self.amber.pk))
        self.assertEqual([len(told(person)) for person in (self.bilal, self.chen)], [1, 1])

    def test_reactions_are_bundled_and_taking_one_back_tells_nobody(self) -> None:
        for person, emoji in ((self.bilal, "agree"), (self.chen, "thanks")):
            react(person, self.other_notice, emoji)
            listeners.tell_of_reaction(ItemReacted(self.other_notice.pk, person.pk, emoji))
        listeners.tell_of_reaction(ItemReacted(self.other_notice.pk, self.bilal.pk, ""))
        self.assertEqual(told(self.dilara), [(Kind.REACTION, self.chen.pk, 1)])

    def test_the_rest_of_what_can_be_told(self) -> None:
        accept_answer(self.amber, self.answer)
        listeners.tell_of_answer(AnswerAccepted(self.question.pk, self.answer.pk, self.amber.pk))
        listeners.tell_of_answer(AnswerAccepted(self.question.pk, 0, self.amber.pk))
        listeners.tell_of_follower(PersonFollowed(self.chen.pk, self.bilal.pk))
        self.assertEqual([kind for kind, *_ in told(self.bilal)], [Kind.ANSWER_ACCEPTED, Kind.FOLLOW])
        ask_to_join(self.chen, self.harbour)
        listeners.tell_leaders(JoiningAsked(self.harbour.pk, self.chen.pk))
        listeners.tell_inviter(PersonArrived(self.chen.pk, self.amber.pk))
        self.assertEqual([kind for kind, *_ in told(self.amber)], [Kind.JOINING_ASKED, Kind.ARRIVED])
        listeners.tell_invited(PersonInvited(self.harbour.pk, self.milan.pk, self.amber.pk))
        listeners.tell_let_in(PersonJoined(self.harbour.pk, self.chen.pk, self.amber.pk))
        listeners.tell_let_in(PersonJoined(self.square.pk, self.chen.pk))
        self.assertEqual(
            (told(self.milan)[0][0], [k for k, *_ in told(self.chen)]), (Kind.GROUP_INVITATION, [Kind.LET_IN])
        )

    def test_open_pages_hear_of_it(self) -> None:
        with self.hearing(PeopleTold) as heard:
            tell([self.amber.pk, self.bilal.pk, self.chen.pk], Kind.FOLLOW, "follow", self.chen.pk)
            tell([self.amber.pk], Kind.FOLLOW, "follow", self.chen.pk)
        self.assertEqual(heard, [PeopleTold(sorted([self.amber.pk, self.bilal.pk]))])
