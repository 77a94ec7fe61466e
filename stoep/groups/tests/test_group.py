"""Starting, changing and archiving a group."""

from __future__ import annotations

from stoep.groups.access import may_join
from stoep.groups.actions import archive_group, change_group, start_group
from stoep.groups.facts import GroupChanged, GroupStarted, PersonJoined
from stoep.groups.models import Group
from stoep.groups.queries import leader_ids
from stoep.kernel.access import NotAllowed
from tests.roles import client_of
from tests.world import WorldTestCase

FORM = {"name": "Rowing", "purpose": "On Thursdays", "openness": "0", "rules": ""}


class StartTests(WorldTestCase):
    def test_who_starts_it_is_in_it_and_leads_it(self) -> None:
        group = start_group(self.chen, name="Rowing")
        self.assertEqual((leader_ids(group.pk), group.slug), ([self.chen.pk], "rowing"))
        group.refresh_from_db()
        self.assertEqual((group.member_count, group.guest_count), (1, 0))

    def test_it_is_announced(self) -> None:
        with self.hearing(GroupStarted, PersonJoined) as heard:
            group = start_group(self.chen, name="Rowing")
        self.assertEqual(heard, [GroupStarted(group.pk, self.chen.pk), PersonJoined(group.pk, self.chen.pk)])

    def test_the_form_leads_to_the_new_group(self) -> None:
        answer = client_of(self.chen).post("/g/new/", FORM)
        self.assertEqual((answer.status_code, answer.headers["Location"]), (303, "/g/rowing/"))
        self.assertEqual(Group.objects.get(slug="rowing").purpose, "On Thursdays")

    def test_a_form_without_a_name_comes_back_with_what_was_typed(self) -> None:
        answer = client_of(self.chen).post("/g/new/", {**FORM, "name": ""})
        self.assertContains(answer, "On Thursdays", status_code=422)

    def test_a_name_that_shows_nothing_is_refused(self) -> None:
        for name in ("\u200b", "\u202e\u2066", "\u3164", "\ufe0f"):
            answer = client_of(self.chen).post("/g/new/", {**FORM, "name": name})
            self.assertContains(answer, "This name shows nothing", status_code=422)

    def test_a_name_cannot_turn_the_line_around(self) -> None:
        client_of(self.chen).post("/g/new/", {**FORM, "name": "\u202eRow\u200bing"})
        self.assertEqual(Group.objects.get(slug="rowing").name, "Rowing")

    def test_a_guest_may_not_start_one(self) -> None:
        with self.assertRaises(NotAllowed):
            start_group(self.gus, name="Rowing")
        self.assertEqual(client_of(self.gus).get("/g/new/").status_code, 403)


class AddressTests(WorldTestCase):
    def test_the_second_of_a_name_gets_a_number(self) -> None:
        self.assertEqual(
            [start_group(self.chen, name="Rowing").slug for _ in range(3)], ["rowing", "rowing-2", "rowing-3"]
        )

    def test_a_name_that_is_another_page_can_be_reached(self) -> None:
        client = client_of(self.bilal)
        for name in ("New", "Overlap"):
            group = start_group(self.chen, name=name)
            self.assertContains(client.get(group.get_absolute_url()), f"<h1>{name}</h1>")

    def test_a_name_without_letters_has_an_address(self) -> None:
        group = start_group(self.chen, name="船")
        self.assertEqual(client_of(self.chen).get(group.get_absolute_url()).status_code, 200)

    def test_the_address_of_a_secret_group_tells_nothing(self) -> None:
        group = start_group(self.chen, name="Merger", openness=Group.Openness.SECRET)
        self.assertNotIn("merger", group.slug)

    def test_a_listed_group_cannot_take_an_address_like_a_secret_one(self) -> None:
        group = start_group(self.chen, name=self.orchid.slug)
        self.assertFalse(group.slug.startswith("x-"))


class ChangeTests(WorldTestCase):
    def changed(self, **values: object) -> Group:
        now = {"name": "Harbour", "purpose": "Ships", "rules": "", "openness": Group.Openness.CLOSED}
        return change_group(self.amber, Group.objects.get(pk=self.harbour.pk), **{**now, **values})

    def test_opening_it_lets_everybody_read_what_is_there(self) -> None:
        client, address = client_of(self.chen), self.closed_post.get_absolute_url()
        self.assertEqual(client.get(address).status_code, 404)
        self.changed(openness=Group.Openness.OPEN)
        self.assertEqual(client.get(address).status_code, 200)

    def test_closing_it_again_shuts_out_who_is_not_in_it(self) -> None:
        self.changed(openness=Group.Openness.OPEN)
        self.changed(openness=Group.Openness.CLOSED)
        self.assertEqual(client_of(self.chen).get(self.closed_post.get_absolute_url()).status_code, 404)
        self.assertEqual(client_of(self.bilal).get(self.closed_post.get_absolute_url()).status_code, 200)

    def test_its_address_stays_while_it_is_listed(self) -> None:
        self.assertEqual(self.changed(name="Docks", openness=Group.Openness.OPEN).slug, "harbour")

    def test_becoming_secret_changes_the_address_and_hides_it(self) -> None:
        group = self.changed(openness=Group.Openness.SECRET)
        self.assertNotIn("harbour", group.slug)
        self.assertEqual(client_of(self.chen).get("/g/harbour/").status_code, 404)
        self.assertEqual(client_of(self.chen).get(group.get_absolute_url()).status_code, 404)
        self.assertEqual(client_of(self.bilal).get(group.get_absolute_url()).status_code, 200)

    def test_a_secret_group_that_is_listed_gets_an_address_of_its_name(self) -> None:
        self.changed(openness=Group.Openness.SECRET)
        group = self.changed(openness=Group.Openness.CLOSED)
        self.assertEqual(group.slug, "harbour")

    def test_the_form_changes_it_and_announces_it(self) -> None:
        with self.hearing(GroupChanged) as heard:
            answer = client_of(self.amber).post("/g/harbour/edit/", {**FORM, "name": "Docks", "openness": "1"})
        self.assertEqual(answer.status_code, 303)
        self.harbour.refresh_from_db()
        self.assertEqual((self.harbour.name, self.harbour.purpose), ("Docks", "On Thursdays"))
        self.assertEqual(heard, [GroupChanged(self.harbour.pk, self.amber.pk)])

    def test_only_a_leader_changes_it(self) -> None:
        for person in (self.bilal, self.chen, self.eva, self.gus):
            self.assertEqual(client_of(person).post("/g/harbour/edit/", FORM).status_code, 403, person)
        self.harbour.refresh_from_db()
        self.assertEqual(self.harbour.name, "Harbour")


class ArchiveTests(WorldTestCase):
    def test_nothing_new_is_shared_and_what_is_there_stays(self) -> None:
        archive_group(self.amber, self.harbour)
        sent = client_of(self.bilal).post("/new/post/", {"body": "Late", "audience": "harbour"})
        self.assertEqual(sent.status_code, 422)
        self.assertEqual(client_of(self.bilal).get(self.closed_post.get_absolute_url()).status_code, 200)

    def test_nobody_walks_in(self) -> None:
        archive_group(self.bilal, self.square)
        self.assertFalse(may_join(self.chen, self.square))
        self.assertEqual(client_of(self.chen).post("/g/square/join/").status_code, 403)

    def test_a_leader_opens_it_again(self) -> None:
        client = client_of(self.bilal)
        for on, is_archived in (("1", True), ("0", False)):
            client.post("/g/square/archive/", {"on": on})
            self.square.refresh_from_db()
            self.assertEqual(self.square.is_archived, is_archived)

    def test_a_member_may_not(self) -> None:
        with self.assertRaises(NotAllowed):
            archive_group(self.bilal, self.harbour)
