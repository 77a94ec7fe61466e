"""The page around every page."""

from __future__ import annotations

from tests.roles import client_of
from tests.world import WorldTestCase


class BaseTests(WorldTestCase):
    def test_going_back_after_a_search_fetches_a_whole_page(self) -> None:
        """Asked as htmx, the address of a list answers with its part: the page would lose everything around it."""
        self.assertContains(client_of(self.chen).get("/g/"), '"historyRestoreAsHxRequest":false')
