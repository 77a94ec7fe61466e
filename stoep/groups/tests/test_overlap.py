"""Which groups are shown first to who wants to start another."""

from __future__ import annotations

from stoep.groups.actions import start_group
from stoep.groups.models import Group
from stoep.groups.queries import groups_like
from tests.roles import client_of
from tests.world import WorldTestCase


class OverlapTests(WorldTestCase):
    def names(self, name: str) -> list[str]:
        return [group.name for group in groups_like(self.chen, name)]

    def test_a_shared_word_is_enough(self) -> None:
        self.assertEqual(self.names("The harbour at night"), ["Harbour"])

    def test_the_same_short_name_is_found_whatever_its_case(self) -> None:
        start_group(self.bilal, name="HR")
        self.assertEqual(self.names("hr"), ["HR"])

    def test_a_name_of_one_letter_or_sign_is_found(self) -> None:
        for name in ("C", "C++", "🎉"):
            start_group(self.bilal, name=name)
            self.assertIn(name, self.names(name))

    def test_letters_beyond_ascii_have_no_case_either(self) -> None:
        start_group(self.bilal, name="Één")
        self.assertEqual(self.names("éÉN"), ["Één"])

    def test_a_short_word_is_found_only_as_a_word(self) -> None:
        start_group(self.bilal, name="News from HR")
        start_group(self.bilal, name="Chronicle")
        self.assertEqual(self.names("HR-team"), ["News from HR"])

    def test_little_words_are_no_overlap(self) -> None:
        start_group(self.bilal, name="Met de fiets")
        self.assertEqual(self.names("Vrienden van de kantine"), [])

    def test_the_same_name_comes_first(self) -> None:
        for name in ("Ab HR", "HR", "Ac HR"):
            start_group(self.bilal, name=name)
        self.assertEqual(self.names("HR"), ["HR", "Ab HR", "Ac HR"])

    def test_a_secret_group_is_not_given_away(self) -> None:
        self.assertEqual(self.names("Orchid"), [])
        self.assertEqual([group.pk for group in groups_like(self.dilara, "Orchid")], [self.orchid.pk])

    def test_nothing_visible_is_like_nothing(self) -> None:
        self.assertEqual(self.names("\u200b"), [])
        self.assertEqual(client_of(self.chen).get("/g/overlap/", {"q": "\x00"}).json(), {"results": []})

    def test_starting_asks_first_and_goes_on_when_one_is_sure(self) -> None:
        client, form = client_of(self.chen), {"name": "Square", "openness": "0"}
        self.assertContains(client.post("/g/new/", form), 'href="/g/square/"', status_code=422)
        self.assertEqual(client.post("/g/new/", {**form, "sure": "1"}).headers["Location"], "/g/square-2/")

    def test_who_asks_by_address_gets_names_and_addresses(self) -> None:
        answer = client_of(self.chen).get("/g/overlap/", {"q": "square"})
        self.assertEqual(answer.json(), {"results": [{"name": "Square", "url": "/g/square/"}]})

    def test_a_guest_learns_only_of_their_own_groups(self) -> None:
        self.assertEqual(groups_like(self.gus, "Square"), [])
        self.assertEqual(list(groups_like(self.gus, "Harbour")), [Group.objects.get(pk=self.harbour.pk)])
