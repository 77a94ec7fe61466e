"""A form that is sent again with its key makes nothing new: it may have waited on a device after it had arrived."""

from __future__ import annotations

from stoep.items.models import Item
from tests.world import WorldTestCase

HTMX = {"HTTP_HX_REQUEST": "true"}


class KeyTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.bilal)

    def test_a_post_sent_twice_is_one_post_and_both_lead_to_it(self) -> None:
        sent = {"body": "From the trench", "key": "k1"}
        first, second = (self.client.post("/new/post/", sent, **HTMX)["HX-Redirect"] for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(Item.objects.visible_to(self.bilal).filter(body="From the trench").count(), 1)

    def test_a_reply_sent_twice_is_one_reply_and_both_name_it(self) -> None:
        address = f"/i/{self.question.pk}/replies/"
        sent = {"body": "From the trench", "key": "k2"}
        names = [self.client.post(address, sent, **HTMX)["HX-Trigger-After-Settle"] for _ in range(2)]
        self.assertEqual(names[0], names[1])
        self.assertEqual(Item.objects.visible_to(self.bilal).filter(body="From the trench").count(), 1)

    def test_what_was_changed_while_it_waited_is_mended_by_an_edit(self) -> None:
        address = self.client.post("/new/post/", {"body": "It lies free", "key": "k3"}, **HTMX)["HX-Redirect"]
        again = self.client.post("/new/post/", {"body": "It really lies free", "key": "k3"}, **HTMX)["HX-Redirect"]
        self.assertEqual(address, again)
        self.client.post(f"{again}edit/", {"body": "It really lies free", "title": ""}, **HTMX)
        self.assertContains(self.client.get(address), "It really lies free")

    def test_the_key_is_of_one_person(self) -> None:
        first = self.client.post("/new/post/", {"body": "Mine", "key": "k4"}, **HTMX)["HX-Redirect"]
        self.client.force_login(self.chen)
        self.assertNotEqual(first, self.client.post("/new/post/", {"body": "Mine", "key": "k4"}, **HTMX)["HX-Redirect"])
