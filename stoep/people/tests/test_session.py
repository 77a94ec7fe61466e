"""How long one stays signed in, and what ends it at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from stoep.kernel.access import NotAllowed
from stoep.people.actions import deactivate, end_sessions, reactivate
from stoep.people.live import person_id_of
from stoep.people.models import Person, Session
from stoep.people.texts import device_words
from tests.world import PASSWORD, WorldTestCase

DAY = 86_400
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    FIREFOX: "Firefox op Windows",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {_KIT} Chrome/140.0.0.0 Mobile Safari/537.36": "Chrome op Android",
    f"Mozilla/5.0 (Windows NT 10.0) {_KIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0": "Edge op Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1": (
        "Safari op iPhone"
    ),
    "curl/8.5": "Onbekend apparaat",
}
REAL = time.time, timezone.now


@contextmanager
def after(days: float) -> Iterator[None]:
    """Let the clock be so many days later."""
    with (
        patch("time.time", lambda: REAL[0]() + days * DAY),
        patch("django.utils.timezone.now", lambda: REAL[1]() + timedelta(days=days)),
    ):
        yield


class SessionTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.chen)

    def _is_in(self) -> bool:
        return self.client.get("/settings/").status_code == 200

    def test_who_comes_often_stays_and_who_stays_away_does_not(self) -> None:
        for day in (50, 100, 150):
            with after(day):
                self.assertTrue(self._is_in(), day)
        with after(150 + 60.1):
            self.assertFalse(self._is_in())

    def test_it_ends_a_year_after_signing_in(self) -> None:
        for day in range(50, 365, 50):
            with after(day):
                self.assertTrue(self._is_in(), day)
        with after(364.9):
            self.assertTrue(self._is_in())
        with after(365.1):
            self.assertFalse(self._is_in())

    def test_on_a_device_of_others_it_ends_with_the_browser_and_after_twelve_hours(self) -> None:
        client = Client(REMOTE_ADDR="198.51.100.9", headers={"user-agent": FIREFOX})
        client.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.assertEqual((cookie["max-age"], cookie["expires"]), ("", ""))
        for hours, status in ((11.9, 200), (12.1, 302)):
            with after(hours / 24):
                self.assertEqual(client.get("/settings/").status_code, status)

    def test_an_own_device_is_remembered(self) -> None:
        client = Client(REMOTE_ADDR="198.51.100.9")
        client.post("/sign-in/", {"username": "chen", "password": PASSWORD, "own": "on"})
        self.assertEqual(client.cookies[settings.SESSION_COOKIE_NAME]["max-age"], 60 * DAY)

    def test_devices_are_listed_in_words_and_ended_one_by_one(self) -> None:
        other = Client(REMOTE_ADDR="198.51.100.9", headers={"user-agent": FIREFOX})
        other.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        page = self.client.get("/settings/")
        self.assertContains(page, "Firefox on Windows")
        self.assertContains(page, "not your own")
        self.assertNotContains(page, other.cookies[settings.SESSION_COOKIE_NAME].value)
        (device,) = [device for device in page.context["devices"] if not device.is_this]
        self.assertEqual(Client().post(f"/settings/sessions/{device.handle}/").status_code, 302)
        stranger = Client()
        stranger.force_login(self.amber)
        self.assertEqual(stranger.post(f"/settings/sessions/{device.handle}/").status_code, 404)
        self.assertEqual(other.get("/settings/").status_code, 200)
        self.assertEqual(self.client.post(f"/settings/sessions/{device.handle}/").status_code, 303)
        self.assertEqual(other.get("/settings/").status_code, 302)
        self.assertTrue(self._is_in())

    def test_all_sessions_end_this_one_too(self) -> None:
        answer = self.client.post("/settings/sessions/", {"all": "1"})
        self.assertIn("storage", answer.headers["Clear-Site-Data"])
        self.assertFalse(Session.objects.filter(person=self.chen).exists())
        self.assertFalse(self._is_in())

    def test_devices_are_called_as_people_call_them(self) -> None:
        with override("nl"):
            for agent, words in AGENTS.items():
                self.assertEqual(device_words(agent), words)

    def test_it_is_written_once_a_day_and_the_browser_hears_of_it(self) -> None:
        self.assertNotIn(settings.SESSION_COOKIE_NAME, self.client.get("/settings/").cookies)
        with after(1.01):
            self.assertIn(settings.SESSION_COOKIE_NAME, self.client.get("/settings/").cookies)
            self.assertNotIn(settings.SESSION_COOKIE_NAME, self.client.get("/settings/").cookies)

    def test_a_page_that_renews_keeps_the_person_and_the_device(self) -> None:
        Session.objects.update(device="Firefox")
        session = self.client.session
        session["device"] = "Firefox"
        session.save()
        with after(2):
            self._is_in()
        row = Session.objects.get()
        self.assertEqual((row.person_id, row.device), (self.chen.pk, "Firefox"))

    def test_deactivation_ends_sessions_pages_and_streams(self) -> None:
        cookies = {settings.SESSION_COOKIE_NAME: self.client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.assertEqual(person_id_of(cookies), self.chen.pk)
        deactivate(self.eva, self.chen)
        self.assertIsNone(person_id_of(cookies))
        self.assertFalse(self._is_in())
        self.assertFalse(Session.objects.filter(person=self.chen).exists())
        self.assertIsNone(authenticate(None, username="chen", password=PASSWORD))

    def test_a_session_that_was_left_over_opens_nothing(self) -> None:
        Person.objects.filter(pk=self.chen.pk).update(is_active=False)
        self.assertTrue(Session.objects.filter(person=self.chen).exists())
        self.assertFalse(self._is_in())

    def test_another_password_ends_what_was_signed_in_before(self) -> None:
        other = Person.objects.get(pk=self.chen.pk)
        other.set_password("a much better password")
        other.save()
        self.assertFalse(self._is_in())

    def test_one_can_come_back(self) -> None:
        deactivate(self.eva, self.chen)
        reactivate(self.eva, self.chen)
        self.assertEqual(authenticate(None, username="chen", password=PASSWORD), self.chen)
        self.assertFalse(self._is_in())

    def test_the_last_admin_stays(self) -> None:
        with self.assertRaises(NotAllowed):
            deactivate(self.eva, self.eva)
        with self.assertRaises(NotAllowed):
            deactivate(self.amber, self.eva)
        self.assertTrue(Person.objects.get(pk=self.eva.pk).is_active)

    def test_all_other_sessions_end_and_this_one_does_not(self) -> None:
        other = self.client_class()
        other.force_login(self.chen)
        self.client.post("/settings/sessions/")
        self.assertTrue(self._is_in())
        self.assertEqual(other.get("/settings/").status_code, 302)
        end_sessions(self.chen)
        self.assertFalse(self._is_in())
