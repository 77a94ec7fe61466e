"""Passkeys: made, used at the door and as the second step, and everything that is none."""

from __future__ import annotations

import json
import random

from django.test import Client, override_settings

from stoep.people.actions import change_password, use_code
from stoep.people.backends.passkeys import BadPasskey, ask_for_one, read_new
from stoep.people.models import Person, SecondFactor, Session
from stoep.people.tests.authenticator import PRESENT, Passkey
from stoep.people.tests.test_door import new_address
from tests.world import PASSWORD, WorldTestCase

NEW = "/settings/second-step/passkey/"


@override_settings(SITE="http://localhost:8000")
class PasskeyTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = Client(REMOTE_ADDR=new_address())
        self.key = Passkey()

    def make(self, person: Person, key: Passkey, **more: str):  # type: ignore[no-untyped-def]
        client = Client()
        client.force_login(person)
        answer = key.made(client.post(f"{NEW}challenge/").content)
        return client.post(NEW, {"name": "My phone", "current": PASSWORD, "answer": answer, **more})

    def asked(self, client: Client | None = None) -> bytes:
        return (client or self.client).post("/sign-in/passkey/challenge/").content

    def use(self, answer: str, **more: str) -> int:
        return self.client.post("/sign-in/passkey/", {"answer": answer, **more}).status_code

    def who(self) -> Person | None:
        session = Session.objects.filter(session_key=self.client.session.session_key).first()
        return session.person if session else None

    def test_one_signs_in_without_typing_a_name(self) -> None:
        codes = self.make(self.chen, self.key).context["codes"]
        self.assertTrue(use_code(self.chen, codes[0]))
        answer = self.key.used(self.asked())
        before = self.client.session.session_key
        self.assertEqual(self.use(answer, next="/g/", own="on"), 303)
        self.assertEqual(self.who(), self.chen)
        self.assertNotEqual(self.client.session.session_key, before)
        self.assertContains(self.client.get("/settings/second-step/"), "My phone")

    def test_the_password_alone_is_no_longer_enough(self) -> None:
        self.make(self.chen, self.key)
        answer = self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD, "next": "/g/"})
        self.assertEqual(answer.headers["Location"], "/sign-in/second/")
        asked = self.asked()
        (allowed,) = json.loads(asked)["publicKey"]["allowCredentials"]
        self.assertEqual(allowed["id"], SecondFactor.objects.get().credential)
        self.assertEqual(self.use(self.key.used(asked)), 303)
        self.assertEqual(self.who(), self.chen)

    def test_half_way_only_ones_own_passkey_counts(self) -> None:
        other = Passkey(identity=b"somebody elses..")
        self.make(self.chen, self.key)
        self.make(self.amber, other)
        self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        self.assertEqual(self.use(other.used(self.asked())), 422)
        self.assertIsNone(self.who())
        self.assertEqual(self.use(self.key.used(self.asked())), 303)

    def test_an_answer_works_once(self) -> None:
        self.make(self.chen, self.key)
        answer = self.key.used(self.asked())
        thief = Client()
        thief.cookies = self.client.cookies.copy()
        self.assertEqual(self.use(answer), 303)
        self.assertEqual(thief.post("/sign-in/passkey/", {"answer": answer}).status_code, 422)
        self.client.post("/sign-out/")
        self.assertEqual(self.use(answer), 422)
        self.asked()
        self.assertEqual(self.use(answer), 422)

    def test_what_is_wrong_opens_nothing(self) -> None:
        self.make(self.chen, self.key)
        right = {**vars(self.key)}
        for wrong in (
            {"origin": "https://localhost:8000"},
            {"origin": "http://localhost.example:8000"},
            {"site": "example.nl"},
            {"flags": PRESENT},
            {"flags": 0},
            {"identity": b"never made here."},
            {"owner": self.amber.pk.to_bytes(8, "big")},
            {"secret": Passkey().secret},
        ):
            with self.subTest(wrong):
                self.assertEqual(self.use(Passkey(**{**right, **wrong}).used(self.asked())), 422)
        self.assertIsNone(self.who())
        self.assertEqual(self.use(self.key.used(self.asked())), 303)

    def test_a_count_that_does_not_go_on_opens_nothing(self) -> None:
        self.key.count = 5
        self.make(self.chen, self.key)
        for count, status in ((5, 422), (4, 422), (0, 422), (6, 303)):
            self.client.post("/sign-out/")
            self.key.count = count
            self.assertEqual(self.use(self.key.used(self.asked())), status, count)

    def test_who_may_not_come_in_does_not(self) -> None:
        self.make(self.chen, self.key)
        Person.objects.filter(pk=self.chen.pk).update(is_active=False)
        self.assertEqual(self.use(self.key.used(self.asked())), 422)

    def test_a_password_that_was_changed_asks_for_it_again(self) -> None:
        self.make(self.chen, self.key)
        self.assertEqual(self.use(self.key.used(self.asked())), 303)
        change_password(self.chen, "a much better password")
        self.assertEqual(self.client.get("/settings/").status_code, 302)

    def test_making_one_takes_the_password_and_what_was_asked(self) -> None:
        self.assertEqual(self.make(self.chen, self.key, current="wrong wrong wrong").status_code, 422)
        self.assertEqual(self.make(self.chen, Passkey(origin="http://elsewhere.nl")).status_code, 422)
        self.assertEqual(self.make(self.chen, Passkey(flags=PRESENT)).status_code, 422)
        self.assertEqual(self.make(self.chen, self.key, answer="").status_code, 422)
        self.assertFalse(SecondFactor.objects.exists())

    def test_a_key_belongs_to_one_person_once(self) -> None:
        self.make(self.chen, self.key)
        for person in (self.chen, self.amber):
            self.assertEqual(self.make(person, self.key).status_code, 422)
        self.assertEqual(SecondFactor.objects.get().person, self.chen)

    def test_hostile_answers_are_no_passkeys(self) -> None:
        chance = random.Random(7)
        self.make(self.chen, self.key)
        answer = self.key.used(self.asked())
        hostile = ["", "{}", "[]", "null", "{" * 5000, '{"id": 1}', "\0", json.dumps({"id": "x" * 9000})]
        for _ in range(150):
            letters = list(answer)
            for _ in range(chance.randint(1, 6)):
                letters[chance.randrange(len(letters))] = chr(chance.randint(32, 126))
            hostile.append("".join(letters))
        _, kept = ask_for_one()
        for one in hostile:
            with self.assertRaises(BadPasskey):
                read_new(kept, one)
            self.assertIn(self.use(one), (422,), one)
        self.assertIsNone(self.who())

    @override_settings(SITE="http://stoep.lan:8000")
    def test_without_https_it_is_said_and_not_offered(self) -> None:
        self.assertNotContains(self.client.get("/sign-in/"), "<pass-key")
        self.client.force_login(self.chen)
        page = self.client.get(NEW, headers={"accept-language": "en"})
        self.assertContains(page, "to an https address only")
        self.assertNotContains(page, "<pass-key")

    def test_it_is_offered_on_this_computer(self) -> None:
        self.assertContains(self.client.get("/sign-in/"), "<pass-key")
