"""Functions on and off: refused and hidden when off, and what was made stays readable."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.adoption.actions import invite
from stoep.groups.actions import start_group
from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.kernel.access import NotAllowed
from stoep.organisation.facts import FunctionsSwitched
from stoep.organisation.functions import FUNCTIONS, is_on
from stoep.organisation.queries import forget
from stoep.people.actions import welcome_person
from tests.roles import client_of
from tests.world import WorldTestCase

PAGE = "/admin/functions/"


class FunctionTests(WorldTestCase):
    def setUp(self) -> None:
        self.client, self.bilals = client_of(self.eva), client_of(self.bilal)
        self.addCleanup(forget)

    def _off(self, *names: str) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            on = [name for name in FUNCTIONS if name not in names]
            self.assertEqual(self.client.post(PAGE, {"function": on}).status_code, 303)

    def test_all_are_on_until_one_is_switched_off_and_on_again(self) -> None:
        self.assertTrue(all(map(is_on, FUNCTIONS)))
        self._off("questions", "guests")
        self.assertEqual([name for name in FUNCTIONS if not is_on(name)], ["questions", "guests"])
        self._off()
        self.assertTrue(all(map(is_on, FUNCTIONS)))

    def test_who_switched_is_announced(self) -> None:
        with self.hearing(FunctionsSwitched) as heard:
            self._off("groups", "guests")
            self._off("guests", "groups")
        self.assertEqual(heard, [FunctionsSwitched("groups guests", self.eva.pk)])

    def test_a_word_nobody_offered_switches_nothing_on(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(PAGE, {"function": ["everything"]})
        self.assertFalse(any(map(is_on, FUNCTIONS)))
        with self.assertRaises(KeyError):
            is_on("everything")

    def test_questions(self) -> None:
        asks = 'href="/new/question/'
        self.assertContains(self.bilals.get("/"), asks)
        self._off("questions")
        self.assertNotContains(self.bilals.get("/"), asks)
        self.assertNotContains(self.bilals.get("/new/post/"), "/new/question/")
        self.assertEqual(self.bilals.get("/new/question/").status_code, 403)
        with self.assertRaises(NotAllowed):
            publish(self.bilal, kind=Item.Kind.QUESTION, title="Why?", body="Is it?")
        self.assertContains(self.bilals.get(self.question.get_absolute_url()), "Which berth?")
        reply(self.bilal, self.question, body="Still answered")

    def test_announcements(self) -> None:
        self._off("announcements")
        self.assertEqual(self.client.get("/new/announcement/").status_code, 403)
        self.assertNotContains(self.client.get("/new/post/"), "/new/announcement/")
        with self.assertRaises(NotAllowed):
            publish(self.eva, kind=Item.Kind.POST, body="All", top_until=timezone.now() + timedelta(days=1))
        publish(self.eva, kind=Item.Kind.POST, body="Not an announcement")

    def test_groups(self) -> None:
        self._off("groups")
        self.assertEqual(self.bilals.get("/g/new/").status_code, 403)
        directory = self.bilals.get("/g/")
        self.assertNotContains(directory, "/g/new/")
        self.assertContains(directory, "?mine=1")
        with self.assertRaises(NotAllowed):
            start_group(self.bilal, name="Mine")
        start_group(self.eva, name="Of the admin")
        self.assertEqual(self.bilals.get("/g/harbour/").status_code, 200)

    def test_invitations(self) -> None:
        _invitation, token = invite(self.bilal, name="Carla")
        self._off("invitations")
        self.assertNotContains(self.bilals.get("/"), 'href="/invite/"')
        self.assertEqual(self.bilals.get("/invite/").status_code, 403)
        with self.assertRaises(NotAllowed):
            invite(self.bilal, name="Dirk")
        invite(self.eva, name="Dirk")
        self.assertContains(self.client.get("/"), 'href="/invite/"')
        self.assertEqual(self.client_class().get(f"/join/{token}/").status_code, 200)

    def test_guests(self) -> None:
        self._off("guests")
        with self.assertRaises(NotAllowed):
            welcome_person(name="Visitor", password=None, role="guest")
        self.assertEqual(client_of(self.gus).get("/g/harbour/").status_code, 200)
