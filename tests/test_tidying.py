"""What time makes useless is removed; what is still of use stays."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import SimpleTestCase
from django.utils import timezone

from config.settings import _mail as mail
from stoep.items.models import Item, SentKey
from stoep.items.upkeep import KEPT, forget_sent_keys
from stoep.kernel import health
from stoep.kernel.facts import wiring
from stoep.kernel.ids import id_at
from stoep.people.actions import make_reset, person_of_reset
from stoep.people.models import PasswordReset, Session
from stoep.people.upkeep import forget_what_ended
from tests.world import WorldTestCase


class TidyingTests(WorldTestCase):
    def test_sessions_and_links_end(self) -> None:
        now = timezone.now()
        for key, days in (("old", -1), ("new", 1)):
            Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
        token, late = make_reset(self.amber, None), make_reset(self.bilal, None)
        PasswordReset.objects.filter(person=self.bilal).update(expires_at=now - timedelta(minutes=1))
        forget_what_ended()
        self.assertEqual(list(Session.objects.values_list("session_key", flat=True)), ["new"])
        self.assertEqual(person_of_reset(token), self.amber)
        self.assertIsNone(person_of_reset(late))
        self.assertEqual(PasswordReset.objects.count(), 1)

    def test_keys_of_forms_are_kept_a_week(self) -> None:
        item = self.open_post
        past = id_at(timezone.now() - KEPT - timedelta(hours=1))
        SentKey.objects.create(person=self.amber, key="new", item=item)
        old = Item.objects.for_system("copied").get(pk=item.pk)
        old.pk, old.last_id = past, past
        old.save(force_insert=True)
        SentKey.objects.create(person=self.amber, key="old", item_id=past)
        forget_sent_keys()
        self.assertEqual(list(SentKey.objects.values_list("key", flat=True)), ["new"])

    def test_the_worker_knows_of_it(self) -> None:
        self.assertLessEqual({forget_sent_keys, forget_what_ended}, set(wiring().UPKEEP))


class SettingsTests(SimpleTestCase):
    def test_mail_is_wrapped_or_upgraded(self) -> None:
        self.assertEqual(mail("smtp://relay")["port"], 25)
        upgraded = mail("smtp://me:secret%21@mail.example")
        self.assertEqual((upgraded["port"], upgraded["use_tls"], upgraded["password"]), (587, True, "secret!"))
        wrapped = mail("smtps://me:secret@mail.example")
        self.assertEqual((wrapped["port"], wrapped["use_ssl"], wrapped["use_tls"]), (465, True, False))

    def test_every_durability_is_known(self) -> None:
        self.assertIn(settings.SYNCHRONOUS, health.SYNCHRONOUS)
