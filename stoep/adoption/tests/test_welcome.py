"""The first minutes: three steps that can all be skipped, and a greeting."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from stoep.adoption.actions import come_in, greet, invite
from stoep.adoption.models import Arrival
from stoep.groups.actions import archive_group, join_group, start_group
from stoep.groups.facts import PersonJoined
from stoep.groups.models import Group
from stoep.items.actions import publish
from stoep.items.models import Item, Mention
from stoep.kernel.access import NotAllowed
from stoep.kernel.ids import id_at
from stoep.people.actions import change_profile, deactivate, welcome_person
from stoep.people.models import Person
from stoep.streams.models import Stream, Subscription
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

Step = Arrival.Step


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), (10, 125, 85)).save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


class WelcomeTestCase(WorldTestCase):
    """Bilal, a mechanic, invited Nina. Amber leads the group where newcomers say hello."""

    def setUp(self) -> None:
        for person, fields in (
            (self.amber, {"function": "Foreman", "department": "Yard"}),
            (self.bilal, {"function": "Mechanic", "department": "Yard", "manager": self.amber}),
            (self.chen, {"department": "Office"}),
        ):
            change_profile(person, **fields)
        self.porch = start_group(self.amber, name="New here", purpose="Hello", welcomes=True)
        _, token = invite(self.bilal, name="Nina")
        self.nina = come_in(token, name="Nina Kok", password=PASSWORD, language="en")
        self.client = client_of(self.nina)

    def page(self, address: str = "/welcome/") -> str:
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        return re.sub(r"\s+", " ", response.content.decode())

    def arrival(self) -> Arrival:
        return Arrival.objects.get(person=self.nina)

    def follows(self) -> set[int]:
        rows = Subscription.objects.filter(person=self.nina, stream__kind=Stream.Kind.PERSON)
        return set(rows.values_list("stream__ref_id", flat=True))


class StepsTests(WelcomeTestCase):
    def test_an_invitation_leads_to_the_welcome(self) -> None:
        _, token = invite(self.bilal, name="Olaf")
        answer = Client().post(f"/join/{token}/", {"name": "Olaf", "password": PASSWORD})
        self.assertRedirects(answer, "/welcome/", 303, fetch_redirect_response=False)
        page = self.page()
        for text in ("Welcome, Nina", "Bilal invited you", "Step 1 of 3", "Put your face to it"):
            self.assertIn(text, page)

    def test_a_photo_and_a_function_are_kept(self) -> None:
        answer = self.client.post("/welcome/1/", {"portrait": photo(), "function": "Welder"})
        self.assertRedirects(answer, "/welcome/", 303)
        self.nina.refresh_from_db()
        self.assertEqual((bool(self.nina.portrait), self.nina.function, self.arrival().step), (True, "Welder", 2))
        self.assertNotIn('name="function"', self.page("/welcome/1/"))
        self.assertIn('<li class="done"', self.page())

    def test_a_wrong_photo_says_so_and_loses_nothing(self) -> None:
        wrong = SimpleUploadedFile("me.heic", b"not a picture", "image/heic")
        answer = self.client.post("/welcome/1/", {"portrait": wrong, "function": "Welder"})
        self.assertContains(answer, "This is no JPEG, PNG or WebP photo", status_code=422)
        self.assertContains(answer, 'value="Welder"', status_code=422)
        self.assertEqual(self.arrival().step, Step.PHOTO)

    def test_every_step_can_be_skipped_and_done_after_all(self) -> None:
        for step in (1, 2, 3):
            self.assertRedirects(self.client.post(f"/welcome/{step}/", {"skip": "1"}), "/welcome/", 303)
        self.assertIn("Say hello to Bilal", self.page())
        self.assertIn("What can colleagues ask you about?", self.page("/welcome/2/"))
        self.client.post("/welcome/2/", {"more": "welding, first aid"})
        self.assertEqual({t.name for t in self.nina.knows.all()}, {"welding", "first-aid"})
        self.assertEqual(self.arrival().step, Step.GREETING)
        self.assertEqual(self.client.post("/welcome/greeting/", {"skip": "1"}).headers["Location"], "/")
        self.assertEqual(self.arrival().step, Step.LATER)

    def test_a_step_ahead_is_not_there_yet(self) -> None:
        for answer in (self.client.get("/welcome/3/"), self.client.post("/welcome/3/"), self.client.get("/welcome/9/")):
            self.assertRedirects(answer, "/welcome/", answer.status_code)
        self.assertEqual(self.arrival().step, Step.PHOTO)

    def test_it_is_closed_for_good(self) -> None:
        self.assertContains(self.client.get("/"), "Your first three minutes")
        self.assertRedirects(self.client.post("/welcome/closing/"), "/", 303)
        self.assertNotContains(self.client.get("/"), "Your first three minutes")
        for answer in (self.client.get("/welcome/"), self.client.post("/welcome/1/", {"function": "Welder"})):
            self.assertRedirects(answer, "/", 303)

    def test_who_is_here_since_long_never_sees_it(self) -> None:
        old = welcome_person(name="Old", password=PASSWORD, id_=id_at(timezone.now() - timedelta(days=31)))
        self.assertFalse(Arrival.objects.filter(person=old).exists())
        self.assertRedirects(client_of(old).get("/welcome/"), "/", 303)


class TopicsTests(WelcomeTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.post("/welcome/1/", {"skip": "1"})

    def offered(self) -> list[str]:
        return re.findall(r'name="topics" value="([^"]+)"', self.page())

    def test_what_is_offered_is_what_every_member_may_read(self) -> None:
        join_group(self.nina, self.square)
        publish(self.bilal, kind=Item.Kind.POST, body="Inside #tide", group=self.harbour)
        self.assertEqual(self.offered(), ["all", "market"])

    def test_what_colleagues_of_the_department_know_is_offered(self) -> None:
        change_profile(self.bilal, knows=["pumps"])
        change_profile(self.chen, knows=["tax"])
        self.assertNotIn("pumps", self.offered())
        change_profile(self.nina, department="Yard")
        self.assertIn("pumps", self.offered())
        self.assertNotIn("tax", self.offered())

    def test_ticks_and_words_are_kept_and_can_be_taken_back(self) -> None:
        self.client.post("/welcome/2/", {"topics": ["market"], "more": "#welding #pumps, eerste hulp"})
        self.assertEqual({t.name for t in self.nina.knows.all()}, {"market", "welding", "pumps", "eerste-hulp"})
        self.assertIn('value="welding" checked', self.page("/welcome/2/"))
        self.client.post("/welcome/2/", {"topics": ["pumps"]})
        self.assertEqual({t.name for t in self.nina.knows.all()}, {"pumps"})


class PlacesTests(WelcomeTestCase):
    def setUp(self) -> None:
        super().setUp()
        for step in (1, 2):
            self.client.post(f"/welcome/{step}/", {"skip": "1"})

    def reasons(self) -> dict[str, str]:
        found = re.findall(r"<b>([^<]+)</b><small>\s*([^<]+?)\s*</small></span></label>", self.page("/welcome/3/"))
        return dict(found)

    def test_groups_and_colleagues_come_with_a_reason(self) -> None:
        start_group(self.chen, name="Bicycles")
        self.assertEqual(
            self.reasons(),
            {
                "Square": "Bilal, who invited you, is in it",
                "Bicycles": "Open to everybody here",
                "Bilal": "Invited you",
                "Amber": "Leads New here",
            },
        )

    def test_department_and_topics_are_reasons(self) -> None:
        change_profile(self.nina, department="Yard", knows=["market"], manager=self.dilara)
        change_profile(self.milan, knows=["market"])
        self.assertEqual(
            self.reasons(),
            {
                "Square": "It is about #market",
                "Bilal": "Invited you",
                "Dilara": "Is your manager",
                "Amber": "Leads your department",
                "Milan": "Knows a lot about #market",
            },
        )
        change_profile(self.nina, knows=[])
        self.assertEqual(self.reasons()["Square"], "A colleague of your department is in it")

    def test_nobody_is_offered_who_cannot_be_followed_and_no_group_that_is_closed(self) -> None:
        archive_group(self.bilal, self.square)
        deactivate(self.eva, self.bilal)
        self.assertEqual(self.reasons(), {"Amber": "Leads New here"})

    def test_what_was_ticked_is_joined_and_followed(self) -> None:
        answer = self.client.post("/welcome/3/", {"groups": ["square"], "people": ["bilal", "amber"]})
        self.assertRedirects(answer, "/welcome/", 303)
        self.assertTrue(Group.objects.of(self.nina).filter(pk=self.square.pk).exists())
        self.assertEqual(self.follows(), {self.bilal.pk, self.amber.pk})

    def test_nothing_ticked_is_fine(self) -> None:
        self.client.post("/welcome/3/")
        self.assertEqual((self.follows(), self.arrival().step), (set(), Step.GREETING))

    def test_a_closed_and_a_secret_group_are_no_choice(self) -> None:
        for slug in ("harbour", self.orchid.slug):
            answer = self.client.post("/welcome/3/", {"groups": [slug], "people": ["amber"]})
            self.assertContains(answer, "Something you ticked is no longer there.", status_code=422)
            self.assertContains(answer, 'value="amber" checked', status_code=422)
            self.assertNotContains(answer, 'value="bilal" checked', status_code=422)
        self.assertEqual(self.arrival().step, Step.PLACES)

    def test_a_page_takes_a_fixed_number_of_queries(self) -> None:
        change_profile(self.nina, department="Yard", knows=["market"])
        for n in range(4):
            start_group(self.bilal, name=f"Circle {n}")
        with self.assertNumQueries(19):
            self.client.get("/welcome/3/")


class GreetingTests(WelcomeTestCase):
    def test_it_is_written_already_and_names_who_invited(self) -> None:
        change_profile(self.nina, function="Welder", knows=["pumps"])
        page = self.page("/welcome/4/")
        self.assertIn("Hello @bilal, thank you for inviting me. I am Nina Kok, welder.", page)
        self.assertIn("Feel free to ask me about #pumps.", page)
        self.assertIn("In New here.", page)

    def test_it_lands_where_newcomers_are_welcomed_once(self) -> None:
        typed = {"body": "Hello @bilal, thank you", "key": "k1"}
        for _twice in range(2):
            self.assertEqual(self.client.post("/welcome/greeting/", typed).headers["Location"], "/")
        item = Item.objects.visible_to(self.chen).get(author=self.nina)
        self.assertEqual(item.group_id_or_none, self.porch.pk)
        self.assertTrue(Mention.objects.filter(item=item, person=self.bilal).exists())
        self.assertEqual(self.arrival().step, Step.LATER)
        self.assertContains(self.client.get("/"), "thank you")

    def test_without_such_a_group_it_is_for_everyone(self) -> None:
        archive_group(self.amber, self.porch)
        self.assertIn("Everyone at Lichtwaard can read it.", self.page("/welcome/4/"))
        self.assertTrue(greet(self.nina, "Hello").is_for_everyone)

    def test_nothing_written_says_so(self) -> None:
        answer = self.client.post("/welcome/greeting/", {"body": "  "})
        self.assertContains(answer, "Write something first.", status_code=422)
        self.assertFalse(Item.objects.visible_to(self.nina).filter(author=self.nina).exists())

    def test_who_left_is_not_named(self) -> None:
        deactivate(self.eva, self.bilal)
        self.assertNotIn("@bilal", self.page("/welcome/4/"))


class WelcomingGroupTests(WelcomeTestCase):
    def test_a_member_is_in_it_at_once_without_being_let_in(self) -> None:
        with self.hearing(PersonJoined) as heard:
            olaf = welcome_person(name="Olaf", password=PASSWORD)
        self.assertEqual(heard, [PersonJoined(self.porch.pk, olaf.pk)])

    def test_a_guest_is_not(self) -> None:
        guest = welcome_person(name="Guus", password=PASSWORD, role=Person.Role.GUEST)
        self.assertFalse(Group.objects.of(guest).exists())

    def test_an_archived_one_takes_nobody(self) -> None:
        archive_group(self.amber, self.porch)
        self.assertFalse(Group.objects.of(welcome_person(name="Olaf", password=PASSWORD)).exists())


class GuestTests(WelcomeTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.client = client_of(self.gus)

    def test_a_guest_shows_a_face_and_sees_their_groups(self) -> None:
        self.assertIn("Step 1 of 2", self.page())
        self.client.post("/welcome/1/", {"function": "Contractor"})
        page = self.page()
        self.assertIn("These are your groups", page)
        self.assertIn("Harbour", page)
        for hidden in ("Square", "New here", "Chen", "Say hello", 'name="topics"', "Eva de Vries"):
            self.assertNotIn(hidden, page)
        answer = self.client.post("/welcome/3/", {"groups": ["square"], "people": ["chen"]})
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(Group.objects.of(self.gus).filter(pk=self.square.pk).exists())
        self.assertRedirects(self.client.post("/welcome/3/"), "/welcome/", 303, fetch_redirect_response=False)
        self.assertIsNotNone(Arrival.objects.get(person=self.gus).closed_at)

    def test_a_guest_greets_nobody(self) -> None:
        self.assertEqual(self.client.post("/welcome/greeting/", {"body": "Hello"}).status_code, 403)
        self.assertRedirects(self.client.get("/welcome/2/"), "/welcome/", 303)
        with self.assertRaises(NotAllowed):
            greet(self.gus, "Hello")

    def test_an_inviter_a_guest_may_not_see_is_not_shown(self) -> None:
        Person.objects.filter(pk=self.gus.pk).update(invited_by=self.chen)
        self.assertNotIn("Chen", self.page())
        Person.objects.filter(pk=self.gus.pk).update(invited_by=self.amber)
        self.assertIn("Amber invited you", self.page())


AGENTS = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1": "Tap Share",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/139.0 Mobile Safari/537.36": "the three dots",
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/139.0 Safari/537.36": "on your telephone; the code below",
}


class TelephoneTests(WelcomeTestCase):
    def test_each_device_gets_its_own_words(self) -> None:
        for agent, words in AGENTS.items():
            for address in ("/welcome/", "/settings/"):
                page = self.client.get(address, headers={"user-agent": agent}, secure=True)
                self.assertContains(page, words)
                self.assertNotContains(page, "Not yet possible")

    def test_why_it_cannot_be_installed_is_said(self) -> None:
        self.assertContains(self.client.get("/welcome/"), "reached over http")
        page = self.client.get("/welcome/", headers={"host": "localhost:8000"})
        self.assertContains(page, "on this computer only")

    def test_it_stays_on_home_until_it_is_closed_where_it_can_be_done(self) -> None:
        Arrival.objects.filter(person=self.nina).update(step=Step.LATER)
        words = "Put Stoep on your telephone"
        self.assertNotContains(self.client.get("/"), words)
        self.assertContains(self.client.get("/", secure=True), words)
        self.client.post("/welcome/closing/")
        self.assertNotContains(self.client.get("/", secure=True), words)
