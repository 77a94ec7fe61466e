"""Importing: what is taken, once; what is left, and why; and taking it out again."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase

from stoep.integrations.actions.claim import approve_claim, ask_claim, undo_claim
from stoep.integrations.models import ImportedRow, ImportRun
from stoep.integrations.tests.dumps import FILES, POSTS, USERS, dump, xml
from stoep.items.actions import reply
from stoep.items.models import Item, Question
from stoep.kernel.models import FactRow
from stoep.notifications.models import Notification
from stoep.people.actions import welcome_person
from stoep.people.models import Person
from stoep.streams.models import Entry, Stream
from stoep.streams.queries import stream_page
from stoep.topics.models import Topic

EVERYTHING = Item.objects.for_system("a test looks at all")


class ImportTestCase(TestCase):
    def setUp(self) -> None:
        self.reader = welcome_person(name="Reader", handle="reader", password="correct horse battery")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def take(self, path: Path, *options: str) -> dict[str, dict[str, object]]:
        """Import an archive; return its report per kind."""
        report = self.folder / "report.json"
        call_command("import", "stackexchange", str(path), "--report", str(report), *options, stdout=io.StringIO())
        kinds: dict[str, dict[str, object]] = json.loads(report.read_text())["kinds"]
        self.assertEqual({kind: row["unaccounted"] for kind, row in kinds.items()}, dict.fromkeys(kinds, 0))
        return kinds

    def taken(self, kinds: dict[str, dict[str, object]]) -> dict[str, object]:
        return {kind: row["taken"] for kind, row in kinds.items() if row["taken"]}


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
    def undo(self) -> None:
        call_command("import", "undo", str(ImportRun.objects.get().pk), stdout=io.StringIO())

    def test_it_all_goes(self) -> None:
        self.take(dump(self.folder))
        self.undo()
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


class MalformedTests(ImportTestCase):
    def refused(self, path: Path) -> str:
        with self.assertRaises(CommandError) as caught:
            self.take(path)
        self.assertEqual((EVERYTHING.count(), Person.objects.count()), (0, 1))
        return str(caught.exception)

    def test_broken_xml_keeps_what_came_before(self) -> None:
        broken = FILES["Posts.xml"].replace(b'<row Id="13"', b"<row <<")
        kinds = self.take(dump(self.folder, {**FILES, "Posts.xml": broken}))
        self.assertEqual(kinds["question"]["taken"], 1)
        self.assertIn("what follows broken or refused XML cannot be read", kinds["question"]["left_out"])  # type: ignore[arg-type]

    def test_entities_are_refused(self) -> None:
        bomb = '<!DOCTYPE posts [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        kinds = self.take(dump(self.folder, {**FILES, "Posts.xml": xml("posts", POSTS, head=bomb)}))
        self.assertEqual(kinds["question"]["taken"], 0)

    def test_a_bomb_is_refused(self) -> None:
        zeros = dump(self.folder, {**FILES, "Comments.xml": b"<comments>" + b" " * 60_000_000})
        self.assertLess(zeros.stat().st_size, 1_000_000)
        kinds = self.take(zeros)
        self.assertEqual(kinds["comment"]["taken"], 0)

    def test_paths_that_lead_elsewhere_are_refused(self) -> None:
        self.assertIn("elsewhere", self.refused(dump(self.folder, {"../Posts.xml": FILES["Posts.xml"]})))
        self.assertIn("elsewhere", self.refused(dump(self.folder, {"/etc/Posts.xml": FILES["Posts.xml"]})))

    def test_what_is_no_archive_is_refused(self) -> None:
        path = self.folder / "x.tar.gz"
        path.write_bytes(b"\x1f\x8b nothing")
        self.assertIn("damaged", self.refused(path))
        self.assertIn("not there", self.refused(self.folder / "none.zip"))
        self.assertIn("no Posts.xml", self.refused(dump(self.folder, {"Users.xml": FILES["Users.xml"]})))

    def test_doubles_and_rows_without_id(self) -> None:
        users = xml("users", [*USERS, USERS[0], {"DisplayName": "No id", "CreationDate": "2012-01-01"}])
        kinds = self.take(dump(self.folder, {**FILES, "Users.xml": users}))
        self.assertEqual(kinds["person"]["left_out"], {"the same id twice": 1, "no id": 1})


class ClaimTests(ImportTestCase):
    def test_an_admin_says_who_is_who_and_can_take_it_back(self) -> None:
        admin = welcome_person(name="Eva", handle="eva", password="correct horse battery", role=Person.Role.ADMIN)
        self.take(dump(self.folder))
        ada = Person.objects.get(name="Ada")
        claim = ask_claim(self.reader, ada)
        self.assertEqual(approve_claim(admin, claim), 1)
        question = EVERYTHING.get(kind=Item.Kind.QUESTION)
        self.assertEqual(question.author_id, self.reader.pk)
        self.assertEqual(stream_page(self.reader, Stream.Kind.PERSON, self.reader.pk).item_ids, (question.pk,))
        self.assertEqual(undo_claim(admin, claim), 1)
        self.assertEqual(EVERYTHING.get(pk=question.pk).author_id, ada.pk)
