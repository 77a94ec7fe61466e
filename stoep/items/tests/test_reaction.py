"""Reacting: one reaction a person, by who may take part."""

from __future__ import annotations

from stoep.items.actions import react, withdraw_reaction
from stoep.items.facts import ItemReacted
from stoep.items.models import Item, Reaction
from stoep.kernel.access import NotAllowed
from tests.world import WorldTestCase


class ReactTests(WorldTestCase):
    def test_an_outsider_may_not_react(self) -> None:
        with self.assertRaises(NotAllowed):
            react(self.chen, self.question, "agree")

    def test_it_is_announced(self) -> None:
        with self.hearing(ItemReacted) as heard:
            react(self.bilal, self.question, "agree")
        self.assertEqual(heard, [ItemReacted(self.question.pk, self.bilal.pk, "agree")])

    def test_a_second_reaction_takes_the_place_of_the_first(self) -> None:
        react(self.bilal, self.question, "agree")
        react(self.bilal, self.question, "thanks")
        self.assertEqual(Reaction.objects.filter(item=self.question).count(), 1)
        self.assertEqual(Item.objects.visible_to(self.bilal).get(pk=self.question.pk).reactions, "thanks:1")

    def test_withdrawing_leaves_nothing(self) -> None:
        react(self.bilal, self.question, "agree")
        withdraw_reaction(self.bilal, self.question)
        self.assertEqual(Item.objects.visible_to(self.bilal).get(pk=self.question.pk).reactions, "")
