"""A thread: long ones page by page, the confirmed answer on top, another order, following."""

from __future__ import annotations

from stoep.items.actions import accept_answer, publish, react, reply
from stoep.items.models import Item
from stoep.items.queries import thread_of
from stoep.kernel.ids import new_id
from tests.world import WorldTestCase

HTMX = {"HTTP_HX_REQUEST": "true"}


class LongThreadTests(WorldTestCase):
    replies: list[Item]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.asked = publish(cls.amber, kind=Item.Kind.QUESTION, title="Who comes?", body="Say so.")
        first = reply(cls.bilal, cls.asked, body="Me 0")
        made = [Item(**{**cls._values(first), "id": new_id(), "html": f"<p>Me {n}</p>"}) for n in range(1, 230)]
        Item.objects.bulk_create(made)
        Item.objects.for_system("a test").filter(pk=cls.asked.pk).update(reply_count=230, last_id=made[-1].pk)
        cls.replies = [first, *made]

    @staticmethod
    def _values(item: Item) -> dict[str, object]:
        return {field.attname: getattr(item, field.attname) for field in Item._meta.concrete_fields}

    def setUp(self) -> None:
        self.client.force_login(self.dilara)

    def test_a_link_to_a_late_reply_leads_to_the_page_that_holds_it(self) -> None:
        late = self.replies[-1]
        page = self.client.get(f"/i/{late.pk}/")
        self.assertRedirects(page, f"/i/{self.asked.pk}/?at={late.pk}#r{late.pk}", fetch_redirect_response=False)
        self.assertEqual(late.get_absolute_url(), page["Location"])
        self.assertContains(self.client.get(page["Location"]), f'id="r{late.pk}"')

    def test_the_first_page_goes_on_and_the_last_goes_back(self) -> None:
        first = self.client.get(f"/i/{self.asked.pk}/")
        self.assertContains(first, f"?after={self.replies[199].pk}#replies")
        self.assertNotContains(first, "Show earlier replies")
        last = self.client.get(f"/i/{self.asked.pk}/?at={self.replies[-1].pk}")
        earliest = self.replies[129]
        self.assertContains(last, f"?at={earliest.pk}#r{earliest.pk}")
        self.assertNotContains(last, "Show later replies")
        self.assertContains(self.client.get(f"/i/{self.asked.pk}/?at={earliest.pk}"), f'id="r{self.replies[0].pk}"')

    def test_a_page_is_fetched_again_from_its_own_address(self) -> None:
        for query in (f"?after={self.replies[199].pk}", f"?at={self.replies[-1].pk}"):
            page = self.client.get(f"/i/{self.asked.pk}/{query}")
            self.assertContains(page, f'data-src="/i/{self.asked.pk}/{query}"')
        first = self.client.get(f"/i/{self.asked.pk}/?at={self.replies[3].pk}")
        self.assertContains(first, f'data-src="/i/{self.asked.pk}/"')

    def test_a_reply_that_is_sent_shows(self) -> None:
        shown = self.client.post(f"/i/{self.asked.pk}/replies/", {"body": "Me too", "key": "k"}, **HTMX)
        self.assertContains(shown, "<p>Me too</p>")

    def test_an_answer_beyond_the_first_page_stands_on_top_of_it(self) -> None:
        accept_answer(self.amber, self.replies[220])
        thread = thread_of(self.dilara, self.asked.pk)
        assert thread is not None and thread.answer is not None
        self.assertEqual((thread.answer.reply.pk, len(thread.branches)), (self.replies[220].pk, 200))
        later = thread_of(self.dilara, self.asked.pk, around=self.replies[220].pk)
        assert later is not None
        self.assertIsNone(later.answer)
        self.assertIn(self.replies[220].pk, [branch.reply.pk for branch in later.branches if branch.reply.is_answer])


class ThreadTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.amber)
        self.page = f"/i/{self.question.pk}/"

    def order(self, **options: bool) -> list[int]:
        thread = thread_of(self.amber, self.question.pk, **options)
        assert thread is not None
        return [branch.reply.pk for branch in (*([thread.answer] if thread.answer else []), *thread.branches)]

    def test_an_answer_at_the_second_level_stands_on_top_once(self) -> None:
        other = reply(self.gus, self.question, body="Ask Bilal")
        below = reply(self.bilal, other, body="It is nine")
        accept_answer(self.amber, below)
        self.assertEqual(self.order(), [below.pk, self.answer.pk, other.pk])
        self.assertContains(self.client.get(self.page), f'id="r{below.pk}"', count=1)
        self.assertContains(self.client.get(self.page), "reply--best", count=1)

    def test_best_first_is_the_answer_then_what_was_appreciated(self) -> None:
        second, third, fourth = (reply(self.bilal, self.question, body=f"Or {n}") for n in range(3))
        react(self.gus, third, "thanks")
        accept_answer(self.amber, fourth)
        best = [fourth.pk, third.pk, self.answer.pk, second.pk]
        self.assertEqual(self.order(best_first=True), best)
        self.assertEqual(self.order(), [fourth.pk, self.answer.pk, second.pk, third.pk])
        page = self.client.get(f"{self.page}?sort=best").content.decode()
        self.assertEqual(sorted(best, key=lambda pk: page.index(f'id="r{pk}"')), best)
        self.assertIn(f'data-src="{self.page}?sort=best"', page)

    def test_few_answers_need_no_order(self) -> None:
        self.assertNotContains(self.client.get(self.page), "sort=best")

    def test_it_says_who_confirmed_and_how_long_it_took(self) -> None:
        accept_answer(self.amber, self.answer)
        self.assertContains(self.client.get(self.page), "by Amber")
        Item.objects.for_system("a test").filter(pk=self.answer.pk).update(id=self.question.pk + (41 * 60_000 << 16))
        self.question.question.answer_id = self.question.pk + (41 * 60_000 << 16)
        self.question.question.save()
        self.assertContains(self.client.get(self.page), "in 41\xa0minutes")

    def test_the_head_follows_the_thread(self) -> None:
        page = f"/i/{self.notice.pk}/"
        self.assertContains(self.client.get(page), f'id="follow-{self.notice.pk}"')
        target = {"HTTP_HX_TARGET": f"follow-{self.notice.pk}", **HTMX}
        self.assertContains(self.client.post(f"{page}following/", {"on": "1"}, **target), "Following")
        self.assertContains(self.client.get(page), "Following")
        self.assertEqual(self.client.post(f"{page}following/", {"on": "0"}, **HTMX).status_code, 204)
        self.assertNotContains(self.client.get(page), "Following")

    def test_who_asked_follows_by_itself(self) -> None:
        self.assertContains(self.client.get(self.page), "Following")

    def test_the_top_of_a_phone_names_the_kind_and_leads_back(self) -> None:
        page = self.client.get(self.page).content.decode()
        title = page.split('class="top__title clip phone">')[1].split("</span>")[0]
        self.assertEqual(title.split()[-1], "Question")
        self.assertIn('aria-label="Back"', page)
