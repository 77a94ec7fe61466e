"""What a device keeps of home to be read without a connection, and the files that make that work."""

from __future__ import annotations

import re

from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.ui.assets import asset_url, sources
from tests.world import WorldTestCase

LONG = "\n\n".join(f"Part {n} of a story that goes on and on, and then some more." for n in range(80))


class KeptTests(WorldTestCase):
    def kept(self) -> str:
        response = self.client.get("/kept/")
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def shown(self, page: str) -> list[int]:
        return [int(pk) for pk in re.findall(r'id="item-(\d+)"', page)]

    def test_texts_are_whole_with_their_comments(self) -> None:
        told = publish(self.amber, kind=Item.Kind.POST, body=LONG)
        reply(self.bilal, told, body="What a story")
        self.client.force_login(self.chen)
        self.assertNotContains(self.client.get("/"), "Part 79")
        page = self.kept()
        self.assertIn("Part 79", page)
        self.assertIn("What a story", page)
        self.assertNotIn("Read on", page)

    def test_it_holds_the_newest_fifty(self) -> None:
        made = [publish(self.amber, kind=Item.Kind.POST, body=f"Post {n}", group=self.harbour).pk for n in range(53)]
        self.client.force_login(self.bilal)
        self.assertEqual(self.shown(self.kept()), made[:2:-1])

    def test_what_one_may_not_read_is_not_in_it(self) -> None:
        inside = publish(self.amber, kind=Item.Kind.POST, body="Only here", group=self.harbour)
        for person, may_read in ((self.bilal, True), (self.chen, False), (self.eva, False)):
            self.client.force_login(person)
            self.assertEqual(inside.pk in self.shown(self.kept()), may_read, person)

    def test_a_guest_keeps_what_is_theirs_and_writes_no_posts(self) -> None:
        self.client.force_login(self.gus)
        page = self.kept()
        self.assertNotIn(self.open_post.pk, self.shown(page))
        self.assertNotIn("compose-line", page)

    def test_it_says_whose_it_is(self) -> None:
        self.client.force_login(self.chen)
        for address in ("/kept/", "/new/post/", "/help/keys/"):
            self.assertContains(self.client.get(address), f'data-me="{self.chen.pk}"')

    def test_a_device_that_is_not_ones_own_is_told_to_keep_nothing(self) -> None:
        self.client.force_login(self.chen)
        self.assertNotContains(self.client.get("/"), "data-shared")
        session = self.client.session
        session["own"] = False
        session.save()
        self.assertContains(self.client.get("/"), "data-shared")

    def test_the_offline_page_is_of_nobody(self) -> None:
        self.client.force_login(self.chen)
        page = self.client.get("/offline/").content.decode()
        self.assertNotIn("data-me", page)
        self.assertNotIn(self.chen.name, page)
        self.assertIn("Waits for a connection", page)


class ServiceWorkerTests(WorldTestCase):
    def test_every_script_of_the_design_system_is_kept(self) -> None:
        told = self.client.get("/sw.js").content.decode().split("\n//")[0]
        for path in sources():
            if path.startswith("ui/") and path.endswith(".js") and path != "ui/service-worker.js":
                self.assertIn(f'"{asset_url(path)}"', told)
        self.assertIn('"/offline/"', told)

    def test_it_is_asked_for_anew_each_time(self) -> None:
        self.assertEqual(self.client.get("/sw.js")["Cache-Control"], "no-cache")

    def test_signing_out_empties_the_device(self) -> None:
        self.client.force_login(self.chen)
        self.assertEqual(self.client.post("/sign-out/")["Clear-Site-Data"], '"cache", "storage"')
