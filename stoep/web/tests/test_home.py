"""Home: each tab counts its own, an announcement stands once, and where one had read up to is marked."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from stoep.groups.actions import join_group
from stoep.items.actions import mark_read, publish
from stoep.items.models import Item
from stoep.people.models import Person
from stoep.streams.actions import follow
from tests.world import WorldTestCase

MARK = "daybar--seen"


class HomeTests(WorldTestCase):
    def setUp(self) -> None:
        self.client.force_login(self.chen)

    def page(self, query: str = "") -> str:
        response = self.client.get(f"/{query}")
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def shown(self, page: str) -> list[int]:
        return [int(pk) for pk in re.findall(r'id="item-(\d+)"', page)]

    def announce(self) -> Item:
        until = timezone.now() + timedelta(days=1)
        return publish(self.eva, kind=Item.Kind.POST, title="Fire drill", body="At ten", top_until=until)

    def see(self, item: Item) -> None:
        Person.objects.filter(pk=self.chen.pk).update(seen_id=item.pk)

    def test_an_announcement_is_there_once_until_it_was_read_above_all(self) -> None:
        drill = self.announce()
        newer = publish(self.milan, kind=Item.Kind.POST, body="newer")
        self.assertEqual(self.shown(self.page())[:2], [drill.pk, newer.pk])
        self.assertEqual(self.shown(self.page()).count(drill.pk), 1)
        mark_read(self.chen, drill)
        self.assertEqual(self.shown(self.page())[:2], [newer.pk, drill.pk])

    def test_where_one_had_read_up_to_is_marked(self) -> None:
        self.assertNotIn(MARK, self.page())
        self.see(self.other_notice)
        self.assertNotIn(MARK, self.page())
        fresh = publish(self.milan, kind=Item.Kind.POST, body="fresh")
        page = self.page()
        self.assertLess(page.index(f"item-{fresh.pk}"), page.index(MARK))
        self.assertGreater(page.index(f"item-{self.other_notice.pk}"), page.index(MARK))
        self.assertIn("1 new item since", page)
        self.assertNotIn(MARK, self.page("?sort=discussed"))

    def test_the_mark_stands_on_the_page_where_it_belongs(self) -> None:
        self.see(self.other_notice)
        for n in range(20):
            publish(self.milan, kind=Item.Kind.POST, body=f"fresh {n}")
        page = self.page("?tab=all")
        self.assertNotIn(MARK, page)
        self.assertIn("20+ new items since", page)
        more = re.search(r'href="(\?tab=all&amp;before=[^"]+)"', page)
        assert more is not None
        self.see(publish(self.milan, kind=Item.Kind.POST, body="the page itself says what was seen"))
        self.assertIn(MARK, self.page(more.group(1).replace("&amp;", "&")))


class NewsTests(WorldTestCase):
    def test_each_tab_counts_its_own(self) -> None:
        self.client.force_login(self.chen)
        join_group(self.chen, self.square)
        follow(self.chen, self.milan)
        start = publish(self.chen, kind=Item.Kind.POST, body="start")
        for n in range(20):
            publish(self.dilara, kind=Item.Kind.POST, body=f"from elsewhere {n}")
        publish(self.bilal, kind=Item.Kind.QUESTION, title="Who?", body="", group=self.square)
        publish(self.milan, kind=Item.Kind.POST, body="followed")
        publish(self.dilara, kind=Item.Kind.QUESTION, title="Hidden?", body="", group=self.orchid)
        counts = {}
        for tab in ("foryou", "following", "all", "questions"):
            page = self.client.get(f"/new-items/?tab={tab}&since={start.pk}").content.decode()
            found = re.search(r"(\d+) new item", page)
            counts[tab] = int(found.group(1)) if found else 0
        self.assertEqual(counts, {"foryou": 2, "following": 2, "all": 22, "questions": 1})

    def test_in_a_quiet_network_everything_is_for_you(self) -> None:
        self.client.force_login(self.chen)
        since = self.other_notice.pk
        publish(self.dilara, kind=Item.Kind.POST, body="hello")
        self.assertContains(self.client.get(f"/new-items/?since={since}"), "1 new item")
