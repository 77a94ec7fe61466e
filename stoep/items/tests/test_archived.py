"""An archived group is read, and nothing more: no box to write in, no button that is refused."""

from __future__ import annotations

from stoep.groups.actions import archive_group
from stoep.items.actions import react
from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from tests.world import WorldTestCase


class ArchivedTests(WorldTestCase):
    def setUp(self) -> None:
        react(self.amber, self.answer, "thanks")
        archive_group(self.amber, self.harbour)
        self.client.force_login(self.amber)

    def test_its_threads_say_so_in_place_of_the_box(self) -> None:
        page = self.client.get(f"/i/{self.question.pk}/")
        self.assertContains(page, "This group is archived.")
        for address in ("replies", "answer"):
            self.assertNotContains(page, f"/{address}/")
        self.assertNotContains(page, "data-reply-to")

    def test_reactions_are_shown_and_not_given(self) -> None:
        page = self.client.get(f"/i/{self.question.pk}/").content.decode()
        card = cards_html(cards_for(self.amber, [self.question.pk]))
        for shown in (page, card):
            buttons = [part.split(">", 1)[0] for part in shown.split("<button")[1:]]
            reactions = [button for button in buttons if "/reaction/" in button]
            self.assertTrue(reactions)
            self.assertEqual([button for button in reactions if not button.endswith(" disabled")], [])

    def test_it_can_still_be_kept_for_later(self) -> None:
        shown = self.client.post(f"/i/{self.question.pk}/bookmark/", {"on": "1"}, HTTP_HX_REQUEST="true")
        self.assertContains(shown, "disabled", count=4)
