"""Announcing: who is offered it, to whom; and how an announcement looks in a list."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from stoep.groups.actions import archive_group
from stoep.items.actions import mark_read, publish, reply
from stoep.items.models import Item
from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from tests.world import WorldTestCase

HTMX = {"HTTP_HX_REQUEST": "true"}
SENT = {"title": "Gate closed", "body": "All day.", "days": "1", "key": "k"}


class AnnouncingTests(WorldTestCase):
    def test_it_is_offered_to_who_leads_a_group(self) -> None:
        for person, times in ((self.amber, 1), (self.chen, 0), (self.eva, 1)):
            self.client.force_login(person)
            self.assertContains(self.client.get("/new/post/"), "/new/announcement/", count=times)

    def test_who_may_announce_nowhere_is_refused(self) -> None:
        self.client.force_login(self.chen)
        self.assertEqual(self.client.get("/new/announcement/").status_code, 403)

    def test_a_leader_chooses_among_the_groups_they_lead(self) -> None:
        self.client.force_login(self.bilal)
        choices = dict(self.client.get("/new/announcement/").context["form"].fields["audience"].choices)
        self.assertEqual(choices, {self.square.slug: "Square · 1 member, open"})

    def test_another_audience_is_an_error_of_the_field(self) -> None:
        self.client.force_login(self.bilal)
        for audience in ("", self.harbour.slug):
            page = self.client.post("/new/announcement/", {**SENT, "audience": audience})
            self.assertEqual(page.status_code, 422, audience)
            wrong = page.context["form"].errors["audience"]
            self.assertEqual(wrong, ["You can announce in the groups you lead. Choose one of them."])

    def test_a_leader_announces_in_the_group(self) -> None:
        self.client.force_login(self.bilal)
        page = self.client.post("/new/announcement/", {**SENT, "audience": self.square.slug})
        self.assertEqual(page.status_code, 303)
        self.assertContains(self.client.get(page["Location"]), "Gate closed")

    def test_who_leads_an_archived_group_only_may_announce_nowhere(self) -> None:
        archive_group(self.dilara, self.orchid)
        self.client.force_login(self.dilara)
        self.assertEqual(self.client.get("/new/announcement/").status_code, 403)


class AnnouncementTests(WorldTestCase):
    def announce(self, until: datetime) -> Item:
        return publish(self.eva, kind=Item.Kind.POST, title="Heat is back", body="All of it.", top_until=until)

    def test_it_says_until_when_it_is_on_top(self) -> None:
        now = timezone.localtime()
        tonight, later = now.replace(hour=23, minute=59, second=59), now + timedelta(days=3)
        for until, words in ((tonight, "on top until tonight"), (later, "on top until"), (now, "for everyone")):
            shown = cards_html(cards_for(self.amber, [self.announce(until).pk]))
            self.assertIn(words, shown)
            self.assertEqual("on top" in shown, until > now)

    def test_no_replies_hang_below_it_in_a_list(self) -> None:
        told = self.announce(timezone.now() + timedelta(days=1))
        reply(self.bilal, told, body="At last")
        shown = cards_html(cards_for(self.amber, [told.pk]))
        self.assertNotIn("At last", shown)
        self.assertIn(f'href="/i/{told.pk}/#replies"', shown)

    def test_read_in_a_list_it_becomes_a_line(self) -> None:
        told = self.announce(timezone.now() + timedelta(days=1))
        self.client.force_login(self.amber)
        shown = self.client.post(f"/i/{told.pk}/read/", HTTP_HX_TARGET=f"item-{told.pk}", **HTMX)
        self.assertContains(shown, "item--line")
        self.assertContains(shown, "Heat is back")
        self.assertNotContains(shown, "All of it.")
        self.assertIn("All of it.", cards_html(cards_for(self.bilal, [told.pk])))

    def test_on_home_it_stands_once(self) -> None:
        told = self.announce(timezone.now() + timedelta(days=1))
        self.client.force_login(self.amber)
        self.assertContains(self.client.get("/"), f'id="item-{told.pk}"', count=1)

    def test_on_its_own_page_it_is_shown_in_full_when_it_was_read(self) -> None:
        told = self.announce(timezone.now() + timedelta(days=1))
        mark_read(self.amber, told)
        self.client.force_login(self.amber)
        self.assertContains(self.client.get(f"/i/{told.pk}/"), "All of it.")
