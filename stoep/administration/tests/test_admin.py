"""What holds on every page of administration: who gets in, the way there, and that an admin is no reader."""

from __future__ import annotations

import re

from django.urls import reverse

from stoep.administration.actions import bring_sheet
from stoep.adoption.actions import invite
from tests.roles import client_of
from tests.world import WorldTestCase

PAGES = ("overview", "organisation", "people", "add", "sheets", "invitations", "mail", "functions", "health")
CANARIES = ("Xylograph", "canary", "Orchid", "orchid", "Quiet", "hush", "Harbour", "berth", "Moored", "#ships")


class AdminTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)

    def _pages(self) -> list[str]:
        sheet = bring_sheet(self.eva, name="new.csv", text="name\nNova", encoding="UTF-8")
        invite(self.dilara, name="Carla")
        people = (self.eva, self.dilara, self.amber, self.gus, self.fired)
        return [
            *(reverse(f"administration:{name}") for name in PAGES),
            *(f"/admin/people/?state={state}" for state in ("admin", "moderator", "guest", "new", "out")),
            *(f"/admin/people/{person.pk}/" for person in people),
            f"/admin/import/{sheet.pk}/",
            f"/admin/import/{sheet.pk}/report.csv",
        ]

    def test_no_page_shows_anything_of_a_closed_group(self) -> None:
        for page in self._pages():
            answer = self.client.get(page)
            self.assertEqual(answer.status_code, 200, page)
            for canary in CANARIES:
                self.assertNotContains(answer, canary, msg_prefix=page)

    def test_every_page_lists_the_sections_and_marks_its_own(self) -> None:
        for name in PAGES:
            page = self.client.get(reverse(f"administration:{name}"))
            sections = re.search(r'<nav class="admin__list".*?</nav>', page.content.decode(), re.S)
            assert sections
            self.assertEqual(sections.group().count("<li>"), 10, name)
            self.assertEqual(sections.group().count('aria-current="page"'), 1, name)

    def test_admins_find_the_way_and_others_do_not(self) -> None:
        here = 'href="/admin/"'
        for page in ("/", "/settings/"):
            self.assertContains(self.client.get(page), here)
            self.assertNotContains(client_of(self.amber).get(page), here)
        there = f'href="/admin/people/{self.amber.pk}/"'
        self.assertContains(self.client.get("/p/amber/"), there)
        self.assertNotContains(client_of(self.bilal).get("/p/amber/"), there)

    def test_others_are_refused_before_anything_is_looked_up(self) -> None:
        for person in (self.amber, self.milan, self.gus):
            for path in ("/admin/", f"/admin/people/{self.eva.pk}/", "/admin/people/1/", "/admin/import/1/"):
                self.assertEqual(client_of(person).get(path).status_code, 403, path)

    def test_a_lonely_admin_is_told_to_find_a_second(self) -> None:
        self.client.headers = {"accept-language": "en"}
        page = self.client.get("/admin/", headers={"accept-language": "en"})
        self.assertContains(page, "You run this network alone")
