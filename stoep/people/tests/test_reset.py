"""A new password by a link: handed over, or mailed to an address an admin vouches for."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from stoep.kernel.tasks import run_one
from stoep.people.actions import change_email, deactivate, make_reset, use_reset
from stoep.people.models import PasswordReset, Person, Session
from tests.world import PASSWORD, WorldTestCase

MAILBOX = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
NEW = "a much better password"


class ResetTests(WorldTestCase):
    def _reset(self, token: str, password: str = NEW) -> int:
        return self.client.post(f"/reset/{token}/", {"password": password}).status_code

    def test_a_link_works_once_and_ends_all_sessions(self) -> None:
        self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        token = make_reset(self.chen, made_by=self.eva)
        self.assertEqual(self._reset(token), 303)
        self.assertFalse(Session.objects.filter(person=self.chen).exists())
        self.assertEqual(self.client.get("/settings/").status_code, 302)
        self.assertEqual(self._reset(token, "yet another pass phrase"), 404)
        self.assertTrue(Person.objects.get(pk=self.chen.pk).check_password(NEW))

    def test_an_old_a_wrong_and_a_replaced_link_say_so(self) -> None:
        replaced = make_reset(self.chen, made_by=self.eva)
        old = make_reset(self.chen, made_by=self.eva)
        PasswordReset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        for token in (replaced, old, "never-there"):
            answer = self.client.get(f"/reset/{token}/", headers={"accept-language": "en"})
            self.assertContains(answer, "This link no longer works", status_code=404)
            self.assertEqual(self._reset(token), 404)

    def test_it_ends_when_the_person_is_deactivated(self) -> None:
        token = make_reset(self.chen, made_by=self.eva)
        deactivate(self.eva, self.chen)
        self.assertEqual(self._reset(token), 404)

    def test_the_new_password_is_not_ones_name(self) -> None:
        Person.objects.filter(pk=self.chen.pk).update(name="Chen Wei Zhang", handle="chenweizhang12")
        token = make_reset(self.chen, made_by=self.eva)
        for password in ("Chen Wei Zhang", "chenweizhang12"):
            self.assertEqual(self._reset(token, password), 422)
        self.assertEqual(self._reset(token), 303)

    @override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
    def test_the_link_is_handed_over_unless_the_admin_vouches_for_the_address(self) -> None:
        change_email(self.chen, "chen@example.nl")
        self.client.force_login(self.eva)
        page = self.client.post("/p/chen/reset/")
        self.assertContains(page, "/reset/")
        self.assertContains(page, "chen@example.nl")
        for theirs in ({}, {"theirs": "1"}, {"theirs": "somebody@else.nl"}):
            answer = self.client.post("/p/chen/reset/", {"mail": "1", **theirs})
            self.assertEqual(answer.status_code, 422)
        self.assertFalse(run_one())

    @override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
    def test_it_is_mailed_to_an_address_an_admin_vouches_for(self) -> None:
        change_email(self.chen, "chen@example.nl")
        self.client.force_login(self.eva)
        self.client.post("/p/chen/reset/", {"mail": "1", "theirs": "chen@example.nl"})
        self.assertTrue(run_one())
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["chen@example.nl"])
        token = re.search(r"/reset/([^/\s]+)/", str(sent.body))
        assert token
        self.assertIsNotNone(use_reset(token.group(1), NEW))

    @override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
    def test_an_address_changed_in_between_gets_nothing(self) -> None:
        change_email(self.chen, "chen@example.nl")
        self.client.force_login(self.eva)
        self.client.post("/p/chen/reset/", {"mail": "1", "theirs": "chen@example.nl"})
        change_email(self.chen, "other@example.nl")
        self.assertTrue(run_one())
        self.assertEqual(mail.outbox, [])
