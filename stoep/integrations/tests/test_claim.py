"""Claims: who says they were somebody the import knew, and what an admin says to it."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.integrations.actions.claim import TooLate, approve_claim, ask_claim, refuse_claim, undo_claim
from stoep.integrations.facts import ClaimAsked
from stoep.integrations.listeners import tell_admins
from stoep.integrations.models import Claim
from stoep.integrations.tests.case import EVERYTHING, ImportTestCase
from stoep.integrations.tests.dumps import dump
from stoep.items.models import Item
from stoep.kernel.access import NotAllowed
from stoep.kernel.models import FactRow
from stoep.notifications.queries import lines_for
from stoep.people.actions import welcome_person
from stoep.people.models import Person
from stoep.streams.models import Stream
from stoep.streams.queries import stream_page


class ClaimTestCase(ImportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.admin = welcome_person(name="Eva", handle="eva", password=None, role=Person.Role.ADMIN, language="en")
        self.other = welcome_person(name="Other", handle="other", password=None, language="en")
        self.take(dump(self.folder))
        self.ada = Person.objects.get(name="Ada")
        self.claim = ask_claim(self.reader, self.ada)

    def page(self, person: Person, address: str) -> str:
        self.client.force_login(person)
        return self.client.get(address).content.decode()


class AnswerTests(ClaimTestCase):
    def test_an_admin_says_who_is_who_and_can_take_it_back(self) -> None:
        self.assertEqual(approve_claim(self.admin, self.claim), 1)
        question = EVERYTHING.get(kind=Item.Kind.QUESTION)
        self.assertEqual(question.author_id, self.reader.pk)
        self.assertEqual(stream_page(self.reader, Stream.Kind.PERSON, self.reader.pk).item_ids, (question.pk,))
        self.assertEqual(undo_claim(self.admin, self.claim), 1)
        self.assertEqual(EVERYTHING.get(pk=question.pk).author_id, self.ada.pk)
        self.assertTrue(Person.objects.get(pk=self.ada.pk).is_active)
        self.assertEqual(stream_page(self.reader, Stream.Kind.PERSON, self.ada.pk).item_ids, (question.pk,))

    def test_nobody_else_answers(self) -> None:
        for act in (approve_claim, refuse_claim, undo_claim):
            with self.assertRaises(NotAllowed):
                act(self.other, self.claim)

    def test_one_yes_answers_all_who_claimed_the_same(self) -> None:
        late = ask_claim(self.other, self.ada)
        approve_claim(self.admin, self.claim)
        self.assertEqual(list(Claim.objects.all()), [self.claim])
        with self.assertRaises(NotAllowed):
            approve_claim(self.admin, late)
        self.assertIn("This turned out to be", self.page(self.other, self.ada.get_absolute_url()))

    def test_it_can_be_undone_for_thirty_days(self) -> None:
        approve_claim(self.admin, self.claim)
        self.since(timedelta(days=29, hours=23))
        self.assertIn('value="undo"', self.page(self.admin, "/claims/"))
        self.assertEqual(undo_claim(self.admin, self.claim), 1)

    def test_after_thirty_days_it_stays(self) -> None:
        approve_claim(self.admin, self.claim)
        self.since(timedelta(days=30, hours=1))
        self.assertNotIn('value="undo"', self.page(self.admin, "/claims/"))
        self.assertEqual(self.client.post(f"/claims/{self.claim.pk}/", {"on": "undo"}).status_code, 403)
        with self.assertRaises(TooLate):
            undo_claim(self.admin, self.claim)
        self.assertEqual(EVERYTHING.get(kind=Item.Kind.QUESTION).author_id, self.reader.pk)

    def since(self, ago: timedelta) -> None:
        Claim.objects.filter(pk=self.claim.pk).update(approved_at=timezone.now() - ago)


class PageTests(ClaimTestCase):
    def test_an_admin_sees_both_sides(self) -> None:
        page = self.page(self.admin, "/claims/")
        for words in (
            "/p/reader/",
            "wrote nothing you can read",
            self.ada.get_absolute_url(),
            "I count",
            "wrote 1 thing you can read, in 2012",
        ):
            self.assertIn(words, page)

    def test_the_page_asks_as_much_of_the_database_for_many_as_for_one(self) -> None:
        self.client.force_login(self.admin)
        self.client.get("/claims/")
        with CaptureQueriesContext(connection) as few:
            self.client.get("/claims/")
        for name in ("Ben", "gone"):
            ask_claim(self.other, Person.objects.get(name=name))
        with self.assertNumQueries(len(few)):
            self.client.get("/claims/")

    def test_admins_find_it_and_see_that_somebody_waits(self) -> None:
        for address in ("/", "/settings/"):
            page = self.page(self.admin, address)
            self.assertIn('href="/claims/"', page)
            self.assertNotIn('href="/claims/"', self.page(self.reader, address))
        self.assertIn(">1<", self.page(self.admin, "/"))
        approve_claim(self.admin, self.claim)
        self.assertNotIn(">1<", self.page(self.admin, "/"))

    def test_on_its_own_page_it_is_marked(self) -> None:
        self.assertRegex(self.page(self.admin, "/claims/"), 'href="/claims/" aria-current="page"')


class TellingTests(ClaimTestCase):
    def test_admins_hear_of_a_claim_and_are_led_to_it(self) -> None:
        FactRow.objects.all().delete()
        claim = ask_claim(self.other, self.ada)
        ask_claim(self.other, self.ada)
        self.assertEqual([row.kind for row in FactRow.objects.all()], ["ClaimAsked"])
        tell_admins(ClaimAsked(claim.pk, self.other.pk))
        [line] = lines_for(self.admin)[0]
        self.assertEqual((line.url, line.face.name), ("/claims/", "Other"))
        self.assertEqual(lines_for(self.reader)[0], [])

    def test_a_claim_that_was_answered_tells_nobody(self) -> None:
        approve_claim(self.admin, self.claim)
        tell_admins(ClaimAsked(self.claim.pk, self.reader.pk))
        self.assertEqual(lines_for(self.admin)[0], [])
