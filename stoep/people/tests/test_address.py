"""An address counts when its mail was read; and a forgotten password."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.kernel.limits import Limit
from stoep.kernel.tasks import run_one
from stoep.people.actions import change_email, confirm_email, make_confirmation, person_of_reset, use_reset
from stoep.people.models import EmailConfirmation, Person
from stoep.people.tests.test_door import new_address
from stoep.people.upkeep import forget_what_ended
from tests.world import PASSWORD, WorldTestCase

MAILBOX = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
NEW = "a much better password"


def link_in(body: object, place: str) -> str:
    found = re.search(rf"/{place}/([^/\s]+)/", str(body))
    assert found, body
    return found.group(1)


@override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
class AddressTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.chen)
        Person.objects.filter(pk=self.chen.pk).update(email="old@example.nl", email_verified=True)

    def _ask(self, email: str, password: str = PASSWORD) -> int:
        fields = {"address-email": email, "address-current": password}
        with patch("stoep.people.views.address.CHANGES", Limit("change-address-test", times=1000, seconds=60)):
            return self.client.post("/settings/email/", fields).status_code

    def _stored(self, person: Person | None = None) -> tuple[str | None, bool]:
        row = Person.objects.get(pk=(person or self.chen).pk)
        return row.email, row.email_verified

    def test_only_who_reads_its_mail_gets_it(self) -> None:
        self.assertEqual(self._ask("new@example.nl"), 303)
        self.assertTrue(run_one())
        self.assertEqual(self._stored(), ("old@example.nl", True))
        notice, asked = mail.outbox
        self.assertEqual((notice.to, asked.to), (["old@example.nl"], ["new@example.nl"]))
        self.assertIn("new@example.nl", str(notice.body))
        self.assertNotIn("confirm-email", str(notice.body))
        place = f"/confirm-email/{link_in(asked.body, 'confirm-email')}/"
        anybody = Client()
        self.assertContains(anybody.get(place), "new@example.nl")
        self.assertEqual(self._stored(), ("old@example.nl", True))
        self.assertEqual(anybody.post(place).status_code, 303)
        self.assertEqual(self._stored(), ("new@example.nl", True))
        self.assertEqual(anybody.post(place).status_code, 404)
        self.assertEqual(anybody.get(place).status_code, 404)

    def test_it_takes_the_password(self) -> None:
        self.assertEqual(self._ask("new@example.nl", "wrong wrong wrong"), 422)
        self.assertFalse(run_one())

    def test_a_link_ends_by_the_clock_by_a_newer_one_and_with_the_person(self) -> None:
        first, second = make_confirmation(self.chen, "a@example.nl"), make_confirmation(self.chen, "b@example.nl")
        self.assertIsNone(confirm_email(first))
        Person.objects.filter(pk=self.chen.pk).update(is_active=False)
        self.assertIsNone(confirm_email(second))
        Person.objects.filter(pk=self.chen.pk).update(is_active=True)
        EmailConfirmation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        self.assertIsNone(confirm_email(second))
        forget_what_ended()
        self.assertFalse(EmailConfirmation.objects.exists())

    def test_an_address_of_somebody_else_gets_the_same_answer(self) -> None:
        Person.objects.filter(pk=self.amber.pk).update(email="amber@example.nl", email_verified=True)
        answers = []
        for address in ("amber@example.nl", "nobody@example.nl"):
            with CaptureQueriesContext(connection) as asked:
                status = self._ask(address)
            answers.append((status, len(asked)))
            run_one()
        self.assertEqual(*answers)
        told = [sent for sent in mail.outbox if sent.to == ["amber@example.nl"]]
        self.assertEqual(len(told), 1)
        self.assertNotIn("confirm-email", str(told[0].body))
        self.assertEqual(self._stored(self.amber), ("amber@example.nl", True))

    def test_who_only_typed_an_address_loses_it_to_who_reads_its_mail(self) -> None:
        change_email(self.amber, "chen@example.nl")
        confirm_email(make_confirmation(self.chen, "chen@example.nl"))
        self.assertEqual(self._stored(), ("chen@example.nl", True))
        self.assertEqual(self._stored(self.amber), (None, False))

    def test_without_mail_it_is_taken_as_typed_and_counts_for_nothing(self) -> None:
        with override_settings(SENDS_MAIL=False):
            self.assertEqual(self._ask("typed@example.nl"), 303)
        self.assertEqual(self._stored(), ("typed@example.nl", False))

    def test_it_is_taken_away_at_once(self) -> None:
        self.assertEqual(self._ask(""), 303)
        self.assertEqual(self._stored(), (None, False))

    @patch("stoep.people.views.address.CHANGES", Limit("change-address-few", times=1, seconds=3600))
    def test_one_asks_not_for_ever(self) -> None:
        fields = {"address-email": "new@example.nl", "address-current": PASSWORD}
        statuses = [self.client.post("/settings/email/", fields).status_code for _ in range(2)]
        self.assertEqual(statuses, [303, 429])


@override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
class ForgottenTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = Client(REMOTE_ADDR=new_address(), headers={"accept-language": "en"})
        fresh = Limit(f"sign-in-mails-to-{self.id()}", times=3, seconds=3600)
        self.enterContext(patch("stoep.people.views.reset.MAILS_TO", fresh))
        Person.objects.filter(pk=self.chen.pk).update(email="Chen@example.nl", email_verified=True)
        Person.objects.filter(pk=self.amber.pk).update(email="amber@example.nl", email_verified=False)

    def _ask(self, email: str):  # type: ignore[no-untyped-def]
        return self.client.post("/sign-in/forgotten/", {"email": email})

    def test_a_link_goes_to_the_address_as_it_is_stored(self) -> None:
        self._ask("chen@EXAMPLE.nl")
        self.assertTrue(run_one())
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["Chen@example.nl"])
        self.assertEqual(use_reset(link_in(sent.body, "reset"), NEW), self.chen)

    def test_nobody_else_gets_one_and_the_answer_is_the_same(self) -> None:
        Person.objects.filter(pk=self.bilal.pk).update(email="b@example.nl", email_verified=True, is_active=False)
        found = []
        for address in ("chen@example.nl", "amber@example.nl", "nobody@example.nl", "b@example.nl"):
            with CaptureQueriesContext(connection) as asked:
                answer = self._ask(address)
            page = re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(address, "ADDRESS")
            found.append((answer.status_code, page, len(asked)))
        self.assertEqual(found[1:], found[:1] * 3)
        while run_one():
            pass
        self.assertEqual([sent.to for sent in mail.outbox], [["Chen@example.nl"]])

    def test_an_address_is_mailed_three_times_an_hour_and_says_nothing_of_it(self) -> None:
        statuses = {self._ask("chen@example.nl").status_code for _ in range(5)}
        self.assertEqual(statuses, {200})
        while run_one():
            pass
        self.assertEqual(len(mail.outbox), 3)
        self.assertIsNone(person_of_reset(link_in(mail.outbox[0].body, "reset")))

    @patch("stoep.people.views.reset.MAILS", Limit("sign-in-mails-test", times=2, seconds=3600))
    def test_one_network_asks_not_for_ever(self) -> None:
        statuses = [self._ask(f"n{number}@example.nl").status_code for number in range(3)]
        self.assertEqual(statuses, [200, 200, 429])

    def test_without_mail_it_says_whom_to_ask(self) -> None:
        with override_settings(SENDS_MAIL=False):
            self.assertContains(self.client.get("/sign-in/forgotten/"), "Ask an administrator")
            self._ask("chen@example.nl")
        self.assertFalse(run_one())

    def test_what_is_no_address_is_asked_again(self) -> None:
        self.assertEqual(self._ask("chen").status_code, 422)
