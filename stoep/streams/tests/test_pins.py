"""What is pinned above the stream of a group: three at most, the newest pin first."""

from __future__ import annotations

import re

from stoep.items.actions import TooManyPins, delete_item, pin, publish
from stoep.items.models import Item
from stoep.streams.models import Pin
from tests.roles import client_of
from tests.world import WorldTestCase


class PinTests(WorldTestCase):
    def setUp(self) -> None:
        self.posts = [self.post(f"Post {n}") for n in range(4)]

    def post(self, text: str) -> Item:
        return publish(self.bilal, kind=Item.Kind.POST, body=text, group=self.square)

    def shown(self) -> list[str]:
        """Return what stands beside the stream, from above."""
        page = client_of(self.chen).get("/g/square/").content.decode()
        return re.findall(r">([^<]+)</a></li>", page.partition('class="pins"')[2].partition("</ul>")[0])

    def pinned(self, *numbers: int) -> None:
        for n in numbers:
            pin(self.bilal, self.posts[n], pinned=True)

    def test_the_newest_pin_stands_first_whatever_was_written_first(self) -> None:
        self.pinned(2, 0, 1)
        self.assertEqual(self.shown(), ["Post 1", "Post 0", "Post 2"])

    def test_pinned_again_it_moves_up_and_unpinned_it_goes(self) -> None:
        self.pinned(0, 1)
        self.pinned(0)
        self.assertEqual(self.shown(), ["Post 0", "Post 1"])
        pin(self.bilal, self.posts[0], pinned=False)
        self.assertEqual(self.shown(), ["Post 1"])
        self.assertEqual(Pin.objects.count(), 1)

    def test_a_fourth_asks_which_one_goes(self) -> None:
        self.pinned(0, 1, 2)
        with self.assertRaises(TooManyPins):
            self.pinned(3)
        client, address = client_of(self.bilal), f"/i/{self.posts[3].pk}/pin/"
        self.assertContains(client.get(f"/i/{self.posts[3].pk}/menu/"), f'href="{address}" data-dialog')
        self.assertContains(client.get(address), "Which one goes?")
        refused = client.post(address, {"on": "1"})
        self.assertContains(refused, "This one goes", 3, status_code=409)
        moved = client.post(address, {"on": "1"}, headers={"HX-Request": "true"})
        self.assertEqual(moved.headers["HX-Redirect"], address)
        self.assertEqual(self.shown(), ["Post 2", "Post 1", "Post 0"])

    def test_it_comes_instead_of_the_one_that_is_chosen(self) -> None:
        self.pinned(0, 1, 2)
        answer = client_of(self.bilal).post(f"/i/{self.posts[3].pk}/pin/", {"instead_of": str(self.posts[1].pk)})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.shown(), ["Post 3", "Post 2", "Post 0"])

    def test_instead_of_what_is_pinned_elsewhere_is_no_room(self) -> None:
        self.pinned(0, 1, 2)
        pin(self.amber, self.closed_post, pinned=True)
        for other in (self.closed_post.pk, self.secret.pk, 12345, self.posts[3].pk):
            answer = client_of(self.bilal).post(f"/i/{self.posts[3].pk}/pin/", {"instead_of": str(other)})
            self.assertEqual(answer.status_code, 409)
        self.closed_post.refresh_from_db()
        self.assertTrue(self.closed_post.is_pinned)

    def test_what_was_removed_leaves_room(self) -> None:
        self.pinned(0, 1, 2)
        delete_item(self.bilal, self.posts[1])
        self.pinned(3)
        self.assertEqual(self.shown(), ["Post 3", "Post 2", "Post 0"])

    def test_three_in_one_group_leave_room_in_another_and_for_everyone(self) -> None:
        self.pinned(0, 1, 2)
        pin(self.amber, self.closed_post, pinned=True)
        for item in (self.notice, self.other_notice):
            pin(self.eva, item, pinned=True)
        self.assertEqual(Pin.objects.filter(stream__kind=0).count(), 2)

    def test_who_may_not_pin_is_asked_nothing(self) -> None:
        for person, status in ((self.chen, 403), (self.gus, 404)):
            self.assertEqual(client_of(person).get(f"/i/{self.posts[0].pk}/pin/").status_code, status)
