"""An app that shows codes, recovery codes, and the second step at the door."""

from __future__ import annotations

import base64
import time
from unittest.mock import patch

from django.conf import settings
from django.test import Client, SimpleTestCase, override_settings

from stoep.kernel.access import NotAllowed
from stoep.kernel.limits import Limit
from stoep.people.actions import (
    WrongCode,
    add_codes,
    change_password,
    make_reset,
    remove_factors_of,
    use_code,
    use_reset,
)
from stoep.people.backends.codes import SECONDS, address_of, code_at, new_secret, step_of
from stoep.people.facts import SecondFactorAdded, SecondFactorsRemoved
from stoep.people.models import Person, RecoveryCode, SecondFactor, Session
from stoep.people.tests.test_door import new_address
from tests.world import PASSWORD, WorldTestCase

NOW = 1_800_000_000
CODES = SecondFactor.Kind.CODES


def at(step: int):  # type: ignore[no-untyped-def]
    """Let the clock stand in this step of time."""
    return patch("time.time", lambda: step * SECONDS + 7.0)


class AlgorithmTests(SimpleTestCase):
    def test_the_vectors_of_the_standard(self) -> None:
        secret = base64.b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B
        vectors = {
            59: "94287082",
            1_111_111_109: "07081804",
            1_111_111_111: "14050471",
            1_234_567_890: "89005924",
            2_000_000_000: "69279037",
            20_000_000_000: "65353130",
        }
        for moment, code in vectors.items():
            self.assertEqual(code_at(secret, moment // SECONDS, digits=8), code)

    def test_a_clock_may_be_half_a_minute_off_and_no_more(self) -> None:
        secret, now = new_secret(), NOW // SECONDS
        with at(now):
            found = [step_of(secret, code_at(secret, now + apart), after=0) for apart in (-2, -1, 0, 1, 2)]
            self.assertEqual(found, [None, now - 1, now, now + 1, None])
            self.assertIsNone(step_of(secret, code_at(secret, now), after=now))

    def test_an_app_reads_the_address(self) -> None:
        address = address_of("ABC", "Licht & Waard", "chen")
        self.assertEqual(
            address,
            "otpauth://totp/Licht%20%26%20Waard:chen?secret=ABC&issuer=Licht%20%26%20Waard&digits=6&period=30",
        )


class SecondStepTests(WorldTestCase):
    def setUp(self) -> None:
        self.secret = new_secret()
        self.now = int(time.time()) // SECONDS
        self.recovery = add_codes(self.chen, self.secret, self.code(-1))
        self.client = Client(REMOTE_ADDR=new_address())

    def code(self, apart: int = 0) -> str:
        return code_at(self.secret, self.now + apart)

    def first(self, **more: str) -> str:
        answer = self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD, **more})
        return answer.headers.get("Location", "")

    def second(self, code: str) -> int:
        return self.client.post("/sign-in/second/", {"code": code}).status_code

    def is_in(self) -> bool:
        return self.client.get("/settings/").status_code == 200

    def test_password_then_code(self) -> None:
        with at(self.now):
            self.assertEqual(self.first(next="/g/", own="on"), "/sign-in/second/")
            self.assertFalse(self.is_in())
            self.assertFalse(Session.objects.filter(person=self.chen).exists())
            self.assertEqual(self.second("000000"), 422)
            answer = self.client.post("/sign-in/second/", {"code": f"{self.code()[:3]} {self.code()[3:]}"})
            self.assertEqual((answer.status_code, answer.headers["Location"]), (303, "/g/"))
            self.assertTrue(self.is_in())

    def test_the_key_of_the_session_changes_at_each_step(self) -> None:
        with at(self.now):
            self.first()
            half = self.client.cookies[settings.SESSION_COOKIE_NAME].value
            self.second(self.code())
            self.assertNotEqual(self.client.cookies[settings.SESSION_COOKIE_NAME].value, half)
            self.assertFalse(Session.objects.filter(session_key=half).exists())

    def test_a_code_works_once_and_an_older_one_not_after_it(self) -> None:
        with at(self.now):
            self.assertTrue(use_code(self.chen, self.code()))
            for apart in (0, -1):
                self.assertFalse(use_code(self.chen, self.code(apart)))
            self.assertTrue(use_code(self.chen, self.code(1)))

    def test_a_recovery_code_works_once_however_it_is_typed(self) -> None:
        self.assertEqual(len(set(self.recovery)), 10)
        self.assertTrue(use_code(self.chen, f" {self.recovery[0].upper().replace('-', ' ')} "))
        self.assertFalse(use_code(self.chen, self.recovery[0]))
        self.assertFalse(use_code(self.amber, self.recovery[1]))
        self.assertFalse(RecoveryCode.objects.filter(digest__contains=self.recovery[1][:4]).exists())
        self.first()
        self.assertEqual(self.second(self.recovery[1]), 303)
        self.assertTrue(self.is_in())

    def test_half_way_ends_by_the_clock_a_password_and_deactivation(self) -> None:
        for spoil in (
            lambda: change_password(self.chen, "a much better password"),
            lambda: Person.objects.filter(pk=self.chen.pk).update(is_active=False),
        ):
            self.first()
            spoil()
            self.assertEqual(self.second(self.recovery[0]), 302)
            Person.objects.filter(pk=self.chen.pk).update(is_active=True)
            self.chen.set_password(PASSWORD)
            self.chen.save()
        self.first()
        with at(self.now + 25):
            self.assertEqual(self.second(code_at(self.secret, self.now + 25)), 302)
        self.assertFalse(self.is_in())

    def test_nobody_is_half_way_without_the_password(self) -> None:
        self.assertEqual(self.second(self.recovery[0]), 302)
        self.assertEqual(self.client.get("/sign-in/second/").headers["Location"], "/sign-in/")

    def test_a_link_for_a_new_password_opens_no_second_step(self) -> None:
        use_reset(make_reset(self.chen, made_by=self.eva), "a much better password")
        answer = self.client.post("/sign-in/", {"username": "chen", "password": "a much better password"})
        self.assertEqual(answer.headers["Location"], "/sign-in/second/")
        self.assertFalse(self.is_in())

    @patch("stoep.people.views.tries.CODES", Limit("sign-in-code-test", times=3, seconds=3600))
    def test_guessing_codes_is_stopped_per_account(self) -> None:
        self.first()
        self.assertEqual([self.second("123") for _ in range(4)], [422, 422, 422, 429])
        elsewhere = Client(REMOTE_ADDR=new_address())
        elsewhere.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        self.assertEqual(elsewhere.post("/sign-in/second/", {"code": self.recovery[0]}).status_code, 429)

    def test_somebody_else_guessing_does_not_keep_out_a_known_device(self) -> None:
        self.first(own="on")
        self.second(self.recovery[0])
        self.client.post("/sign-out/")
        with patch("stoep.people.views.tries.CODES", Limit("sign-in-code-known-test", times=1, seconds=3600)):
            elsewhere = Client(REMOTE_ADDR=new_address())
            elsewhere.post("/sign-in/", {"username": "chen", "password": PASSWORD})
            tries = [elsewhere.post("/sign-in/second/", {"code": "000000"}).status_code for _ in range(2)]
            self.assertEqual(tries, [422, 429])
            self.first()
            self.assertEqual(self.second(self.recovery[1]), 303)

    def test_an_app_is_set_up_with_a_code_and_the_password(self) -> None:
        self.client.force_login(self.amber)
        page = self.client.get("/settings/second-step/app/")
        secret = page.context["secret"].replace(" ", "")
        self.assertContains(page, '<svg class="qr"')
        self.assertFalse(SecondFactor.objects.filter(person=self.amber).exists())
        with at(self.now):
            fields = {"secret": page.context["sealed"], "code": code_at(secret, self.now), "current": PASSWORD}
            for wrong in ({"code": "000000"}, {"current": "wrong wrong wrong"}, {"secret": "nothing"}):
                answer = self.client.post("/settings/second-step/app/", {**fields, **wrong})
                self.assertEqual(answer.status_code, 422, wrong)
            stranger = Client()
            stranger.force_login(self.bilal)
            self.assertEqual(stranger.post("/settings/second-step/app/", fields).status_code, 422)
            self.assertFalse(SecondFactor.objects.filter(person__in=(self.amber, self.bilal)).exists())
            answer = self.client.post("/settings/second-step/app/", fields)
        self.assertEqual(len(answer.context["codes"]), 10)
        self.assertNotIn(secret, SecondFactor.objects.get(person=self.amber).sealed)
        self.assertEqual(self.client.get("/settings/second-step/app/").status_code, 303)

    def test_there_is_one_app_and_a_wrong_code_adds_none(self) -> None:
        with self.assertRaises(NotAllowed):
            add_codes(self.chen, new_secret(), "000000")
        with self.assertRaises(WrongCode):
            add_codes(self.amber, new_secret(), "000000")
        with self.hearing(SecondFactorAdded) as heard, at(self.now):
            add_codes(self.amber, self.secret, self.code())
        self.assertEqual(heard, [SecondFactorAdded(self.amber.pk, CODES)])

    def test_it_is_taken_out_with_the_password_or_a_code(self) -> None:
        self.client.force_login(self.chen)
        factor = SecondFactor.objects.get(person=self.chen)
        place = f"/settings/second-step/{factor.pk}/"
        self.assertContains(self.client.get(place), "the only one")
        self.assertEqual(self.client.post(place, {"current": "wrong wrong wrong"}).status_code, 422)
        stranger = Client()
        stranger.force_login(self.amber)
        self.assertEqual(stranger.post(place, {"current": PASSWORD}).status_code, 404)
        self.assertTrue(SecondFactor.objects.filter(pk=factor.pk).exists())
        self.assertEqual(self.client.post(place, {"current": self.recovery[0]}).status_code, 303)
        self.assertFalse(SecondFactor.objects.filter(pk=factor.pk).exists())
        self.assertFalse(RecoveryCode.objects.filter(person=self.chen).exists())

    def test_recovery_codes_are_made_anew_and_the_old_ones_end(self) -> None:
        self.client.force_login(self.chen)
        place = "/settings/second-step/recovery/"
        self.assertContains(self.client.get(place), "You have 10 left.")
        self.assertEqual(self.client.post(place, {"current": "wrong wrong wrong"}).status_code, 422)
        fresh = self.client.post(place, {"current": PASSWORD}).context["codes"]
        self.assertFalse(use_code(self.chen, self.recovery[3]))
        self.assertTrue(use_code(self.chen, fresh[3]))
        self.assertContains(self.client.get("/settings/"), "9 recovery codes left.")

    @patch("stoep.people.forms.settings.CONFIRMATIONS", Limit("sign-in-confirm-test", times=2, seconds=3600))
    def test_guessing_the_password_at_an_open_device_is_stopped(self) -> None:
        self.client.force_login(self.chen)
        fields = {"address-email": "", "address-current": "wrong wrong wrong"}
        for _ in range(2):
            self.client.post("/settings/email/", fields)
        answer = self.client.post("/settings/email/", {**fields, "address-current": PASSWORD})
        self.assertContains(answer, "Wait a minute", status_code=422)

    def test_an_admin_takes_it_away_and_says_why(self) -> None:
        self.client.force_login(self.chen)
        admin = Client()
        admin.force_login(self.eva)
        self.assertContains(admin.get("/p/chen/"), "/p/chen/second-step/")
        self.assertNotContains(admin.get("/p/amber/"), "/p/amber/second-step/")
        self.assertEqual(admin.post("/p/chen/second-step/", {"reason": " "}).status_code, 422)
        with self.hearing(SecondFactorsRemoved) as heard:
            self.assertEqual(admin.post("/p/chen/second-step/", {"reason": "lost phone"}).status_code, 303)
        self.assertEqual(heard, [SecondFactorsRemoved(self.chen.pk, self.eva.pk, "lost phone")])
        self.assertFalse(self.is_in())
        self.assertEqual(self.first(), "/")

    def test_nobody_else_takes_it_away_and_nobody_their_own(self) -> None:
        for person in (self.amber, self.chen, self.milan):
            with self.assertRaises(NotAllowed):
                remove_factors_of(person, self.chen, "because")
        with self.assertRaises(NotAllowed):
            remove_factors_of(self.eva, self.eva, "because")


class AdminTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = Client(REMOTE_ADDR=new_address())

    def _sign_in(self, times: int) -> None:
        for _ in range(times):
            self.client.post("/sign-out/")
            self.client.post("/sign-in/", {"username": "eva", "password": PASSWORD, "own": "on"})

    def test_an_admin_is_asked_from_the_second_sign_in(self) -> None:
        self.client.force_login(self.eva)  # as one is after setting up
        self.assertNotContains(self.client.get("/settings/"), 'class="notice')
        self._sign_in(1)
        self.assertContains(self.client.get("/settings/"), "Jij beheert dit netwerk.")
        self._sign_in(5)
        self.assertEqual(self.client.get("/g/").status_code, 200)

    @override_settings(HTTPS=True)
    def test_over_https_it_is_required_from_the_third(self) -> None:
        self._sign_in(1)
        self.assertEqual(self.client.get("/g/").status_code, 200)
        self._sign_in(1)
        self.assertEqual(self.client.get("/g/").headers["Location"], "/settings/second-step/")
        asked = self.client.get("/g/", headers={"hx-request": "true"})
        self.assertEqual((asked.status_code, asked.headers["HX-Redirect"]), (401, "/settings/second-step/"))
        self.assertContains(self.client.get("/settings/second-step/"), "heb je een tweede stap nodig")
        with override_settings(DEMO=True):
            self.assertEqual(self.client.get("/g/").status_code, 200)
        secret, now = new_secret(), int(time.time()) // SECONDS
        add_codes(self.eva, secret, code_at(secret, now))
        self.assertEqual(self.client.get("/g/").status_code, 200)

    @override_settings(HTTPS=True)
    def test_who_takes_out_the_last_one_is_asked_at_once(self) -> None:
        secret, now = new_secret(), int(time.time()) // SECONDS
        add_codes(self.eva, secret, code_at(secret, now))
        self.client.force_login(self.eva)
        factor = SecondFactor.objects.get(person=self.eva)
        self.client.post(f"/settings/second-step/{factor.pk}/", {"current": PASSWORD})
        self.assertEqual(self.client.get("/g/").status_code, 302)

    @override_settings(HTTPS=True)
    def test_members_are_never_forced(self) -> None:
        for _ in range(4):
            self.client.post("/sign-out/")
            self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        self.assertEqual(self.client.get("/g/").status_code, 200)
        self.assertEqual(Person.objects.get(pk=self.chen.pk).asked_factor, 0)
