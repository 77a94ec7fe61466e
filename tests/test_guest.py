"""Member, guest or admin; and guests, who have a last day, a label at every name, and see their groups only."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from stoep.groups.models import Group
from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.kernel.access import NotAllowed
from stoep.people.actions import (
    LastAdmin,
    change_role,
    deactivate,
    make_reset,
    person_of_reset,
    reactivate,
    welcome_person,
)
from stoep.people.facts import PersonDeactivated, RoleChanged
from stoep.people.live import person_id_of
from stoep.people.models import Person, Session
from stoep.people.upkeep import see_guests_out
from tests.world import PASSWORD, WorldTestCase

GUEST, MEMBER, ADMIN = Person.Role.GUEST, Person.Role.MEMBER, Person.Role.ADMIN


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


class RoleTests(WorldTestCase):
    def test_an_admin_changes_it_and_sessions_end(self) -> None:
        self.client.force_login(self.chen)
        with self.hearing(RoleChanged) as heard:
            change_role(self.eva, self.chen, ADMIN)
        self.assertEqual(heard, [RoleChanged(self.chen.pk, "admin", self.eva.pk)])
        self.assertEqual(self.client.get("/settings/").status_code, 302)
        self.assertTrue(Person.objects.get(pk=self.chen.pk).is_admin)

    def test_nobody_else_does(self) -> None:
        for person in (self.amber, self.milan, self.gus):
            with self.assertRaises(NotAllowed):
                change_role(person, self.chen, ADMIN)
        with self.assertRaises(NotAllowed):
            change_role(self.eva, self.chen, "owner")

    def test_the_last_admin_stays(self) -> None:
        with self.assertRaises(LastAdmin):
            change_role(self.eva, self.eva, MEMBER)
        change_role(self.eva, self.chen, ADMIN)
        change_role(self.eva, self.eva, MEMBER)
        with self.assertRaises(LastAdmin):
            change_role(self.chen, self.chen, GUEST)

    def test_an_admin_who_cannot_come_in_does_not_count(self) -> None:
        change_role(self.eva, self.chen, ADMIN)
        deactivate(self.eva, self.chen)
        with self.assertRaises(LastAdmin):
            change_role(self.eva, self.eva, MEMBER)

    def test_who_becomes_a_guest_leads_nothing_and_is_counted_as_one(self) -> None:
        change_role(self.eva, self.amber, GUEST)
        group = Group.objects.get(pk=self.harbour.pk)
        self.assertEqual((group.member_count, group.guest_count), (1, 2))
        self.assertFalse(group.members.get(person_id=self.amber.pk).is_leader)
        self.assertTrue(group.members.get(person_id=self.bilal.pk).is_leader)
        self.client.force_login(Person.objects.get(pk=self.amber.pk))
        self.assertEqual(self.client.get("/g/square/").status_code, 404)
        self.assertEqual(self.client.get("/g/harbour/").status_code, 200)


class GuestTests(WorldTestCase):
    def _over(self) -> None:
        Person.objects.filter(pk=self.gus.pk).update(guest_until=ahead(-1))

    def test_a_guest_has_a_last_day(self) -> None:
        self.assertEqual(self.gus.guest_until, ahead(90))
        self.assertEqual(change_role(self.eva, self.chen, GUEST, ahead(365)).guest_until, ahead(365))
        for day in (ahead(-1), ahead(366)):
            with self.assertRaises(ValidationError):
                change_role(self.eva, self.chen, GUEST, day)
        self.assertIsNone(change_role(self.eva, self.chen, MEMBER).guest_until)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=self.gus.pk).update(guest_until=None)

    def test_another_day_ends_no_session(self) -> None:
        self.client.force_login(self.gus)
        change_role(self.eva, self.gus, GUEST, ahead(10))
        self.assertEqual(self.client.get("/settings/").status_code, 200)

    def test_after_it_nothing_opens_at_once(self) -> None:
        token = make_reset(self.gus, made_by=self.eva)
        self.client.force_login(self.gus)
        cookies = {settings.SESSION_COOKIE_NAME: self.client.cookies[settings.SESSION_COOKIE_NAME].value}
        Person.objects.filter(pk=self.gus.pk).update(guest_until=ahead(0))
        self.assertEqual(person_id_of(cookies), self.gus.pk)
        self._over()
        self.assertIsNone(person_id_of(cookies))
        self.assertEqual(self.client.get("/settings/").status_code, 302)
        self.assertIsNone(authenticate(None, username="gus", password=PASSWORD))
        self.assertIsNone(person_of_reset(token))

    def test_the_clock_deactivates_and_an_admin_lets_in_again(self) -> None:
        self.client.force_login(self.gus)
        self._over()
        with self.hearing(PersonDeactivated) as heard:
            see_guests_out()
            see_guests_out()
        self.assertEqual(heard, [PersonDeactivated(self.gus.pk)])
        self.assertFalse(Session.objects.filter(person=self.gus).exists())
        self.assertEqual(Group.objects.get(pk=self.harbour.pk).guest_count, 0)
        reactivate(self.eva, Person.objects.get(pk=self.gus.pk))
        self.assertEqual(Person.objects.get(pk=self.gus.pk).guest_until, ahead(90))
        self.assertEqual(authenticate(None, username="gus", password=PASSWORD), self.gus)

    def test_the_last_day_shows_to_whom_it_concerns(self) -> None:
        change_role(self.eva, self.gus, GUEST, ahead(14))
        for person, shows in ((self.gus, True), (self.eva, True), (self.amber, False)):
            self.client.force_login(person)
            page = self.client.get("/p/gus/", headers={"accept-language": "en"})
            self.assertEqual(
                f"{ahead(14).year}" in page.content.decode().partition("<main")[2].partition("</header>")[0], shows
            )
            self.assertEqual(b"badge--warn" in page.content, shows)

    def test_a_guest_is_called_one_at_every_name(self) -> None:
        item = publish(self.gus, kind=Item.Kind.POST, body="Guest speaking", group=self.harbour)
        mine = reply(self.gus, self.closed_post, body="Me too")
        publish(self.amber, kind=Item.Kind.POST, body="Thanks @gus", group=self.harbour)
        link = publish(self.amber, kind=Item.Kind.POST, body=f"See {settings.SITE}/i/{item.pk}/", group=self.harbour)
        self.client.force_login(self.bilal)
        label = '<span class="badge">guest</span>'
        stream = self.client.get("/g/harbour/").content.decode()
        for name in ("Gus</a>", "@Gus</a>"):
            self.assertIn(f"{name} {label}", stream)
        thread = self.client.get(mine.get_absolute_url(), follow=True).content.decode()
        self.assertIn(f"<b>Gus</b></a> {label}", thread)
        self.assertContains(self.client.get(link.get_absolute_url()), "Gus (guest)")
        self.assertContains(self.client.get("/g/harbour/members/"), f"Gus</a> {label}")
        self.assertContains(self.client.get("/p/?q=gus"), label)
        self.assertContains(self.client.get("/p/gus/"), label)
        self.assertContains(self.client.get("/"), f"Gus</a> {label}")
        (found,) = self.client.get("/complete/people/?q=gu").json()["results"]
        self.assertEqual((found["label"], found["hint"]), ("Gus", "guest"))

    def test_a_guest_is_counted_in_the_audience(self) -> None:
        self.client.force_login(self.bilal)
        self.assertContains(self.client.get("/g/harbour/"), "2 members, 1 guest")
        self.assertContains(self.client.get("/new/post/?group=harbour"), "Harbour · 2 members, 1 guest, closed")

    def test_a_guest_finds_only_who_is_in_their_groups(self) -> None:
        self.client.force_login(self.gus)
        for address, hidden in (
            ("/p/", "Chen"), ("/p/?q=chen", 'href="/p/chen/"'), ("/g/", "Square"), ("/", "Cake at four"),
        ):  # fmt: skip
            self.assertNotContains(self.client.get(address), hidden)
        for word, found in (("ch", []), ("am", ["Amber"])):
            rows = self.client.get(f"/complete/people/?q={word}").json()["results"]
            self.assertEqual([row["label"] for row in rows], found)
        self.assertEqual(self.client.get("/complete/topics/?q=mark").json()["results"], [])
        self.assertEqual(self.client.get("/p/chen/").status_code, 404)
        self.assertNotContains(self.client.get("/p/bilal/"), "Square")
        self.assertEqual(self.client.get("/g/new/").status_code, 403)
        self.assertEqual(self.client.get("/invite/").status_code, 403)
        self.assertEqual(self.client.post("/p/amber/following/", {"on": "1"}).status_code, 403)

    def test_who_proved_an_address_takes_it_from_who_only_typed_it(self) -> None:
        welcome_person(name="First", handle="first", password=None, email="post@example.nl")
        with self.assertRaises(ValidationError):
            welcome_person(name="Second", password=None, email="POST@example.nl")
        proved = welcome_person(name="Third", password=None, email="post@example.nl", email_verified=True)
        self.assertTrue(proved.email_verified)
        self.assertIsNone(Person.objects.get(handle="first").email)
        with self.assertRaises(ValidationError):
            welcome_person(name="Fourth", password=None, email="post@example.nl", email_verified=True)
