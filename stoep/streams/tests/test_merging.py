"""Topics for admins: the list, the description, and merging one into another."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.items.actions import edit_item, publish
from stoep.items.actions.imported import Imported, keep_imported
from stoep.items.models import Item, ItemTopic
from stoep.kernel.access import NotAllowed
from stoep.kernel.hearing import hear_facts
from stoep.kernel.ids import new_id
from stoep.people.actions import change_profile
from stoep.people.models import Knows
from stoep.streams import check as check_streams
from stoep.streams.actions import describe_topic, follow, merge_topic
from stoep.streams.facts import TopicDescribed, TopicMerged
from stoep.streams.models import Entry, Stream, Subscription
from stoep.streams.queries import follows, stream_page, topics_page
from stoep.topics.models import Topic
from tests.roles import client_of
from tests.world import WorldTestCase


class AdminTests(WorldTestCase):
    def test_topics_are_listed_with_what_everybody_may_read(self) -> None:
        publish(self.amber, kind=Item.Kind.POST, body="Hidden #market", group=self.harbour)
        rows, after = topics_page("", "")
        self.assertEqual([(row.name, row.count) for row in rows], [("all", 1), ("market", 1)])
        self.assertEqual(after, "")
        self.assertContains(client_of(self.eva).get("/admin/topics/"), "#</span>market")

    def test_a_topic_of_closed_groups_only_is_not_there_and_neither_is_its_page(self) -> None:
        client = client_of(self.eva)
        for name in ("hush", "ships", "berth", "nowhere"):
            self.assertNotContains(client.get("/admin/topics/", {"q": name[:3]}), f"#</span>{name}")
            for page in (f"/admin/topics/{name}/", f"/admin/topics/{name}/merge/?into=all"):
                self.assertEqual(client.get(page).status_code, 404, page)
                self.assertEqual(client.post(page, {"description": "x", "into": "all"}).status_code, 404, page)
        self.assertContains(client.get("/admin/topics/market/merge/?into=hush"), "nog niemand")
        self.assertContains(client.get("/admin/topics/market/merge/?into=word"), "nog niemand")

    def test_one_that_somebody_knows_is_there(self) -> None:
        change_profile(self.chen, knows=["welding"])
        self.assertIn("welding", [row.name for row in topics_page("", "")[0]])

    def test_only_admins_see_it(self) -> None:
        for page in ("/admin/topics/", "/admin/topics/market/", "/admin/topics/market/merge/?into=all"):
            self.assertEqual(client_of(self.milan).get(page).status_code, 403)
        with self.assertRaises(NotAllowed):
            describe_topic(self.milan, Topic.objects.get(name="market"), "No")
        with self.assertRaises(NotAllowed):
            merge_topic(self.milan, Topic.objects.get(name="market"), Topic.objects.get(name="all"))

    def test_a_description_stands_on_the_page_of_the_topic(self) -> None:
        with self.hearing(TopicDescribed) as heard:
            client_of(self.eva).post("/admin/topics/market/", {"description": "Where we buy"})
        self.assertEqual(heard, [TopicDescribed(Topic.objects.get(name="market").pk, by_id=self.eva.pk)])
        self.assertContains(client_of(self.chen).get("/t/market/"), "Where we buy")
        answer = client_of(self.eva).post("/admin/topics/market/", {"description": "x" * 501})
        self.assertContains(answer, "x" * 501, status_code=422)

    def test_many_come_in_pages_and_cost_the_same(self) -> None:
        client = client_of(self.eva)
        client.get("/admin/topics/")
        with CaptureQueriesContext(connection) as few:
            client.get("/admin/topics/")
        Topic.objects.bulk_create(Topic(name=f"subject-{n:03}") for n in range(70))
        topics = Topic.objects.filter(name__startswith="subject")
        Knows.objects.bulk_create(Knows(person=self.chen, topic=topic) for topic in topics)
        with self.assertNumQueries(len(few)):
            first = client.get("/admin/topics/", {"q": "subject"})
        second = client.get("/admin/topics/", {"q": "subject", "after": first.context["after"]})
        self.assertEqual((len(first.context["topics"]), len(second.context["topics"])), (60, 10))

    def test_an_underscore_is_one(self) -> None:
        change_profile(self.chen, knows=["a_b", "axb"])
        self.assertEqual([row.name for row in topics_page("a_b", "")[0]], ["a_b"])

    def test_a_wrong_target_comes_back_with_a_word(self) -> None:
        for into in ("", "#market", "!?"):
            answer = client_of(self.eva).post("/admin/topics/market/merge/", {"into": into})
            self.assertEqual(answer.status_code, 422, into)
        self.assertIsNone(Topic.objects.get(name="market").merged_into)

    def test_what_would_move_is_shown_first_and_a_get_moves_nothing(self) -> None:
        change_profile(self.chen, knows=["market"])
        page = client_of(self.eva).get("/admin/topics/market/merge/", {"into": "#all"})
        for text in ("#market samenvoegen met #all?", "1 bericht dat iedereen", "1 collega weet", "ongedaan"):
            self.assertContains(page, text)
        self.assertIsNone(Topic.objects.get(name="market").merged_into)


class MergeTests(WorldTestCase):
    def setUp(self) -> None:
        self.both = publish(self.chen, kind=Item.Kind.POST, body="#market and #all")
        self.asked = publish(self.bilal, kind=Item.Kind.QUESTION, title="Open?", body="#market", group=self.square)
        self.hidden = publish(self.amber, kind=Item.Kind.POST, body="Hidden #market", group=self.harbour)
        self.market, self.all = (Topic.objects.get(name=name) for name in ("market", "all"))
        change_profile(self.bilal, knows=["market"])
        change_profile(self.dilara, knows=["market", "all"])
        for person in (self.chen, self.dilara):
            follow(person, self.market)
        follow(self.dilara, self.all)

    def merge(self) -> None:
        merge_topic(self.eva, self.market, self.all)

    def items(self, person, topic: Topic) -> set[int]:  # type: ignore[no-untyped-def]
        return set(stream_page(person, Stream.Kind.TOPIC, topic.pk).item_ids)

    def test_items_move_with_their_places_for_who_may_read_them(self) -> None:
        open_ = {self.both.pk, self.asked.pk, self.open_post.pk, self.other_notice.pk}
        with self.hearing(TopicMerged) as heard:
            self.merge()
        self.assertEqual(heard, [TopicMerged(self.market.pk, self.all.pk, by_id=self.eva.pk)])
        self.assertEqual(self.items(self.chen, self.all), open_)
        self.assertEqual(self.items(self.amber, self.all), open_ | {self.hidden.pk})
        self.assertEqual(self.items(self.amber, self.market), set())
        discussed = stream_page(self.amber, Stream.Kind.TOPIC, self.all.pk, discussed=True)
        self.assertEqual(set(discussed.item_ids), open_ | {self.hidden.pk})
        asked = Entry.objects.for_system("a test").filter(stream__kind=Stream.Kind.ASKED, stream__ref_id=self.all.pk)
        self.assertEqual([entry.item_id for entry in asked], [self.asked.pk])
        self.assertFalse(ItemTopic.objects.filter(topic=self.market).exists())
        self.assertFalse(Stream.objects.filter(kind__in=(3, 6), ref_id=self.market.pk).exists())
        self.assertEqual([check.holds for check in check_streams.CHECKS if check.run()], [])

    def test_who_follows_and_who_knows_it_follows_and_knows_the_other(self) -> None:
        self.merge()
        for person in (self.chen, self.dilara):
            self.assertTrue(follows(person, Stream.Kind.TOPIC, self.all.pk))
        self.assertEqual(
            set(Knows.objects.filter(topic=self.all).values_list("person__handle", flat=True)), {"bilal", "dilara"}
        )
        self.assertFalse(Knows.objects.filter(topic=self.market).exists())
        asked = Subscription.objects.filter(stream__kind=Stream.Kind.ASKED, stream__ref_id=self.all.pk)
        self.assertEqual(set(asked.values_list("person__handle", flat=True)), {"bilal", "dilara"})

    def test_the_old_name_leads_there_wherever_it_is_used(self) -> None:
        self.merge()
        client = client_of(self.chen)
        self.assertRedirects(client.get("/t/market/"), "/t/all/")
        self.assertContains(client.get(self.open_post.get_absolute_url()), 'href="/t/market/"')
        done = client.get("/complete/topics/", {"q": "mark"}).json()["results"]
        self.assertEqual([row["value"] for row in done], ["#all"])
        self.assertEqual(client.post("/t/market/following/", {"on": "0"}).status_code, 303)
        self.assertFalse(follows(self.chen, Stream.Kind.TOPIC, self.all.pk))
        item = publish(self.chen, kind=Item.Kind.POST, body="Again #market")
        self.assertIn('<a href="/t/market/" class="topic">#market</a>', item.html)
        self.assertIn(item.pk, self.items(self.chen, self.all))
        change_profile(self.amber, knows=["market"])
        self.assertEqual([topic.name for topic in self.amber.knows.all()], ["all"])

    def test_a_merged_name_in_an_edited_text_stays_and_goes_with_the_text(self) -> None:
        self.merge()
        for body, stays in (("Still #market", True), ("Not any more", False)):
            item = Item.objects.visible_to(self.bilal).get(pk=self.asked.pk)
            edit_item(self.bilal, item, body=body, title="Open?")
            self.assertEqual(item.pk in self.items(self.bilal, self.all), stays)

    def test_what_is_imported_under_the_old_name_comes_to_the_new(self) -> None:
        self.merge()
        past = Imported(pk=new_id(), kind=Item.Kind.POST, author_id=self.chen.pk, html="<p>x</p>", topics=("market",))
        keep_imported([past], None)
        self.assertEqual([link.topic.name for link in ItemTopic.objects.filter(item_id=past.pk)], ["all"])

    def test_what_was_merged_before_follows_and_the_list_names_it(self) -> None:
        self.merge()
        merge_topic(self.eva, self.all, Topic.objects.create(name="bazaar"))
        self.assertRedirects(client_of(self.chen).get("/t/market/"), "/t/bazaar/")
        page = client_of(self.eva).get("/admin/topics/bazaar/")
        self.assertContains(page, "ook: #all, #market")
        self.assertNotIn("market", [row.name for row in topics_page("", "")[0]])

    def test_it_is_merged_once_and_never_into_itself(self) -> None:
        self.merge()
        for topic, into in ((self.market, self.all), (self.all, self.all), (self.all, self.market)):
            with self.assertRaises(NotAllowed):
                merge_topic(self.eva, topic, into)

    def test_a_description_is_kept_or_taken_along(self) -> None:
        describe_topic(self.eva, self.market, "Of the market")
        self.merge()
        self.all.refresh_from_db()
        self.assertEqual(self.all.description, "Of the market")

    def test_the_form_merges(self) -> None:
        answer = client_of(self.eva).post("/admin/topics/market/merge/", {"into": "#All"})
        self.assertRedirects(answer, "/admin/topics/all/", status_code=303)
        self.assertRedirects(client_of(self.chen).get("/t/market/"), "/t/all/")

    @pytest.mark.sqlite  # on PostgreSQL nothing is heard within the transaction of a test
    @patch("stoep.streams.actions.topics.BATCH", 2)
    def test_a_large_topic_follows_in_batches(self) -> None:
        self.merge()
        self.assertEqual(ItemTopic.objects.filter(topic=self.market).count(), 2)
        while hear_facts():
            pass
        self.assertFalse(ItemTopic.objects.filter(topic=self.market).exists())
        self.assertEqual(len(self.items(self.amber, self.all)), 5)
        self.assertEqual([check.holds for check in check_streams.CHECKS if check.run()], [])
