"""Finding people, adding one, and what an admin does to an account."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from stoep.organisation.actions import switch_functions
from stoep.organisation.queries import forget
from stoep.people.facts import ModeratorMarked, PersonDeactivated, RoleChanged, SessionsEnded
from stoep.people.models import Person, Session
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

EN = {"accept-language": "en"}


class PeopleTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)

    def _names(self, query: str = "") -> list[str]:
        page = self.client.get(f"/admin/people/{query}").content.decode()
        return re.findall(r'class="person__n" href="[^"]+">([^<]+)', page)

    def test_people_are_found_by_what_one_knows_of_them(self) -> None:
        Person.objects.filter(pk=self.amber.pk).update(email="a@b.nl", department="Netten", function="Lasser")
        for word in ("Amb", "amber", "a@b.nl", "netten", "lasser", "amber netten"):
            self.assertEqual(self._names(f"?q={word}"), ["Amber"], word)
        self.assertEqual(self._names("?q=amber+elders"), [])

    def test_states(self) -> None:
        self.assertEqual(self._names("?state=admin"), ["Eva de Vries"])
        self.assertEqual(self._names("?state=moderator"), ["Milan"])
        self.assertEqual(self._names("?state=guest"), ["Gus"])
        self.assertEqual(self._names("?state=out"), ["Fired"])
        self.assertNotIn("Fired", self._names())
        self.assertEqual(self._names("?state=strange"), self._names())

    def test_a_long_list_has_pages(self) -> None:
        Person.objects.bulk_create(Person(handle=f"x{n:03}", name=f"X {n:03}") for n in range(60))
        first = self.client.get("/admin/people/?q=x+").content.decode()
        after = re.search(r'href="\?after=(\d+)&amp;q=x"', first)
        assert after
        self.assertEqual(len(self._names("?q=x")), 50)
        self.assertEqual(self._names(f"?q=x&after={after.group(1)}")[0], "X 050")

    def test_the_list_costs_the_same_however_long(self) -> None:
        self.client.get("/admin/people/")
        with self.assertNumQueries(5):
            self.client.get("/admin/people/")
        Person.objects.bulk_create(Person(handle=f"x{n:03}", name=f"X {n:03}") for n in range(60))
        with self.assertNumQueries(5):
            self.client.get("/admin/people/")

    def test_adding_one_gives_a_link_that_works_once(self) -> None:
        typed = {"name": "Nova Nieuw", "email": "nova@x.nl", "role": "member", "function": "Lasser"}
        page = self.client.post("/admin/people/add/", typed, headers=EN)
        link = re.search(r"/reset/[\w-]+/", page.content.decode())
        assert link
        nova = Person.objects.get(email="nova@x.nl")
        self.assertEqual((nova.function, nova.role, nova.has_usable_password()), ("Lasser", "member", False))
        self.assertEqual(Client().post(link.group(), {"password": PASSWORD}).status_code, 303)
        self.assertEqual(Client().get(link.group()).status_code, 404)
        nova.refresh_from_db()
        self.assertTrue(nova.check_password(PASSWORD))

    def test_an_address_somebody_has_is_said(self) -> None:
        Person.objects.filter(pk=self.amber.pk).update(email="a@b.nl")
        page = self.client.post("/admin/people/add/", {"name": "Nova", "email": "A@b.nl", "role": "member"}, headers=EN)
        self.assertContains(page, "signs in with this address already", status_code=422)
        self.assertContains(page, 'value="Nova"', status_code=422)

    def test_a_link_ends_the_one_before_and_is_for_who_has_no_password(self) -> None:
        nova = Person.objects.create(handle="nova", name="Nova", password="!")
        pages = [self.client.post(f"/admin/people/{nova.pk}/link/").content.decode() for _ in range(2)]
        links = [re.search(r"/reset/[\w-]+/", page).group() for page in pages]  # type: ignore[union-attr]
        self.assertEqual([Client().get(link).status_code for link in links], [404, 200])
        page = self.client.post(f"/admin/people/{self.amber.pk}/link/")
        self.assertNotContains(page, "/reset/")


class PersonTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)
        self.addCleanup(forget)

    def _do(self, person: Person, what: str, **fields: str) -> int:
        return self.client.post(f"/admin/people/{person.pk}/{what}/", fields, headers=EN).status_code

    def test_a_role_is_changed_and_who_did_it_is_announced(self) -> None:
        theirs = client_of(self.chen)
        with self.hearing(RoleChanged) as heard:
            self.assertEqual(self._do(self.chen, "role", role="admin"), 303)
        self.assertEqual(heard, [RoleChanged(self.chen.pk, "admin", self.eva.pk)])
        self.assertEqual(theirs.get("/").status_code, 302)

    def test_a_guest_has_a_last_day(self) -> None:
        day = timezone.localdate() + timedelta(days=30)
        self.assertEqual(self._do(self.chen, "role", role="guest", guest_until=str(day)), 303)
        self.chen.refresh_from_db()
        self.assertEqual((self.chen.role, self.chen.guest_until), ("guest", day))
        for wrong in (timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=400), "soon"):
            self.assertEqual(self._do(self.chen, "role", role="guest", guest_until=str(wrong)), 422, wrong)

    def test_the_last_admin_can_neither_go_down_nor_out(self) -> None:
        answer = self.client.post(f"/admin/people/{self.eva.pk}/role/", {"role": "member"}, headers=EN)
        self.assertContains(answer, "Somebody has to run this network", status_code=422)
        self.assertEqual(self._do(self.eva, "active", on="0"), 403)
        self.eva.refresh_from_db()
        self.assertTrue(self.eva.is_admin and self.eva.is_active)

    def test_a_second_admin_may_let_the_first_go(self) -> None:
        self._do(self.chen, "role", role="admin")
        self.assertEqual(self._do(self.eva, "role", role="member"), 303)
        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_deactivating_and_letting_in_again(self) -> None:
        with self.hearing(PersonDeactivated) as heard:
            self.assertEqual(self._do(self.chen, "active", on="0"), 303)
        self.assertEqual(heard, [PersonDeactivated(self.chen.pk, self.eva.pk)])
        self.assertFalse(Person.objects.get(pk=self.chen.pk).is_active)
        self.assertEqual(self._do(self.chen, "active", on="1"), 303)
        self.assertTrue(Person.objects.get(pk=self.chen.pk).is_active)

    def test_sessions_end(self) -> None:
        client_of(self.chen)
        with self.hearing(SessionsEnded) as heard:
            self.assertEqual(self._do(self.chen, "sessions"), 303)
        self.assertFalse(Session.objects.filter(person=self.chen).exists())
        self.assertEqual(heard, [SessionsEnded(self.chen.pk, self.eva.pk)])

    def test_a_moderator_is_marked_and_a_guest_never(self) -> None:
        with self.hearing(ModeratorMarked) as heard:
            self._do(self.chen, "moderator", on="1")
        self.assertEqual(heard, [ModeratorMarked(self.chen.pk, True, self.eva.pk)])
        self.assertEqual(self._do(self.gus, "moderator", on="1"), 403)

    def test_with_guests_switched_off_nobody_new_becomes_one(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            switch_functions(self.eva.pk, ["guests"])
        self.assertNotContains(self.client.get(f"/admin/people/{self.chen.pk}/"), 'value="guest"')
        self.assertEqual(self._do(self.chen, "role", role="guest"), 422)
        self.assertEqual(self._do(self.gus, "role", role="guest"), 303)

    def test_people_of_an_import_have_no_page_here(self) -> None:
        Person.objects.filter(pk=self.chen.pk).update(is_placeholder=True)
        self.assertEqual(self.client.get(f"/admin/people/{self.chen.pk}/").status_code, 404)
