"""Quiet groups: their leaders are asked, then they sleep; whoever says something wakes them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.groups.actions import archive_group, keep_going, let_sleep, start_group
from stoep.groups.facts import GroupsQuiet
from stoep.groups.models import Group
from stoep.items.actions import delete_item, publish, reply, restore_item
from stoep.items.actions.imported import Imported, keep_imported
from stoep.items.models import Item
from stoep.kernel.access import NotAllowed
from stoep.kernel.ids import id_at
from stoep.streams.models import Discussed
from stoep.streams.upkeep import let_quiet_groups_sleep
from tests.roles import client_of
from tests.world import WorldTestCase


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


class QuietTestCase(WorldTestCase):
    """Old Square is a year old; something was said there so many days ago. The other groups are of today."""

    def quiet(self, days: float) -> Group:
        old = start_group(self.bilal, name="Old Square", id_=id_at(ago(365)))
        publish(self.bilal, kind=Item.Kind.POST, body="Long ago", group=old, id_=id_at(ago(days)))
        return old

    def state(self, group: Group) -> str:
        group.refresh_from_db()
        return "asleep" if group.is_asleep else "asked" if group.is_asked else "awake"

    def days_later(self, group: Group, days: float) -> None:
        """Let time go by since the leaders were asked."""
        Group.objects.filter(pk=group.pk).update(asked_at=ago(days))


class UpkeepTests(QuietTestCase):
    def test_the_leaders_are_asked_at_45_days_and_once(self) -> None:
        group = self.quiet(44)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "awake")
        Discussed.objects.for_system("a test").filter(stream__ref_id=group.pk).update(last_id=id_at(ago(46)))
        with self.hearing(GroupsQuiet) as heard:
            let_quiet_groups_sleep()
            let_quiet_groups_sleep()
        self.assertEqual(heard, [GroupsQuiet([group.pk])])
        self.assertEqual(self.state(group), "asked")

    def test_it_sleeps_when_it_is_quiet_for_60_days_and_was_asked_for_15(self) -> None:
        group = self.quiet(61)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "asked")
        self.days_later(group, 14)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "asked")
        self.days_later(group, 16)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "asleep")

    def test_a_reply_to_an_old_thread_keeps_it_going(self) -> None:
        group = self.quiet(100)
        let_quiet_groups_sleep()
        reply(self.bilal, Item.objects.visible_to(self.bilal).in_group(group).get(), body="Still so")
        self.assertEqual(self.state(group), "awake")
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "awake")

    def test_a_leader_says_that_it_goes_on_and_is_not_asked_again_for_45_days(self) -> None:
        group = self.quiet(100)
        let_quiet_groups_sleep()
        keep_going(self.bilal, group)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "awake")
        Group.objects.filter(pk=group.pk).update(kept_at=ago(46))
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "asked")

    def test_an_archive_imported_into_a_new_group_does_not_let_it_sleep(self) -> None:
        past = Imported(pk=id_at(ago(900)), kind=Item.Kind.POST, author_id=self.bilal.pk, html="<p>Old</p>")
        keep_imported([past], self.square)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(self.square), "awake")

    def test_an_archived_group_is_neither_asked_nor_asleep(self) -> None:
        group = self.quiet(100)
        archive_group(self.bilal, group)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "awake")
        archive_group(self.bilal, group, archived=False)
        let_quiet_groups_sleep()
        self.assertEqual(self.state(group), "awake")

    def test_the_statements_are_as_many_for_many_groups_as_for_one(self) -> None:
        self.quiet(100)
        with CaptureQueriesContext(connection) as one:
            let_quiet_groups_sleep()
        Group.objects.bulk_create(Group(pk=id_at(ago(90), n), slug=f"g-{n}", name=f"G {n}") for n in range(300))
        with self.assertNumQueries(len(one)):
            let_quiet_groups_sleep()
        self.assertEqual(Group.objects.exclude(asked_at=None).count(), 301)


class WakeTests(QuietTestCase):
    def asleep(self) -> Group:
        group = self.quiet(100)
        let_sleep(self.bilal, group)
        return group

    def test_a_post_and_a_reply_wake_it(self) -> None:
        group = self.asleep()
        publish(self.bilal, kind=Item.Kind.POST, body="Anybody here?", group=group)
        self.assertEqual(self.state(group), "awake")
        let_sleep(self.bilal, group)
        old = Item.objects.visible_to(self.bilal).in_group(group).order_by("pk").first()
        assert old is not None
        reply(self.chen, old, body="Yes")
        self.assertEqual(self.state(group), "awake")

    def test_what_comes_back_wakes_it(self) -> None:
        group = self.asleep()
        post = Item.objects.visible_to(self.bilal).in_group(group).get()
        answer = reply(self.bilal, post, body="Hm")
        for item in (answer, post):
            delete_item(self.bilal, item)
            let_sleep(self.bilal, group)
            item.refresh_from_db()
            restore_item(self.bilal, item)
            self.assertEqual(self.state(group), "awake")

    def test_in_a_lively_group_and_for_everyone_nothing_is_asked(self) -> None:
        first = publish(self.bilal, kind=Item.Kind.POST, body="One", group=self.square)
        for write in (
            lambda: publish(self.bilal, kind=Item.Kind.POST, body="Two", group=self.square),
            lambda: reply(self.bilal, first, body="Three"),
            lambda: publish(self.bilal, kind=Item.Kind.POST, body="Four"),
        ):
            with CaptureQueriesContext(connection) as captured:
                write()
            touched = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "groups_group"')]
            self.assertEqual(touched, [])

    def test_a_leader_wakes_it_with_one_press_and_nobody_else_does(self) -> None:
        group = self.asleep()
        page = client_of(self.bilal).get("/g/old-square/")
        self.assertContains(page, "This group is asleep. Any post wakes it.")
        self.assertContains(page, "Wake it")
        self.assertNotContains(client_of(self.chen).get("/g/old-square/"), "Wake it")
        self.assertEqual(client_of(self.chen).post("/g/old-square/sleep/", {"on": "0"}).status_code, 403)
        with self.assertRaises(NotAllowed):
            let_sleep(self.chen, group)
        client_of(self.bilal).post("/g/old-square/sleep/", {"on": "0"})
        self.assertEqual(self.state(group), "awake")


class AsleepTests(QuietTestCase):
    def setUp(self) -> None:
        self.old = self.quiet(100)

    def test_who_leads_it_is_offered_three_answers(self) -> None:
        let_quiet_groups_sleep()
        page = client_of(self.bilal).get("/g/old-square/")
        for button in ("It goes on", "Let it sleep", "Archive it"):
            self.assertContains(page, button)
        self.assertNotContains(client_of(self.chen).get("/g/old-square/"), "It goes on")
        client_of(self.bilal).post("/g/old-square/sleep/", {"on": "1"})
        self.assertEqual(self.state(self.old), "asleep")

    def test_it_leaves_the_left_column_and_comes_back_awake(self) -> None:
        client, shown = client_of(self.bilal), 'class="nav__a" href="/g/old-square/"'
        self.assertContains(client.get("/p/"), shown)
        let_sleep(self.bilal, self.old)
        self.assertNotContains(client.get("/p/"), shown)
        keep_going(self.bilal, self.old)
        self.assertContains(client.get("/p/"), shown)

    def test_the_directory_has_it_under_asleep_and_finds_it_by_name(self) -> None:
        let_sleep(self.bilal, self.old)
        client = client_of(self.chen)
        for query, there in (("", False), ("asleep=1", True), ("q=old", True), ("mine=1", False)):
            groups = client.get(f"/g/?{query}").context["groups"]
            self.assertEqual(self.old in groups, there, query)
        self.assertIn(self.old, client_of(self.bilal).get("/g/?mine=1").context["groups"])

    def test_everything_in_it_stays_readable(self) -> None:
        let_sleep(self.bilal, self.old)
        self.assertContains(client_of(self.chen).get("/g/old-square/"), "Long ago")
        self.assertNotContains(client_of(self.chen).get("/g/?asleep=1"), "Orchid")
