"""Coming in: throttling, and what a limit gives back."""

from __future__ import annotations

from itertools import count
from unittest.mock import patch

from django.conf import settings
from django.test import Client

from stoep.kernel.limits import Limit
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from stoep.people.actions import change_email
from tests.world import PASSWORD, WorldTestCase

_networks = count(1)


def new_address() -> str:
    """Return an address of a network nobody tried from yet."""
    number = next(_networks)
    return f"10.{number // 256 % 256}.{number % 256}.7"


class DoorTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = Client(REMOTE_ADDR=new_address())

    def _try(self, password: str) -> int:
        return self.client.post("/sign-in/", {"username": "chen", "password": password, "own": "on"}).status_code

    @patch("stoep.people.views.tries.PER_ACCOUNT", Limit("sign-in-test", times=3, seconds=3600))
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

    @patch("stoep.people.views.tries.PER_NETWORK", Limit("sign-in-network-test", times=3, seconds=3600))
    def test_guessing_many_names_from_one_network_is_stopped(self) -> None:
        for name in ("amber", "bilal", "dilara"):
            self.client.post("/sign-in/", {"username": name, "password": "wrong wrong wrong"})
        self.assertEqual(self._try(PASSWORD), 429)

    def test_guessing_elsewhere_does_not_lock_out_a_known_device(self) -> None:
        self.assertEqual(self._try(PASSWORD), 303)
        self.client.post("/sign-out/")
        with patch("stoep.people.views.tries.PER_ACCOUNT", Limit("sign-in-known-test", times=0, seconds=3600)):
            self.assertEqual(Client().post("/sign-in/", {"username": "chen", "password": PASSWORD}).status_code, 429)
            self.assertEqual(
                self.client.post("/sign-in/", {"username": "amber", "password": PASSWORD}).status_code, 429
            )
            self.assertEqual(self._try(PASSWORD), 303)

    @patch("stoep.people.views.tries.PER_DEVICE", Limit("sign-in-device-test", times=2, seconds=3600))
    def test_a_known_device_guesses_not_for_ever(self) -> None:
        self._try(PASSWORD)
        self.client.post("/sign-out/")
        self.assertEqual([self._try("wrong wrong wrong") for _ in range(3)], [422, 422, 429])

    def test_before_the_set_up_the_door_says_where_the_link_is(self) -> None:
        Organisation.objects.all().delete()
        forget()
        self.addCleanup(forget)
        answer = self.client.get("/", follow=True, headers={"accept-language": "en"})
        self.assertContains(answer, "the terminal where Stoep was started")
        self.assertNotContains(answer, "Password")

    def test_by_handle_or_by_address_it_is_one_account(self) -> None:
        change_email(self.chen, "chen@example.nl")
        with patch("stoep.people.views.tries.PER_ACCOUNT", Limit("sign-in-two-names-test", times=2, seconds=3600)):
            for name in ("chen", "chen@example.nl", "CHEN"):
                status = self.client.post("/sign-in/", {"username": name, "password": "wrong wrong wrong"}).status_code
        self.assertEqual(status, 429)

    @patch("stoep.people.views.tries.PER_NETWORK", Limit("sign-in-monday-test", times=2, seconds=3600))
    def test_colleagues_behind_one_address_all_come_in(self) -> None:
        for name in ("amber", "bilal", "chen", "dilara"):
            client = Client(REMOTE_ADDR="192.0.2.200")
            self.assertEqual(client.post("/sign-in/", {"username": name, "password": PASSWORD}).status_code, 303)

    @patch("stoep.people.views.tries.PER_NETWORK", Limit("sign-in-net-test", times=2, seconds=3600))
    def test_a_whole_network_is_one_visitor(self) -> None:
        for addresses, last in (
            (("192.0.2.1", "192.0.2.77", "192.0.2.200"), "192.0.3.1"),
            (("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:0:9::3"), "2001:db8:0:1::1"),
        ):
            answers = [
                self._from(address, name) for address, name in zip(addresses, ("eva", "amber", "bilal"), strict=True)
            ]
            self.assertEqual(answers, [422, 422, 429])
            self.assertEqual(self._from(last, "dilara"), 422)

    def _from(self, address: str, name: str) -> int:
        client = Client(REMOTE_ADDR=address)
        return client.post("/sign-in/", {"username": name, "password": "wrong wrong wrong"}).status_code

    def test_the_key_of_the_session_is_new(self) -> None:
        self._try(PASSWORD)
        first = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.client.post("/sign-out/")
        planted = Client(REMOTE_ADDR=new_address())
        planted.cookies[settings.SESSION_COOKIE_NAME] = first
        planted.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        self.assertNotEqual(planted.cookies[settings.SESSION_COOKIE_NAME].value, first)

    def test_a_device_of_others_is_not_remembered(self) -> None:
        self.client.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        self.assertEqual(set(self.client.cookies), {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
