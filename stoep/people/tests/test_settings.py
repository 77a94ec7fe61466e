"""Settings: how one signs in, and with what."""

from __future__ import annotations

from stoep.people.actions import change_email, free_handle, make_reset, person_of_reset
from stoep.people.models import Person
from tests.world import PASSWORD, WorldTestCase


class SettingsTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.chen)

    def _address(self, email: str, password: str = PASSWORD) -> int:
        fields = {"address-email": email, "address-current": password}
        return self.client.post("/settings/email/", fields).status_code

    def _stored(self) -> str | None:
        return Person.objects.get(pk=self.chen.pk).email

    def test_the_page_says_what_one_signs_in_with(self) -> None:
        self.assertContains(self.client.get("/settings/"), "You sign in with <b>chen</b>.")
        change_email(self.chen, "chen@example.nl")
        self.assertContains(self.client.get("/settings/"), "<b>chen</b> or <b>chen@example.nl</b>")

    def test_an_address_is_added_changed_and_taken_away(self) -> None:
        for email in ("chen@example.nl", "Chen@Example.nl", "c@example.nl", ""):
            self.assertEqual(self._address(email), 303)
            self.assertEqual(self._stored(), email or None)

    def test_it_takes_the_password(self) -> None:
        self.assertEqual(self._address("chen@example.nl", "wrong wrong wrong"), 422)
        self.assertIsNone(self._stored())

    def test_an_address_of_somebody_else_is_refused(self) -> None:
        change_email(self.amber, "amber@example.nl")
        self.assertEqual(self._address("AMBER@example.nl"), 422)
        self.assertIsNone(self._stored())

    def test_a_link_under_way_to_the_old_address_ends(self) -> None:
        token = make_reset(self.chen, made_by=self.eva)
        self._address("chen@example.nl")
        self.assertIsNone(person_of_reset(token))

    def _password(self, new: str, current: str = PASSWORD) -> int:
        return self.client.post("/settings/password/", {"current": current, "password": new}).status_code

    def test_a_password_is_changed_and_this_device_stays(self) -> None:
        self.assertEqual(self._password("a much better password", "wrong wrong wrong"), 422)
        self.assertEqual(self._password("a much better password"), 303)
        self.assertEqual(self.client.get("/settings/").status_code, 200)

    def test_a_password_is_not_ones_name_handle_or_address(self) -> None:
        Person.objects.filter(pk=self.chen.pk).update(
            name="Chen Wei Zhang", handle="chen.the.great", email="zhang.chen@example.nl"
        )
        for password in ("Chen Wei Zhang", "chen.the.great", "zhang.chen@example.nl"):
            self.assertEqual(self._password(password), 422, password)

    def test_handles_of_names_with_marks_can_be_read(self) -> None:
        names = {"Søren Łukasz Weiß": "soren.lukasz.weiss", "Emre Yıldız": "emre.yildiz", "Иван Петров": "collega"}
        self.assertEqual({name: free_handle(name) for name in names}, names)
