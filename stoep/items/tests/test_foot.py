"""What stands below an item after a press: the same as before, with the press counted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.items.actions import publish, reply
from stoep.items.models import Item
from tests.world import WorldTestCase

HTMX = {"HTTP_HX_REQUEST": "true"}


class FootTests(WorldTestCase):
    def test_who_asked_can_still_confirm_an_answer_after_appreciating_it(self) -> None:
        answer = reply(self.bilal, self.question, body="On the second shelf")
        self.client.force_login(self.amber)
        shown = self.client.post(f"/i/{answer.pk}/reaction/", {"emoji": "thanks"}, **HTMX)
        self.assertContains(shown, f"/i/{answer.pk}/answer/")
        self.assertContains(shown, f'data-name="{self.bilal.handle}"')

    def test_others_are_not_offered_to_confirm_it(self) -> None:
        answer = reply(self.amber, self.question, body="Found it myself")
        self.client.force_login(self.bilal)
        shown = self.client.post(f"/i/{answer.pk}/reaction/", {"emoji": "thanks"}, **HTMX)
        self.assertNotContains(shown, f"/i/{answer.pk}/answer/")

    def test_reading_an_announcement_shows_how_many_of_how_many_did(self) -> None:
        until = timezone.now() + timedelta(days=1)
        told = publish(self.eva, kind=Item.Kind.POST, title="Heat is back", body="All of it.", top_until=until)
        self.client.force_login(self.amber)
        shown = self.client.post(f"/i/{told.pk}/read/", **HTMX)
        self.assertContains(shown, 'value="1"')
        self.assertNotContains(shown, f"/i/{told.pk}/read/")
