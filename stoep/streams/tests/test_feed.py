"""Streams: what home shows, and that it shows nothing else."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import count

from django.utils import timezone

from stoep.groups.actions import join_group, leave_group
from stoep.groups.models import Group
from stoep.items.actions import delete_item, publish, reply, restore_item
from stoep.items.models import Item
from stoep.items.queries import cards_for, thread_of
from stoep.kernel.ids import id_at
from stoep.people.models import Person
from stoep.streams.actions import follow
from stoep.streams.models import Entry, Stream
from stoep.streams.queries import followed_page, for_you_page, new_in_streams, stream_page
from tests.world import WorldTestCase


class HomeTests(WorldTestCase):
    def test_what_you_follow_shows_my_groups_only(self) -> None:
        self.assertEqual(followed_page(self.bilal).item_ids, (self.closed_post.pk, self.open_post.pk, self.question.pk))

    def test_everyone_shows_no_closed_group_to_an_outsider(self) -> None:
        page = stream_page(self.chen, Stream.Kind.EVERYONE)
        self.assertEqual(page.item_ids, (self.other_notice.pk, self.open_post.pk, self.notice.pk))

    def test_a_guest_sees_only_their_groups(self) -> None:
        self.assertEqual(stream_page(self.gus, Stream.Kind.EVERYONE).item_ids, (self.closed_post.pk, self.question.pk))

    def test_a_quiet_network_shows_everything_readable(self) -> None:
        self.assertEqual(
            set(for_you_page(self.chen).item_ids), {self.other_notice.pk, self.open_post.pk, self.notice.pk}
        )

    def test_following_a_person_brings_their_items(self) -> None:
        follow(self.chen, self.eva)
        self.assertEqual(followed_page(self.chen).item_ids, (self.notice.pk,))

    def test_leaving_a_group_takes_its_items_away(self) -> None:
        join_group(self.chen, self.square)
        self.assertEqual(followed_page(self.chen).item_ids, (self.open_post.pk,))
        leave_group(self.chen, self.square)
        self.assertEqual(followed_page(self.chen).item_ids, ())

    def test_recently_discussed_follows_replies(self) -> None:
        reply(self.chen, self.notice, body="Thanks")
        page = stream_page(self.chen, Stream.Kind.EVERYONE, discussed=True)
        self.assertEqual(page.item_ids, (self.notice.pk, self.other_notice.pk, self.open_post.pk))

    def test_deleting_and_undoing(self) -> None:
        delete_item(self.eva, self.notice)
        self.assertNotIn(self.notice.pk, stream_page(self.chen, Stream.Kind.EVERYONE).item_ids)
        self.assertFalse(Entry.objects.for_system("test").filter(item_id=self.notice.pk).exists())
        restore_item(self.eva, self.notice)
        self.assertIn(self.notice.pk, stream_page(self.chen, Stream.Kind.EVERYONE).item_ids)

    def test_new_count_counts_what_may_be_read(self) -> None:
        follow(self.chen, self.dilara)
        publish(self.dilara, kind=Item.Kind.POST, body="hidden", group=self.orchid)
        shown = publish(self.dilara, kind=Item.Kind.POST, body="shown")
        self.assertEqual(new_in_streams(self.chen, shown.pk - 1000), 1)


class MixTests(WorldTestCase):
    def test_at_most_one_in_five_from_outside_and_never_two_in_a_row(self) -> None:
        chance = random.Random(7)
        for n in range(60):
            author = chance.choice([self.bilal, self.milan])
            publish(
                author,
                kind=Item.Kind.POST,
                body=f"post {n}",
                group=self.square if author == self.bilal else None,
            )
        join_group(self.chen, self.square)
        page = for_you_page(self.chen)
        flags = [pk in page.outside for pk in page.item_ids]
        self.assertEqual(len(page.item_ids), 20)
        self.assertLessEqual(sum(flags), 4)
        self.assertGreater(sum(flags), 0)
        self.assertNotIn((True, True), list(zip(flags, flags[1:], strict=False)))
        self.assertEqual(list(page.item_ids), sorted(page.item_ids, reverse=True))

    def old(self, days: int, author: Person, group: Group | None) -> Item:
        moment = timezone.now() - timedelta(days=days, seconds=next(self.seconds))
        id_ = id_at(moment, next(self.seconds))
        return publish(author, kind=Item.Kind.POST, body="old", group=group, id_=id_)

    seconds = count()

    def test_later_pages_and_recently_discussed_are_no_page_of_everyone(self) -> None:
        join_group(self.chen, self.square)
        for days in (1, 20, 40):
            for _ in range(24):
                self.old(days, self.bilal, self.square)
                self.old(days, self.milan, None)
        before, pages = 0, 0
        for discussed in (False, True):
            while pages < 4:
                page = for_you_page(self.chen, before=before, discussed=discussed)
                outside = [pk for pk in page.item_ids if not self.is_mine(pk)]
                self.assertLessEqual(len(outside), 4)
                self.assertEqual(set(outside), page.outside & set(page.item_ids))
                before, pages = page.next_before, pages + 1
                if not before:
                    break
            before, pages = 0, 0

    def is_mine(self, item_id: int) -> bool:
        return Item.objects.for_system("test").get(pk=item_id).group_id_or_none == self.square.pk

    def test_pages_have_no_gap_and_no_double(self) -> None:
        for n in range(45):
            publish(self.bilal, kind=Item.Kind.POST, body=f"post {n}", group=self.square)
        seen: list[int] = []
        before = 0
        while True:
            page = followed_page(self.bilal, before=before)
            seen += page.item_ids
            before = page.next_before
            if not before:
                break
        self.assertEqual(len(seen), 48)
        self.assertEqual(seen, sorted(set(seen), reverse=True))


class CardTests(WorldTestCase):
    def test_cards_show_the_newest_replies_and_the_answer(self) -> None:
        for n in range(4):
            reply(self.gus, self.question, body=f"and {n}")
        (card,) = cards_for(self.bilal, [self.question.pk, self.secret.pk])
        self.assertEqual([c.html for c in card.comments], ["<p>and 2</p>\n", "<p>and 3</p>\n"])
        self.assertEqual(card.reply_count, 5)
        self.assertEqual(card.group_name, "Harbour")

    def test_a_page_of_cards_takes_three_queries(self) -> None:
        ids = stream_page(self.bilal, Stream.Kind.EVERYONE).item_ids
        with self.assertNumQueries(2):
            cards_for(self.bilal, ids)

    def test_a_thread_is_two_levels_deep(self) -> None:
        deeper = reply(self.amber, self.answer, body="sure?")
        reply(self.bilal, deeper, body="yes")
        thread = thread_of(self.bilal, self.question.pk)
        self.assertEqual([len(b.kids) for b in thread.branches], [2])
        self.assertIsNone(thread_of(self.chen, self.question.pk))
        self.assertIsNone(thread_of(Person.objects.get(pk=self.dilara.pk), self.question.pk))
