"""The home of a newcomer: what helps to begin stands above the stream; of all others it stays as it was."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.groups.actions import join_group
from stoep.items.actions import publish, react, reply
from stoep.items.models import Item
from stoep.kernel.ids import id_at
from stoep.people.actions import change_profile, welcome_person
from stoep.web.queries import best_of_groups
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

BLOCKS = ("Open questions about what you know", "The best of your groups", "Came in this week")
QUIET = "It is still quiet here"


class NewcomerTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.chen)

    def fill(self, n: int = 12) -> list[Item]:
        return [publish(self.milan, kind=Item.Kind.POST, body=f"post {n}", group=None) for n in range(n)]

    def home(self, query: str = "") -> str:
        response = self.client.get(f"/{query}")
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def test_what_there_is_stands_in_its_order(self) -> None:
        self.fill()
        join_group(self.chen, self.square)
        change_profile(self.chen, knows=["tides"])
        reply(self.milan, self.open_post, body="Nice")
        publish(self.bilal, kind=Item.Kind.QUESTION, title="When is it high?", body="#tides")
        until = timezone.now() + timedelta(days=1)
        drill = publish(self.eva, kind=Item.Kind.POST, title="Fire drill", body="At ten", top_until=until)
        page = self.home()
        expected = ("Your first three minutes", "Fire drill", *BLOCKS, "What would you like to share or ask?")
        places = [page.index(text) for text in expected]
        self.assertEqual(places, sorted(places))
        self.assertNotIn(QUIET, page)
        self.assertNotIn("Waits for your answer", page)  # it stands above the stream, not beside it too
        self.assertEqual(page.count(f'id="item-{drill.pk}"'), 1)

    def test_it_is_on_the_first_page_of_for_you_only(self) -> None:
        self.fill()
        for query in ("?tab=all", "?before=1"):
            page = self.home(query)
            self.assertNotIn("Came in this week", page)

    def test_a_network_with_little_says_so_and_offers_to_begin(self) -> None:
        page = self.home()
        self.assertIn(QUIET, page)
        self.assertIn("There are 3 posts to read", page)
        for address in ("/new/question/?title=", "/new/post/?text=I+am+working+on", "/new/post/?text=I+am+Chen"):
            self.assertIn(f'href="{address}', page)
        self.assertContains(self.client.get("/new/question/?title=Who+knows+"), "Who knows </textarea>")
        self.fill(7)
        self.assertNotIn(QUIET, self.home())

    def test_a_guest_is_offered_nothing_they_may_not_do(self) -> None:
        self.client = client_of(self.gus)
        page = self.home()
        self.assertIn(QUIET, page)
        self.assertNotIn("/new/post/?text", page)
        self.assertNotIn("Came in this week", page)

    def test_in_a_lively_network_home_is_not_empty(self) -> None:
        posts = self.fill(25)
        page = self.home()
        self.assertIn(f'id="item-{posts[-1].pk}"', page)
        self.assertNotIn("Nothing here yet", page)
        self.assertNotIn(QUIET, page)
        self.assertIn('href="?tab=all&amp;before=', page)

    def test_after_thirty_days_it_is_the_home_of_everybody(self) -> None:
        old = welcome_person(
            name="Vera", password=PASSWORD, language="en", id_=id_at(timezone.now() - timedelta(days=31))
        )
        self.client = client_of(old)
        page = self.home()
        for text in ("Your first three minutes", *BLOCKS, QUIET):
            self.assertNotIn(text, page)
        self.assertIn("New here", page)


class BestTests(WorldTestCase):
    def setUp(self) -> None:
        join_group(self.chen, self.square)

    def post(self, body: str, **where: object) -> Item:
        return publish(self.bilal, kind=Item.Kind.POST, body=body, **{"group": self.square, **where})

    def best(self) -> list[Item]:
        return [item for item, _ in best_of_groups(self.chen)]

    def test_answered_and_appreciated_most_newest_first_five_at_most(self) -> None:
        posts = [self.post(f"{n}") for n in range(7)]
        for item in posts[1:]:
            react(self.milan, item, "thanks")
        reply(self.milan, posts[0], body="And this")
        self.assertEqual(self.best(), [posts[6], posts[5], posts[4], posts[3], posts[0]])
        self.assertEqual(best_of_groups(self.chen)[0][1], "Square")

    def test_only_what_others_said_in_ones_own_groups_of_late(self) -> None:
        old = self.post("old", id_=id_at(timezone.now() - timedelta(days=31)))
        elsewhere = publish(self.bilal, kind=Item.Kind.POST, body="for everyone")
        mine = publish(self.chen, kind=Item.Kind.POST, body="mine", group=self.square)
        for item in (old, elsewhere, mine):
            react(self.milan, item, "thanks")
        react(self.amber, self.closed_post, "thanks")
        self.assertEqual(self.best(), [])
