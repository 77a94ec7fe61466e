"""Coming in: throttling, a new password by link or mail, and what a limit gives back."""

from __future__ import annotations

import re
from unittest.mock import patch

from django.core import mail
from django.test import override_settings

from stoep.kernel.limits import Limit
from stoep.kernel.tasks import run_one
from stoep.people.actions import make_reset, use_reset
from stoep.people.models import Person
from tests.world import PASSWORD, WorldTestCase

MAILBOX = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
NEW = "a much better password"


class DoorTests(WorldTestCase):
    def _try(self, password: str) -> int:
        return self.client.post("/sign-in/", {"username": "chen", "password": password}).status_code

    @patch("stoep.people.views.door.PER_ACCOUNT", Limit("sign-in-test", times=3, seconds=3600))
    def test_guessing_is_stopped_even_for_the_right_password(self) -> None:
        self.assertEqual([self._try("wrong wrong wrong") for _ in range(3)], [422, 422, 422])
        self.assertEqual(self._try(PASSWORD), 429)

    @patch("stoep.people.middleware.WRITES", Limit("write-test", times=1, seconds=3600))
    def test_too_many_writes_give_the_text_back(self) -> None:
        self.client.force_login(self.chen)
        self.client.post("/new/post/", {"body": "First", "audience": "", "key": "k1"})
        answer = self.client.post("/new/post/", {"body": "Something long I typed", "audience": "", "key": "k2"})
        self.assertEqual(answer.status_code, 429)
        self.assertContains(answer, "Something long I typed", status_code=429)

    def test_a_reset_link_works_once(self) -> None:
        token = make_reset(self.chen, made_by=self.eva)
        self.assertIsNotNone(use_reset(token, NEW))
        self.assertIsNone(use_reset(token, NEW))
        self.assertTrue(Person.objects.get(pk=self.chen.pk).check_password(NEW))

    @override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
    def test_an_admin_sends_the_link_by_mail(self) -> None:
        Person.objects.filter(pk=self.chen.pk).update(email="chen@example.nl")
        self.client.force_login(self.eva)
        answer = self.client.post("/p/chen/reset/")
        self.assertContains(answer, "chen@example.nl")
        self.assertTrue(run_one())
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["chen@example.nl"])
        token = re.search(r"/reset/([^/\s]+)/", str(sent.body))
        assert token
        self.assertIsNotNone(use_reset(token.group(1), NEW))
