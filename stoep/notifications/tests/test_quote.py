"""A line names its item by its words, without the marks of Markdown."""

from __future__ import annotations

from stoep.items.actions import publish
from stoep.items.models import Item
from stoep.notifications.models import Notification
from stoep.notifications.queries import lines_for
from tests.world import WorldTestCase


class QuoteTests(WorldTestCase):
    def test_it_shows_no_marks(self) -> None:
        item = publish(self.bilal, kind=Item.Kind.POST, body="**Before** we *look* at `plans`")
        kind = Notification.Kind.MENTION
        Notification.objects.create(person=self.amber, kind=kind, key="k", actor=self.bilal, item=item)
        self.assertEqual(lines_for(self.amber)[0][0].quote, "Before we look at plans")
