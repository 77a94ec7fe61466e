from __future__ import annotations

import re

from django.urls import reverse

from tests.world import WorldTestCase


class ComposerTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.bilal)

    def page(self, address: str, **headers: str) -> str:
        return self.client.get(address, headers=headers).content.decode()

    def test_each_group_says_how_many_members_it_has_and_how_open_it_is(self) -> None:
        page = self.page("/new/post/")
        self.assertIn("Harbour · 2 members, 1 guest, closed", page)
        self.assertIn("Square · 1 member, open", page)

    def test_a_draft_belongs_to_a_person_and_a_place(self) -> None:
        self.assertIn(f'<auto-save key="{self.bilal.pk}-new">', self.page("/new/post/"))
        self.assertIn(f'<auto-save key="{self.bilal.pk}-new-harbour">', self.page("/new/post/?group=harbour"))

    def test_another_kind_and_a_faulty_form_keep_the_place(self) -> None:
        page = self.page("/new/post/?group=harbour")
        self.assertIn('href="/new/question/?group=harbour" data-kind', page)
        again = self.client.post("/new/question/?group=harbour", {"audience": "harbour", "title": "", "body": "x"})
        self.assertEqual(again.status_code, 422)
        self.assertContains(again, f'<auto-save key="{self.bilal.pk}-new-harbour">', status_code=422)

    def test_editing_has_the_same_text_field_and_a_draft(self) -> None:
        page = self.page(reverse("items:edit", args=[self.open_post.pk]))
        self.assertIn("<complete-text", page)
        self.assertIn(f'<auto-save key="edit-{self.open_post.pk}-1"', page)
        self.assertRegex(page, re.compile("<textarea[^>]+name=.body.[^>]*>On the square #market</textarea>"))

    def test_an_edit_sent_by_htmx_goes_on_to_the_item(self) -> None:
        answer = self.client.post(
            reverse("items:edit", args=[self.open_post.pk]), {"body": "Elsewhere"}, headers={"HX-Request": "true"}
        )
        self.assertEqual(answer.headers["HX-Redirect"], self.open_post.get_absolute_url())

    def test_the_item_page_tells_scripts_what_they_act_on(self) -> None:
        page = self.page(self.question.get_absolute_url())
        self.assertIn(f'id="item-{self.question.pk}" data-part', page)
        self.assertIn('data-unsent="Your answer was not sent. It is safe on this device."', page)
        self.assertIn(f'<auto-save key="{self.bilal.pk}-reply-{self.question.pk}">', page)

    def test_a_completed_colleague_has_a_face(self) -> None:
        [found] = self.client.get("/complete/people/?q=amb").json()["results"]
        self.assertIn('class="av av--s', found["picture"])
        self.assertEqual(found["value"], "@amber")
