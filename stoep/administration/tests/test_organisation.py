"""Name, logo, colour, language and house rules."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stoep.administration.actions import change_settings
from stoep.kernel.access import NotAllowed
from stoep.organisation.facts import OrganisationChanged
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from tests.roles import client_of
from tests.world import WorldTestCase

PAGE = "/admin/organisation/"
EN = {"accept-language": "en"}


class OrganisationTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)
        self.addCleanup(forget)

    def _save(self, **fields: object) -> int:
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(PAGE, fields, headers=EN).status_code

    def _ours(self) -> Organisation:
        return Organisation.objects.get()

    def test_each_section_saves_by_itself(self) -> None:
        self.assertEqual(self._save(part="name", name="Lichtwaard Oost"), 303)
        self.assertEqual(self._save(part="colour", preset="#2457d6"), 303)
        self.assertEqual(self._save(part="language", language="en"), 303)
        self.assertEqual(self._save(part="rules", house_rules="Be kind.\r\nAsk."), 303)
        ours = self._ours()
        found = (ours.name, ours.accent, ours.language, ours.house_rules)
        self.assertEqual(found, ("Lichtwaard Oost", "#2457d6", "en", "Be kind.\nAsk."))
        self.assertContains(self.client.get("/"), "Lichtwaard Oost")
        self.assertContains(self.client.get("/"), "/brand/2457d6.css")

    def test_a_colour_of_ones_own(self) -> None:
        self.assertEqual(self._save(part="colour", preset="own", own="#3A7FD5"), 303)
        self.assertEqual(self._ours().accent, "#3a7fd5")
        self.assertContains(self.client.get(PAGE), 'value="#3a7fd5"')

    def test_what_is_no_colour_comes_back_with_what_was_typed(self) -> None:
        for own in ("blue", "#12345", "", "#ff6a1f;}"):
            self.assertEqual(self._save(part="colour", preset="own", own=own), 422, own)
        self.assertEqual(self._save(part="colour", preset="#123456"), 422)
        answer = self.client.post(PAGE, {"part": "colour", "preset": "own", "own": "blue"})
        self.assertContains(answer, 'value="blue"', status_code=422)
        self.assertEqual(self._ours().accent, "#ff6a1f")

    def test_both_modes_are_measured_while_choosing(self) -> None:
        part = self.client.get(PAGE + "contrast/", {"preset": "own", "own": "#f4c500"}, headers=EN)
        self.assertContains(part, "<svg", count=2 + part.content.decode().count('<svg class="icon"'))
        self.assertContains(part, "too little")
        self.assertContains(part, "All of it can be read")
        half = self.client.get(PAGE + "contrast/", {"preset": "own", "own": "#f4c"}, headers=EN)
        self.assertContains(half, "six digits")

    def test_a_name_that_shows_nothing_is_refused(self) -> None:
        self.assertEqual(self._save(part="name", name="\u200b"), 422)
        self.assertEqual(self._save(part="name", name="x" * 81), 422)
        self.assertEqual(self._ours().name, "Lichtwaard")

    def test_what_is_no_picture_is_no_logo(self) -> None:
        sent = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
        self.assertEqual(self._save(part="name", name="Lichtwaard", logo=sent), 422)
        self.assertIsNone(self._ours().logo)

    def test_a_section_nobody_offered_changes_nothing(self) -> None:
        self.assertEqual(self._save(part="domains", domains="x.nl"), 422)

    def test_who_changed_what_is_announced_but_not_what_it_holds(self) -> None:
        with self.hearing(OrganisationChanged) as heard:
            change_settings(self.eva, name="Elders", accent="#ff6a1f")
            change_settings(self.eva, name="Elders")
        self.assertEqual(heard, [OrganisationChanged("name", self.eva.pk)])

    def test_only_an_admin_changes_it(self) -> None:
        with self.assertRaises(NotAllowed):
            change_settings(self.amber, name="Mine")
        with self.assertRaises(ValueError):
            change_settings(self.eva, mail_sealed="x")

    def test_without_a_session_one_is_sent_to_the_door(self) -> None:
        self.assertEqual(Client().get(PAGE).status_code, 302)
