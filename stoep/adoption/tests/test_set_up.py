"""Founding a network in the browser."""

from __future__ import annotations

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from PIL import Image

from stoep.groups.access import is_leader
from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.organisation.actions import found_organisation, open_set_up
from stoep.organisation.models import Organisation, SetUpToken
from stoep.organisation.queries import forget
from stoep.people.models import Person

FIELDS = {
    "organisation": "Lichtwaard",
    "language": "nl",
    "accent": "#0a7d55",
    "name": "Noor Wiersma",
    "password": "een twee drie vier",
}


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 125, 85, 128)).save(out, "PNG")
    return out.getvalue()


class SetUpTests(TestCase):
    def setUp(self) -> None:
        forget()
        self.addCleanup(forget)

    def test_the_logo_is_kept_whole_and_shown(self) -> None:
        logo = SimpleUploadedFile("logo.png", png(1000, 200), "image/png")
        answer = self.client.post(f"/set-up/{open_set_up()}/", {**FIELDS, "logo": logo})
        self.assertEqual(answer.status_code, 303)
        forget()
        ours = Organisation.objects.get()
        self.assertContains(self.client.get("/"), f"/brand/logo/{ours.logo_id}/")
        shown = self.client.get(f"/brand/logo/{ours.logo_id}/")
        with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as image:  # type: ignore[attr-defined]
            self.assertEqual((image.width, image.height, image.mode), (512, 102, "RGBA"))

    def test_of_two_first_visitors_one_becomes_the_owner(self) -> None:
        token = open_set_up() or ""
        second = Client()
        self.assertEqual(second.get(f"/set-up/{token}/").status_code, 200)
        self.assertEqual(self.client.post(f"/set-up/{token}/", FIELDS).status_code, 303)
        self.assertEqual(second.post(f"/set-up/{token}/", {**FIELDS, "name": "Second"}).status_code, 404)
        self.assertEqual([p.name for p in Person.objects.all()], ["Noor Wiersma"])
        self.assertEqual(Organisation.objects.count(), 1)
        self.assertIsNone(open_set_up())

    def test_of_two_at_the_same_moment_one_becomes_the_owner(self) -> None:
        token = open_set_up() or ""
        row = SetUpToken.objects.get()
        found_organisation(name="First", language="nl", accent="#0a7d55")
        row.save(force_insert=True)  # as the second still sees it
        answer = self.client.post(f"/set-up/{token}/", FIELDS)
        self.assertEqual((answer.status_code, Person.objects.count()), (404, 0))

    def test_an_old_and_a_wrong_link_say_so(self) -> None:
        replaced, token = open_set_up(), open_set_up()
        for over in (replaced, "never-there"):
            answer = self.client.get(f"/set-up/{over}/", headers={"accept-language": "en"})
            self.assertContains(answer, "This link no longer works", status_code=404)
        self.assertEqual(self.client.get(f"/set-up/{token}/").status_code, 200)

    def test_the_password_is_not_the_name(self) -> None:
        answer = self.client.post(f"/set-up/{open_set_up()}/", {**FIELDS, "password": "noor wiersma"})
        self.assertEqual((answer.status_code, Person.objects.count()), (422, 0))

    def test_a_wrong_file_loses_nothing_typed(self) -> None:
        token = open_set_up()
        logo = SimpleUploadedFile("logo.svg", b"<svg onload=alert(1)>", "image/svg+xml")
        answer = self.client.post(f"/set-up/{token}/", {**FIELDS, "logo": logo})
        self.assertContains(answer, "Noor Wiersma", status_code=422)
        self.assertEqual(self.client.post(f"/set-up/{token}/", FIELDS).status_code, 303)
        self.assertEqual(self.client.post(f"/set-up/{token}/", FIELDS).status_code, 404)


class StartingGroupsTests(TestCase):
    def setUp(self) -> None:
        forget()
        self.addCleanup(forget)

    def found(self, *groups: str, language: str = "nl") -> Person:
        answer = self.client.post(
            f"/set-up/{open_set_up()}/",
            {**FIELDS, "groups": groups, "language": language},
            headers={"accept-language": "en"},
        )
        self.assertRedirects(answer, "/welcome/", 303)
        return Person.objects.get()

    def test_they_are_offered_ticked(self) -> None:
        page = self.client.get(f"/set-up/{open_set_up()}/").content.decode()
        self.assertEqual(len(re.findall(r'name="groups"[^>]* checked', page)), 3)

    def test_the_founder_leads_those_chosen_named_in_the_language_of_the_organisation(self) -> None:
        founder = self.found("new", "ask", "stoep")
        groups = Group.objects.order_by("pk")
        self.assertEqual([g.name for g in groups], ["Nieuw bij Lichtwaard", "Vraagbaak", "Over Stoep"])
        self.assertEqual([g.welcomes for g in groups], [True, False, False])
        self.assertTrue(all(g.is_open and is_leader(founder, g) for g in groups))

    def test_each_can_be_left_out(self) -> None:
        self.found("ask", language="en")
        self.assertEqual([g.name for g in Group.objects.all()], ["Ask around"])

    def test_the_founder_writes_the_first_post_next(self) -> None:
        founder = self.found("new", language="en")
        page = self.client.get("/welcome/")
        self.assertContains(page, "Write the first post")
        self.assertContains(page, "This is our own place to ask")
        self.client.post("/welcome/greeting/", {"body": "Welcome to all"})
        item = Item.objects.visible_to(founder).get()
        self.assertEqual(item.group_id_or_none, Group.objects.get().pk)
        self.assertContains(self.client.get("/welcome/"), "Put your face to it")
