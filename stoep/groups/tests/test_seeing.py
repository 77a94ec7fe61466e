"""What each kind of reader sees of a group: its pages, the directory, the counts, profiles."""

from __future__ import annotations

from stoep.groups.actions import archive_group, ask_to_join, join_group, start_group
from stoep.groups.queries import groups_shown_of
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase


class PageTests(WorldTestCase):
    def statuses(self, person: Person, slug: str) -> list[int]:
        client = client_of(person)
        return [client.get(f"/g/{slug}/{page}").status_code for page in ("", "about/", "members/")]

    def test_an_open_group_is_there_for_members_only(self) -> None:
        self.assertEqual(self.statuses(self.chen, "square"), [200, 200, 200])
        self.assertEqual(self.statuses(self.gus, "square"), [404, 404, 404])

    def test_a_closed_group_shows_its_purpose_but_not_who_is_in_it(self) -> None:
        self.assertEqual(self.statuses(self.chen, "harbour"), [200, 200, 403])
        self.assertEqual(self.statuses(self.eva, "harbour"), [200, 200, 403])
        self.assertEqual(self.statuses(self.gus, "harbour"), [200, 200, 200])
        page = client_of(self.chen).get("/g/harbour/")
        self.assertContains(page, "Ships")
        self.assertContains(page, "2 members, 1 guest")
        self.assertContains(page, "Amber decides who joins.")
        self.assertNotContains(page, "Bilal")

    def test_a_secret_group_does_not_exist_for_others(self) -> None:
        for person in (self.chen, self.gus, self.eva, self.milan):
            self.assertEqual(self.statuses(person, self.orchid.slug), [404, 404, 404], person)
        self.assertEqual(self.statuses(self.dilara, self.orchid.slug), [200, 200, 200])

    def test_each_reader_is_offered_what_they_can_do(self) -> None:
        ask_to_join(self.milan, self.harbour)
        for person, slug, offer in (
            (self.chen, "square", 'formaction="/g/square/join/"'),
            (self.chen, "harbour", "Ask to join"),
            (self.milan, "harbour", "Never mind"),
            (self.bilal, "harbour", 'href="/g/harbour/leave/"'),
            (self.amber, "harbour", 'href="/g/harbour/edit/"'),
        ):
            self.assertContains(client_of(person).get(f"/g/{slug}/"), offer)
        self.assertNotContains(client_of(self.bilal).get("/g/harbour/"), 'href="/g/harbour/edit/"')

    def test_nobody_is_offered_to_join_what_is_archived(self) -> None:
        archive_group(self.bilal, self.square)
        page = client_of(self.chen).get("/g/square/")
        self.assertContains(page, "archived")
        self.assertNotContains(page, "/g/square/join/")


class DirectoryTests(WorldTestCase):
    def names(self, person: Person, **asked: str) -> list[str]:
        return [group.name for group in client_of(person).get("/g/", asked).context["groups"]]

    def test_it_lists_what_one_may_know_of(self) -> None:
        self.assertEqual(self.names(self.chen), ["Harbour", "Square"])
        self.assertEqual(self.names(self.dilara), ["Harbour", "Orchid", "Square"])
        self.assertEqual(self.names(self.gus), ["Harbour"])

    def test_it_finds_by_name_and_purpose_but_nothing_secret(self) -> None:
        self.assertEqual(self.names(self.chen, q="ship"), ["Harbour"])
        self.assertEqual(self.names(self.chen, q="quiet"), [])

    def test_all_words_count(self) -> None:
        self.assertEqual(self.names(self.chen, q="harbour square"), [])

    def test_my_groups_are_those_one_is_in(self) -> None:
        self.assertEqual(self.names(self.bilal, mine="1"), ["Harbour", "Square"])
        self.assertEqual(self.names(self.amber, mine="1"), ["Harbour"])
        self.assertContains(client_of(self.chen).get("/g/?mine=1"), "You are in no group yet")

    def test_a_group_one_is_in_is_marked(self) -> None:
        page = client_of(self.amber).get("/g/")
        self.assertContains(page, "you are in it", count=1)

    def test_the_next_page_keeps_what_was_asked(self) -> None:
        for n in range(61):
            start_group(self.chen, name=f"Rowing {n:02}")
        page = client_of(self.chen).get("/g/?q=rowing&mine=1")
        self.assertContains(page, f"?q=rowing&amp;mine=1&amp;after={page.context['after']}")

    def test_nothing_found_offers_to_start_it_but_not_to_guests(self) -> None:
        link = "/g/new/?name=chess"
        self.assertContains(client_of(self.chen).get("/g/?q=chess"), link)
        self.assertNotContains(client_of(self.gus).get("/g/?q=chess"), link)


class ProfileTests(WorldTestCase):
    def test_a_profile_names_open_groups_and_those_one_shares(self) -> None:
        self.assertEqual([group.name for group in groups_shown_of(self.bilal, self.chen)], ["Square"])
        self.assertEqual([group.name for group in groups_shown_of(self.bilal, self.amber)], ["Harbour", "Square"])
        self.assertEqual([group.name for group in groups_shown_of(self.bilal, self.gus)], ["Harbour"])
        self.assertEqual(groups_shown_of(self.dilara, self.chen), [])

    def test_joining_shows_there_at_once(self) -> None:
        join_group(self.chen, self.square)
        self.assertContains(client_of(self.amber).get("/p/chen/"), 'href="/g/square/"')
