"""One's own profile: a manager, a photo, and what a guest sees and learns."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from stoep.media.tests.test_picture import empty_png
from stoep.people.access import people_visible_to
from stoep.people.actions import change_profile, deactivate, welcome_person
from stoep.people.models import Person
from tests.world import PASSWORD, WorldTestCase


class ProfileTests(WorldTestCase):
    def _save(self, person: Person, manager: str) -> int:
        self.client.force_login(person)
        return self.client.post("/me/", {"name": person.name, "manager_handle": manager, "knows": ""}).status_code

    def _manager(self, person: Person) -> Person | None:
        return Person.objects.get(pk=person.pk).manager

    def test_a_manager_who_left_may_stay_but_is_not_chosen_anew(self) -> None:
        change_profile(self.chen, manager=self.amber)
        deactivate(self.eva, self.amber)
        self.assertEqual(self._save(self.chen, "amber"), 303)
        self.assertEqual(self._manager(self.chen), self.amber)
        self.assertEqual(self._save(self.bilal, "amber"), 422)

    def test_a_manager_is_given_by_name_or_handle(self) -> None:
        change_profile(self.bilal, name="Bilal Aydın")
        for typed in ("bilal", "@Bilal", "Bilal Aydın"):
            self._save(self.chen, "")
            self.assertEqual(self._save(self.chen, typed), 303)
            self.assertEqual(self._manager(self.chen), self.bilal)
        self.assertEqual(self._save(self.chen, ""), 303)
        self.assertIsNone(self._manager(self.chen))

    def test_a_name_two_have_is_asked_again(self) -> None:
        for person in (self.bilal, self.amber):
            change_profile(person, name="Jan Bos")
        self.assertEqual(self._save(self.chen, "Jan Bos"), 422)

    def test_nobody_is_their_own_manager(self) -> None:
        self.assertEqual(self._save(self.chen, "chen"), 422)

    def test_a_guest_learns_nothing_of_who_they_do_not_see(self) -> None:
        self.assertEqual(self._save(self.gus, "amber"), 303)
        there, nowhere = (
            self.client.post("/me/", {"name": "Gus", "manager_handle": handle}) for handle in ("chen", "nobody")
        )
        self.assertEqual((there.status_code, nowhere.status_code), (422, 422))
        self.assertEqual(there.context["form"].errors, nowhere.context["form"].errors)

    def test_a_guest_in_no_group_sees_themselves_and_nobody_else(self) -> None:
        alone = welcome_person(name="Alone", handle="alone", password=PASSWORD, role=Person.Role.GUEST)
        self.assertEqual(list(people_visible_to(alone)), [alone])
        self.client.force_login(alone)
        self.assertEqual(self.client.get("/p/alone/").status_code, 200)
        self.assertEqual(self.client.get("/p/amber/").status_code, 404)
        self.assertEqual(self._save(alone, ""), 303)

    def test_a_hostile_photo_gives_the_form_back(self) -> None:
        self.client.force_login(self.chen)
        photo = SimpleUploadedFile("photo.png", empty_png(7000), "image/png")
        answer = self.client.post("/me/portrait/", {"portrait": photo})
        self.assertContains(answer, "damaged or too large", status_code=422)
        self.assertIsNone(Person.objects.get(pk=self.chen.pk).portrait)
