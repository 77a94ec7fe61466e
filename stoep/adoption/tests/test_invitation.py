"""Coming in by a personal link."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from stoep.adoption.actions import invite, withdraw_invitation
from stoep.adoption.models import Invitation
from stoep.kernel.limits import Limit, seconds_until_more
from stoep.people.actions import change_email, deactivate
from stoep.people.models import Person
from tests.world import PASSWORD, WorldTestCase


class InvitationTests(WorldTestCase):
    def setUp(self) -> None:
        self.invitation, self.token = invite(self.amber, name="Carla Smit")

    def _join(self, token: str = "", **fields: str) -> int:
        typed = {"name": "Carla Smit", "password": PASSWORD, "email": "", **fields}
        return Client().post(f"/join/{token or self.token}/", typed).status_code

    def _is_over(self, token: str) -> None:
        answer = Client().get(f"/join/{token}/", headers={"accept-language": "en"})
        self.assertContains(answer, "This link no longer works", status_code=404)
        self.assertEqual(self._join(token), 404)

    def test_a_link_lets_one_person_in(self) -> None:
        self.assertEqual(self._join(), 303)
        carla = Person.objects.get(handle="carla.smit")
        self.assertEqual((carla.invited_by, carla.accepted_invitation), (self.amber, self.invitation))
        self._is_over(self.token)
        self.assertEqual(Person.objects.filter(name="Carla Smit").count(), 1)

    def test_a_withdrawn_an_old_and_a_wrong_link_say_so(self) -> None:
        withdraw_invitation(self.amber, self.invitation)
        old, token = invite(self.amber, name="Old")
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        for over in (self.token, token, "never-there"):
            self._is_over(over)
        self.assertFalse(Person.objects.filter(name="Carla Smit").exists())

    def test_a_link_of_somebody_who_left_is_over(self) -> None:
        deactivate(self.eva, self.amber)
        self._is_over(self.token)

    def test_nobody_withdraws_what_another_made(self) -> None:
        self.client.force_login(self.bilal)
        self.assertEqual(self.client.post(f"/invite/{self.invitation.pk}/withdrawal/").status_code, 404)
        self.assertEqual(self._join(), 303)

    def test_the_page_says_what_one_will_sign_in_with(self) -> None:
        page = Client().get(f"/join/{self.token}/", headers={"accept-language": "en"})
        self.assertContains(page, "<b>carla.smit</b>")
        self.assertContains(Client().get(f"/join/{self.token}/?name=Carla+de+Boer"), "<b>carla.de.boer</b>")

    def test_a_known_address_is_said_in_words(self) -> None:
        change_email(self.bilal, "bilal@example.nl")
        typed = {"name": "Carla", "password": PASSWORD, "email": "Bilal@example.nl"}
        answer = Client().post(f"/join/{self.token}/", typed, headers={"accept-language": "en"})
        self.assertContains(answer, "A colleague signs in with this address already", status_code=422)
        self.assertNotContains(answer, "person_email_once", status_code=422)
        self.assertEqual(self._join(), 303)

    def test_a_password_is_not_ones_name(self) -> None:
        for fields in ({"password": "Carla Smit-Jansen"}, {"password": "carla.smit@example.nl"}):
            self.assertEqual(
                self._join(**{"name": "Carla Smit Jansen", "email": "carla.smit@example.nl"} | fields), 422
            )
        self.assertEqual(self._join(), 303)

    @patch("stoep.adoption.views.invitation.PER_PERSON", Limit("invite-test", times=0, seconds=3600))
    def test_too_many_invitations_say_how_long_to_wait(self) -> None:
        self.client.force_login(self.bilal)
        answer = self.client.post("/invite/", {"who": "Somebody"})
        self.assertEqual(answer.status_code, 429)
        wait = int(answer.headers["Retry-After"])
        self.assertLess(abs(wait - seconds_until_more(Limit("invite-test", 0, 3600))), 5)
        minutes = -(-wait // 60)
        self.assertContains(answer, "in a minute" if minutes == 1 else f"in {minutes} minutes", status_code=429)
