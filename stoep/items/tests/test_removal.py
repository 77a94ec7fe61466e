"""Removing and bringing back: who removed may undo, for a day; an accepted answer comes back as one."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.groups.actions import leave_group
from stoep.items.actions import accept_answer, delete_item, edit_item, reply, restore_item
from stoep.items.models import Item, Question, Version
from stoep.items.queries import cards_for, thread_of
from stoep.items.upkeep import forget_deleted_text
from stoep.kernel.access import NotAllowed
from tests.world import WorldTestCase

HTMX = {"HTTP_HX_REQUEST": "true"}


class RemovalTests(WorldTestCase):
    def state_of(self, item: Item) -> int:
        return Item.objects.for_system("a test looks").get(pk=item.pk).state

    def test_a_moderator_is_offered_to_bring_back_what_they_removed(self) -> None:
        self.client.force_login(self.milan)
        shown = self.client.post(f"/i/{self.other_notice.pk}/removal/", **HTMX)
        self.assertContains(shown, f"/i/{self.other_notice.pk}/restoration/")
        self.assertContains(self.client.get(f"/i/{self.other_notice.pk}/"), f"/i/{self.other_notice.pk}/restoration/")
        self.client.post(f"/i/{self.other_notice.pk}/restoration/")
        self.assertEqual(self.state_of(self.other_notice), Item.State.PUBLISHED)

    def test_the_author_does_not_undo_a_moderator(self) -> None:
        delete_item(self.milan, self.other_notice)
        with self.assertRaises(NotAllowed):
            restore_item(self.dilara, self.other_notice)
        self.client.force_login(self.dilara)
        self.assertEqual(self.client.get(f"/i/{self.other_notice.pk}/").status_code, 404)
        self.assertEqual(self.client.post(f"/i/{self.other_notice.pk}/restoration/").status_code, 404)
        self.assertEqual(self.state_of(self.other_notice), Item.State.DELETED)

    def test_after_a_day_it_stays_away(self) -> None:
        delete_item(self.dilara, self.other_notice)
        self.other_notice.refresh_from_db()
        self.other_notice.deleted_at = timezone.now() - timedelta(hours=25)
        self.other_notice.save()
        self.client.force_login(self.dilara)
        self.assertEqual(self.client.get(f"/i/{self.other_notice.pk}/").status_code, 404)
        with self.assertRaises(NotAllowed):
            restore_item(self.dilara, self.other_notice)

    def test_who_left_the_group_brings_nothing_back_there(self) -> None:
        delete_item(self.bilal, self.closed_post)
        leave_group(self.bilal, self.harbour)
        with self.assertRaises(NotAllowed):
            restore_item(self.bilal, self.closed_post)

    def test_a_removed_reply_is_offered_in_its_place_to_who_removed_it_only(self) -> None:
        delete_item(self.bilal, self.answer)
        for person, times in ((self.bilal, 1), (self.amber, 0)):
            self.client.force_login(person)
            page = self.client.get(f"/i/{self.question.pk}/")
            self.assertContains(page, f"/i/{self.answer.pk}/restoration/", count=times)

    def test_it_says_what_was_removed(self) -> None:
        self.client.force_login(self.bilal)
        self.assertContains(self.client.post(f"/i/{self.answer.pk}/removal/", **HTMX), "Reply removed.")
        self.assertContains(self.client.post(f"/i/{self.closed_post.pk}/removal/", **HTMX), "Post removed.")


class AnswerTests(WorldTestCase):
    def setUp(self) -> None:
        accept_answer(self.amber, self.answer)

    def answers(self) -> list[object]:
        thread, card = thread_of(self.bilal, self.question.pk), cards_for(self.bilal, [self.question.pk])[0]
        assert thread is not None
        return [bool(thread.answer), bool(thread.card.answered_at), bool(card.answer), bool(card.answered_at)]

    def test_a_question_whose_answer_is_removed_has_none(self) -> None:
        self.assertEqual(self.answers(), [True] * 4)
        delete_item(self.bilal, self.answer)
        self.assertEqual(self.answers(), [False] * 4)

    def test_the_answer_that_comes_back_is_the_answer_again(self) -> None:
        delete_item(self.bilal, self.answer)
        restore_item(self.bilal, self.answer)
        self.assertEqual(self.answers(), [True] * 4)
        self.assertEqual(Question.objects.get(item=self.question).accepted_by_id, self.amber.pk)

    def test_another_answer_that_was_confirmed_meanwhile_stays(self) -> None:
        other = reply(self.gus, self.question, body="Nine B")
        delete_item(self.bilal, self.answer)
        accept_answer(self.amber, other)
        restore_item(self.bilal, self.answer)
        self.assertEqual(Question.objects.get(item=self.question).answer_id, other.pk)

    def test_after_a_day_the_text_is_wiped_with_its_thread(self) -> None:
        kept = reply(self.bilal, self.other_notice, body="A reply to the cake #cake @eva")
        edited = edit_item(self.dilara, self.other_notice, body="Cake at five #all")
        delete_item(self.dilara, edited)
        forget_deleted_text()
        self.assertEqual(self.text_of(edited), "Cake at five #all")
        Item.objects.for_system("a test").filter(pk=edited.pk).update(deleted_at=timezone.now() - timedelta(hours=26))
        forget_deleted_text()
        self.assertEqual((self.text_of(edited), self.text_of(kept)), ("", ""))
        self.assertFalse(Version.objects.filter(item=edited).exists())
        self.assertEqual(self.text_of(self.notice), "Welcome to all of you")

    def text_of(self, item: Item) -> str:
        row = Item.objects.for_system("a test looks").get(pk=item.pk)
        return row.title + row.body + row.lead
