"""How long one stays signed in, and what ends it at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth import authenticate
from django.utils import timezone

from stoep.kernel.access import NotAllowed
from stoep.people.actions import deactivate, end_sessions, reactivate
from stoep.people.live import person_id_of
from stoep.people.models import Person, Session
from tests.world import PASSWORD, WorldTestCase

DAY = 86_400
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
        for day in (10, 20, 30):
            with after(day):
                self.assertTrue(self._is_in(), day)
        with after(30 + 14.1):
            self.assertFalse(self._is_in())

    def test_it_ends_ninety_days_after_signing_in(self) -> None:
        for day in range(10, 90, 10):
            with after(day):
                self.assertTrue(self._is_in(), day)
        with after(89.9):
            self.assertTrue(self._is_in())
        with after(90.1):
            self.assertFalse(self._is_in())

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
