"""A question waits in the lists of who might know exactly while it has no answer that can be read."""

from __future__ import annotations

from stoep.items.actions import accept_answer, delete_item, restore_item
from stoep.streams.models import Entry, Stream
from tests.world import WorldTestCase


class QuestionTests(WorldTestCase):
    def waits(self) -> bool:
        asked = Entry.objects.for_system("a test looks").filter(stream__kind=Stream.Kind.ASKED)
        return asked.filter(item_id=self.question.pk).exists()

    def test_it_waits_again_while_its_answer_is_removed(self) -> None:
        accept_answer(self.amber, self.answer)
        self.assertFalse(self.waits())
        delete_item(self.bilal, self.answer)
        self.assertTrue(self.waits())
        restore_item(self.bilal, self.answer)
        self.assertFalse(self.waits())
