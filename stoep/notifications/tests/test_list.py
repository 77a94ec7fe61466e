"""The list: whole sentences, the gate asked when it is shown, nothing of what a name holds becomes markup."""

from __future__ import annotations

from django.utils import translation

from stoep.groups.actions import leave_group
from stoep.items.actions import reply
from stoep.items.facts import ItemPublished
from stoep.notifications.actions import tell
from stoep.notifications.listeners import tell_about_item
from stoep.notifications.models import Notification
from stoep.notifications.queries import lines_for
from stoep.people.models import Person
from tests.world import WorldTestCase

Kind = Notification.Kind


class ListTests(WorldTestCase):
    def texts(self, person: Person, language: str = "nl") -> list[str]:
        with translation.override(language):
            return [str(line.text) for line in lines_for(person)[0]]

    def tell_of_answers(self) -> None:
        for person in (self.gus, self.bilal):
            item = reply(person, self.question, body="berth ten")
            tell_about_item(ItemPublished(item.pk, person.pk, self.question.pk))

    def test_a_reply_to_a_question_is_an_answer(self) -> None:
        self.tell_of_answers()
        self.assertEqual(self.texts(self.amber), ["<b>Bilal</b> en 1 ander gaven antwoord"])
        self.assertEqual(self.texts(self.amber, "en"), ["<b>Bilal</b> and 1 other gave an answer"])

    def test_every_kind_is_a_sentence_in_both_languages(self) -> None:
        for kind in Kind:
            for others in (0, 1, 2):
                group = self.square if "group" in kind.label or kind in (Kind.JOINING_ASKED, Kind.LET_IN) else None
                Notification.objects.create(
                    person=self.chen, kind=kind, key=f"{kind}-{others}", actor=self.bilal, others=others, group=group
                )
        for language in ("nl", "en"):
            texts, before = [], 0
            with translation.override(language):
                while not texts or before:
                    lines, before = lines_for(self.chen, before=before)
                    texts += [str(line.text) for line in lines]
            self.assertEqual(len(texts), 3 * len(Kind))
            self.assertFalse([text for text in texts if "%" in text])

    def test_what_may_no_longer_be_read_is_left_out(self) -> None:
        self.tell_of_answers()
        leave_group(self.bilal, self.harbour)
        self.assertEqual(self.texts(self.bilal), [])

    def test_names_are_no_markup(self) -> None:
        Person.objects.filter(pk=self.bilal.pk).update(name="<img src=x> %(n)d")
        tell([self.chen.pk], Kind.FOLLOW, "follow", self.bilal.pk)
        self.assertEqual(self.texts(self.chen), ["<b>&lt;img src=x&gt; %(n)d</b> volgt je"])

    def test_the_page_shows_it_and_marks_it_read(self) -> None:
        self.tell_of_answers()
        self.client.force_login(self.amber)
        self.assertContains(self.client.get("/notifications/"), "note--new", 1)
        self.client.post("/notifications/read/")
        self.assertNotContains(self.client.get("/notifications/"), "note--new")
