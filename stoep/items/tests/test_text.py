"""What the text of an item shows: topics beside it, references, its language and direction, its headline."""

from __future__ import annotations

from django.conf import settings

from stoep.items.actions import edit_item, pin, publish, reply
from stoep.items.actions.imported import Imported, keep_imported
from stoep.items.models import Item, Reference
from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from stoep.kernel.ids import new_id
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from tests.world import WorldTestCase


class TopicTests(WorldTestCase):
    def setUp(self) -> None:
        self.pk = new_id()
        topics = ("pumps", "berth")
        one = Imported(self.pk, Item.Kind.POST, self.bilal.pk, "<p>It shakes</p>", topics=topics)
        keep_imported([one], None)
        self.client.force_login(self.bilal)

    def test_topics_that_do_not_stand_in_the_text_show_below_it(self) -> None:
        card = cards_html(cards_for(self.amber, [self.pk]))
        page = self.client.get(f"/i/{self.pk}/").content.decode()
        for shown in (card, page):
            self.assertIn('<a class="chip" href="/t/pumps/"><span class="chip__hash">#</span>pumps</a>', shown)

    def test_topics_of_the_text_are_not_said_twice(self) -> None:
        card = cards_html(cards_for(self.bilal, [self.question.pk]))
        self.assertIn('href="/t/berth/"', card)
        self.assertNotIn('class="chip"', card)

    def test_an_edit_keeps_the_topics_an_import_gave(self) -> None:
        item = Item.objects.for_system("a test").get(pk=self.pk)
        edit_item(self.bilal, item, body="It shakes no more #solved")
        names = set(item.topic_links.values_list("topic__name", flat=True))
        self.assertEqual(names, {"pumps", "berth", "solved"})

    def test_an_edit_takes_out_the_topics_that_left_the_text(self) -> None:
        edit_item(self.bilal, self.open_post, body="On the square")
        self.assertEqual(self.open_post.topic_links.count(), 0)


class ReferenceTests(WorldTestCase):
    def test_a_bare_address_of_an_item_is_a_reference(self) -> None:
        pk, late = self.notice.pk, reply(self.bilal, self.notice, body="Thanks")
        for text, target in (
            (f"see /i/{pk}/ for it", pk),
            (f"(/i/{pk}/#r{late.pk})", late.pk),
            (late.get_absolute_url(), late.pk),
            (f"{settings.SITE}{late.get_absolute_url()}", late.pk),
        ):
            item = publish(self.amber, kind=Item.Kind.POST, body=text)
            found = Reference.objects.get(item=item)
            self.assertEqual((found.target_id, f'href="/i/{target}/"' in self.shown(item)), (target, True), text)

    def test_an_address_of_nothing_stays_as_it_was_typed(self) -> None:
        item = publish(self.amber, kind=Item.Kind.POST, body="see /i/12345/ or `/i/1/`")
        self.assertIn("<p>see /i/12345/ or <code>/i/1/</code></p>", self.shown(item))

    def test_what_one_may_not_see_stays_hidden_behind_a_bare_address(self) -> None:
        item = publish(self.dilara, kind=Item.Kind.POST, body=f"see /i/{self.secret.pk}/")
        self.assertNotIn("canary", self.shown(item))

    def shown(self, item: Item) -> str:
        return cards_html(cards_for(self.amber, [item.pk]))


class LanguageTests(WorldTestCase):
    def test_only_title_and_text_are_in_the_language_of_the_item(self) -> None:
        asked = publish(self.amber, kind=Item.Kind.QUESTION, title="Waar is het?", body="Ik weet het niet.")
        self.client.force_login(self.amber)
        for shown in (
            cards_html(cards_for(self.amber, [asked.pk])),
            self.client.get(f"/i/{asked.pk}/").content.decode(),
        ):
            article = shown.split("<article", 1)[1]
            self.assertNotIn("lang=", article.split(">", 1)[0])
            self.assertEqual(article.split("</article>")[0].count('lang="nl" dir="auto"'), 2)

    def test_words_that_do_not_say_are_in_the_language_of_the_page(self) -> None:
        self.client.force_login(self.amber)
        page = self.client.post("/new/post/", {"body": "Kubernetes", "key": "k"})
        made = Item.objects.for_system("a test").get(pk=page["Location"].split("/")[2])
        self.assertEqual(made.language, "en")

    def test_else_in_that_of_the_organisation(self) -> None:
        Organisation.objects.update(language="en")
        forget()
        self.eva.language = ""
        self.assertEqual(publish(self.eva, kind=Item.Kind.POST, body="Kubernetes").language, "en")


class HeadlineTests(WorldTestCase):
    LONG = "**Before the street opens** we *look* at `plans`, see [the map](https://example.org/). " * 3

    def test_what_has_no_title_is_named_by_its_first_words_without_marks(self) -> None:
        item = publish(self.bilal, kind=Item.Kind.POST, body=self.LONG, group=self.square)
        self.assertTrue(item.headline.startswith("Before the street opens we look at plans, see the map"))
        self.assertTrue(item.headline.endswith("…") and not item.headline.endswith(("….", "……", ".…")))
        self.assertEqual(str(item), item.headline)

    def test_every_place_that_names_it_says_the_same(self) -> None:
        item = publish(self.bilal, kind=Item.Kind.POST, body=self.LONG, group=self.square)
        pin(self.bilal, item, pinned=True)
        linking = publish(self.bilal, kind=Item.Kind.POST, body=f"As in /i/{item.pk}/")
        self.client.force_login(self.amber)
        self.assertContains(self.client.get("/g/square/"), f"{item.headline}</a>")
        self.assertIn(f'thing__t" dir="auto">{item.headline}<', cards_html(cards_for(self.amber, [linking.pk])))
        self.assertIn(f'aria-label="Bilal: {item.headline}"', cards_html(cards_for(self.amber, [item.pk])))

    def test_signs_in_a_text_are_not_escaped_twice(self) -> None:
        item = publish(self.bilal, kind=Item.Kind.POST, body="Pipes & pumps")
        self.assertIn('aria-label="Bilal: Pipes &amp; pumps"', cards_html(cards_for(self.amber, [item.pk])))


class RefusalTests(WorldTestCase):
    def test_who_may_not_edit_is_told_so_on_a_page(self) -> None:
        self.client.force_login(self.chen)
        self.assertContains(self.client.get(f"/i/{self.notice.pk}/edit/"), "This is not yours to do", status_code=403)

    def test_a_history_marks_what_was_added_and_taken_out(self) -> None:
        edit_item(self.bilal, self.open_post, body="On the <big> square #market")
        edit_item(self.bilal, self.open_post, body="In the <big> square")
        self.client.force_login(self.bilal)
        page = self.client.get(f"/i/{self.open_post.pk}/history/")
        for shown in (
            "<del>On</del><ins>In</ins> the &lt;big&gt; square<del> #market</del>",
            "On the <ins>&lt;big&gt; </ins>square #market",
            ">On the square #market<",
        ):
            self.assertContains(page, shown)
