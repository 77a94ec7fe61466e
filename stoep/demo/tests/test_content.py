"""What the demonstration holds: enough of everything, and nothing that does not fit together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.test import SimpleTestCase
from django.utils import timezone

from stoep.demo.clock import CLOSES, OPENS, Ids, moment_ago, reply_moments
from stoep.demo.content import company
from stoep.demo.content.checks import check
from stoep.kernel.ids import moment_of

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


class ContentTests(SimpleTestCase):
    def test_there_is_enough_for_every_screen(self) -> None:
        made = company()
        self.assertGreaterEqual(len(made.people), 60)
        self.assertEqual(len(made.visitors), 9)
        self.assertEqual(
            Counter(group["openness"] for group in made.groups.values()).keys(), {"open", "closed", "secret"}
        )
        self.assertEqual(len(made.groups), 16)
        self.assertGreaterEqual(len(list(made.items())), 250)
        months = {int(thread["days_ago"] // 30.5) for thread in made.threads}
        self.assertGreaterEqual(months, set(range(12)))
        self.assertGreaterEqual(sum(thread["days_ago"] < 1 for thread in made.threads), 8)

    def test_what_does_not_fit_is_named(self) -> None:
        made = company()
        nobody = {"key": "x", "kind": "question", "by": "tygo", "body": "@nobody [[nowhere]]", "days_ago": 300.0}
        with self.assertRaises(ValueError) as caught:
            check(replace(made, threads=[*made.threads, nobody]))
        for fault in ("without a title", "tygo speaks before", "@nobody cannot", "links to nowhere"):
            self.assertIn(fault, str(caught.exception))

    def test_guests_are_in_no_group_of_everybody(self) -> None:
        self.assertFalse({"daan", "ewa"} & company().inside("vraagbaak"))


class ClockTests(SimpleTestCase):
    def test_conversations_start_by_day_and_never_ahead(self) -> None:
        for step in range(400):
            days = 0.01 + step * 0.13
            there = timezone.localtime(moment_ago(days, NOW))
            self.assertLess(there, NOW)
            self.assertTrue(OPENS <= there.hour + there.minute / 60 < CLOSES, there)

    def test_replies_keep_their_order_and_stay_behind_now(self) -> None:
        start = NOW - timedelta(hours=3)
        moments = reply_moments(start, [1, 2, 40], NOW)
        self.assertEqual(moments, sorted(moments))
        self.assertTrue(start < moments[0] and moments[-1] < NOW)
        self.assertEqual(reply_moments(start, [0.5], NOW), [start + timedelta(minutes=30)])

    def test_ids_of_one_moment_differ(self) -> None:
        ids = Ids()
        made = {ids.at(NOW) for _ in range(1000)}
        self.assertEqual(len(made), 1000)
        self.assertEqual({moment_of(one) for one in made}, {NOW})
