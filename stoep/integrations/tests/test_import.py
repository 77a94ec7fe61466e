"""Importing: what is taken, once; what is left, and why; and taking it out again."""

from __future__ import annotations

from django.core.management.base import CommandError

from stoep.integrations.actions import undo_import
from stoep.integrations.models import ImportedRow, ImportRun
from stoep.integrations.tests.case import EVERYTHING, ImportTestCase
from stoep.integrations.tests.dumps import COMMENTS, FILES, dump, xml
from stoep.items.actions import reply
from stoep.items.actions.revise import delete_item
from stoep.items.models import Item, Question
from stoep.kernel.facts import wiring
from stoep.kernel.models import FactRow
from stoep.notifications.models import Notification
from stoep.people.actions import welcome_person
from stoep.people.models import Person
from stoep.streams.models import Entry, Stream
from stoep.streams.queries import stream_page
from stoep.topics.models import Topic


class TakingTests(ImportTestCase):
    def test_everything_is_accounted_for(self) -> None:
        kinds = self.take(dump(self.folder))
        whole = {"question": 1, "answer": 1, "comment": 1, "person": 2, "author without account": 1, "topic": 2}
        self.assertEqual(self.taken(kinds), whole)
        self.assertEqual(kinds["answer"]["left_out"], {"its question is not in the dump": 1})
        self.assertEqual(kinds["question"]["left_out"], {"no date, or one that cannot be read": 1})

    def test_thread_author_date_topics_and_answer_are_kept(self) -> None:
        self.take(dump(self.folder))
        question = Item.objects.visible_to(self.reader).get(kind=Item.Kind.QUESTION)
        answer = EVERYTHING.get(pk=Question.objects.get(item=question).answer_id)
        comment = EVERYTHING.get(parent=answer)
        self.assertEqual((question.author.name, answer.author.name, comment.author.name), ("Ada", "Ben", "gone"))
        self.assertEqual(question.created_at.isoformat(), "2012-03-01T10:00:01+00:00")
        self.assertEqual(comment.root_id, question.pk)
        self.assertEqual((question.reply_count, question.last_id), (2, comment.pk))
        self.assertEqual(question.reactions, "agree:4")
        self.assertNotIn("script", question.html)
        self.assertIn("<strong>it</strong>", comment.html)
        topic = Topic.objects.get(name="pumps")
        self.assertEqual(stream_page(self.reader, Stream.Kind.TOPIC, topic.pk).item_ids, (question.pk,))

    def test_nobody_is_told_and_nobody_can_come_in(self) -> None:
        self.take(dump(self.folder))
        self.assertFalse(Notification.objects.exists())
        self.assertFalse(FactRow.objects.filter(kind="ItemPublished").exists())
        ada = Person.objects.get(name="Ada")
        self.assertTrue(ada.is_placeholder and not ada.has_usable_password() and not ada.email)
        self.assertEqual(ada.about, "I count")

    def test_old_links_lead_to_the_new_place(self) -> None:
        self.take(dump(self.folder))
        question = EVERYTHING.get(kind=Item.Kind.QUESTION)
        self.client.force_login(self.reader)
        link = question.html.split('href="')[1].split('"')[0]
        self.assertRedirects(self.client.get(link), question.get_absolute_url())

    def test_again_adds_nothing(self) -> None:
        path = dump(self.folder)
        self.take(path)
        before = (EVERYTHING.count(), Person.objects.count(), Entry.objects.for_system("all").count())
        self.assertEqual(self.taken(self.take(path)), {})
        self.assertEqual((EVERYTHING.count(), Person.objects.count(), Entry.objects.for_system("all").count()), before)

    def test_a_dry_run_writes_nothing(self) -> None:
        kinds = self.take(dump(self.folder), "--dry-run")
        self.assertEqual(self.taken(kinds)["question"], 1)
        self.assertEqual((EVERYTHING.count(), ImportRun.objects.count(), Person.objects.count()), (0, 0, 1))


class UndoTests(ImportTestCase):
    def test_it_all_goes(self) -> None:
        self.take(dump(self.folder))
        self.assertIn("1 comment, 1 answer, 1 question, 3 person, 2 topic", self.undo())
        left = (EVERYTHING.count(), Person.objects.count(), Topic.objects.count(), ImportedRow.objects.count())
        self.assertEqual(left, (0, 1, 0, 0))
        self.assertFalse(Entry.objects.for_system("all").exists())
        self.assertFalse(
            Stream.objects.exclude(kind__in=(Stream.Kind.EVERYONE, Stream.Kind.QUESTIONS)).filter(kind=3).exists()
        )

    def test_what_colleagues_said_stays_with_its_thread(self) -> None:
        self.take(dump(self.folder))
        mine = reply(self.reader, EVERYTHING.get(kind=Item.Kind.QUESTION), body="Still hums")
        self.undo()
        self.assertTrue(EVERYTHING.filter(pk=mine.pk).exists())
        self.assertEqual(EVERYTHING.count(), 4)
        self.assertEqual(Person.objects.filter(is_placeholder=True).count(), 3)

    def test_while_an_undo_is_cut_off_nothing_of_that_source_comes_in(self) -> None:
        path = dump(self.folder)
        self.take(path)
        run = ImportRun.objects.get()
        with self.assertRaises(KeyboardInterrupt):
            undo_import(run, self.cut)
        self.assertEqual(ImportRun.objects.get().state, ImportRun.State.UNDOING)
        question = EVERYTHING.get(kind=Item.Kind.QUESTION)
        self.assertEqual((question.reply_count, question.last_id), (1, EVERYTHING.get(root=question).pk))
        self.assertEqual([check.holds for check in wiring().CHECKS if check.run()], [])
        with self.assertRaisesRegex(CommandError, f"finish that first with: import undo {run.pk}"):
            self.take(path)
        self.undo()
        self.assertEqual(self.taken(self.take(path))["question"], 1)

    def cut(self, n: int) -> None:
        raise KeyboardInterrupt

    def test_a_deleted_thread_stays_out_of_the_streams(self) -> None:
        path = dump(self.folder)
        self.take(path)
        question = EVERYTHING.get(kind=Item.Kind.QUESTION)
        moderator = welcome_person(name="Milan", handle="milan", password="correct horse battery")
        Person.objects.filter(pk=moderator.pk).update(is_moderator=True)
        delete_item(Person.objects.get(pk=moderator.pk), question)
        more = xml("comments", [*COMMENTS, {**COMMENTS[0], "Id": "29"}])
        self.assertEqual(self.taken(self.take(dump(self.folder, {**FILES, "Comments.xml": more}))), {"comment": 1})
        self.assertFalse(Entry.objects.for_system("all").filter(item_id=question.pk).exists())
