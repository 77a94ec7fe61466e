"""Coming in: throttling, and what a limit gives back."""

from __future__ import annotations

from unittest.mock import patch

from django.test import Client

from stoep.kernel.limits import Limit
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from tests.world import PASSWORD, WorldTestCase


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

    @patch("stoep.people.views.door.PER_ADDRESS", Limit("sign-in-network-test", times=3, seconds=3600))
    def test_guessing_many_names_from_one_network_is_stopped(self) -> None:
        for name in ("amber", "bilal", "dilara"):
            self.client.post("/sign-in/", {"username": name, "password": "wrong wrong wrong"})
        self.assertEqual(self._try(PASSWORD), 429)

    def test_guessing_elsewhere_does_not_lock_out_a_known_device(self) -> None:
        self.assertEqual(self._try(PASSWORD), 303)
        self.client.post("/sign-out/")
        with patch("stoep.people.views.door.PER_ACCOUNT", Limit("sign-in-known-test", times=0, seconds=3600)):
            self.assertEqual(Client().post("/sign-in/", {"username": "chen", "password": PASSWORD}).status_code, 429)
            self.assertEqual(
                self.client.post("/sign-in/", {"username": "amber", "password": PASSWORD}).status_code, 429
            )
            self.assertEqual(self._try(PASSWORD), 303)

    @patch("stoep.people.views.door.PER_DEVICE", Limit("sign-in-device-test", times=2, seconds=3600))
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
