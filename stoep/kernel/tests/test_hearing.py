"""Facts and who hears them: with their transaction, in order, each listener at least once, kept once."""

from __future__ import annotations

from unittest import mock

from django.db import transaction

from stoep.kernel.facts import announce
from stoep.kernel.hearing import BATCH, KEEP_SECONDS, LONGEST, forget_facts, hear_facts
from stoep.kernel.models import FactRow, Heard, TaskRow
from stoep.kernel.tasks import run_one
from stoep.kernel.tests import wired
from stoep.kernel.tests.cases import WiredTestCase
from stoep.kernel.tests.wired import BellRang
from stoep.kernel.worker import Worker


def ring(*numbers: int) -> None:
    """Announce that the bell rang."""
    with transaction.atomic():
        for number in numbers:
            announce(BellRang(number))


def hear_all() -> int:
    """Hear batch after batch; return how many facts there were."""
    total = 0
    while heard := hear_facts():
        total += heard
    return total


class HearingTests(WiredTestCase):
    def test_every_listener_hears_in_order(self) -> None:
        ring(1, 2)
        self.assertEqual(hear_all(), 2)
        self.assertEqual(wired.heard, [("first", 1), ("second", 1), ("first", 2), ("second", 2)])
        self.assertEqual(hear_facts(), 0)

    def test_what_was_rolled_back_never_happened(self) -> None:
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            announce(BellRang(1))
            raise ZeroDivisionError
        self.assertEqual((hear_facts(), wired.heard), (0, []))

    def test_a_listener_that_fails_keeps_nobody_else_from_hearing_and_hears_it_later(self) -> None:
        wired.failing.add("first")
        ring(1)
        hear_all()
        self.assertEqual(wired.heard, [("second", 1)])
        wired.failing.clear()
        self.assertTrue(run_one())
        self.assertEqual(wired.heard, [("second", 1), ("first", 1)])
        self.assertEqual(Heard.objects.count(), 1)

    def test_heard_again_it_changes_nothing(self) -> None:
        wired.failing.add("first")
        ring(1)
        hear_all()
        wired.failing.clear()
        row = TaskRow.objects.get()
        TaskRow.objects.create(path=row.path, arguments=row.arguments, run_at=0)
        self.assertTrue(run_one())
        self.assertTrue(run_one())
        self.assertEqual(wired.heard.count(("first", 1)), 1)

    def test_a_fact_of_another_version_waits_for_its_own_and_stops_nobody(self) -> None:
        FactRow.objects.create(kind="NobodyKnows", fields="{}", created_at=0)
        FactRow.objects.create(kind="BellRang", fields='{"colour": 3}', created_at=0)
        ring(1)
        self.assertEqual(hear_all(), 3)
        self.assertEqual(wired.heard, [("first", 1), ("second", 1)])
        self.assertEqual(TaskRow.objects.count(), 2)
        TaskRow.objects.update(arguments='[[5, "BellRang", "{\\"number\\": 4}", ""], {}]')  # the version that knows
        self.assertTrue(run_one() and run_one())
        self.assertEqual(wired.heard[2:], [("first", 4), ("second", 4)])

    def test_facts_are_forgotten_after_a_while_but_the_newest(self) -> None:
        ring(1, 2, 3)
        hear_all()
        forget_facts()
        self.assertEqual(FactRow.objects.count(), 3)
        self.ahead = KEEP_SECONDS + 60
        forget_facts()
        self.assertEqual(FactRow.objects.count(), 1)

    def test_a_fact_nobody_heard_yet_is_not_forgotten(self) -> None:
        ring(1, 2)
        self.ahead = KEEP_SECONDS + 60
        forget_facts()
        self.assertEqual(FactRow.objects.count(), 2)

    def test_an_announcement_outside_a_transaction_is_refused(self) -> None:
        announced = transaction.get_connection().in_atomic_block
        transaction.get_connection().in_atomic_block = False
        try:
            with self.assertRaises(RuntimeError):
                announce(BellRang(1))
        finally:
            transaction.get_connection().in_atomic_block = announced

    def test_a_backlog_is_worked_off_without_pause(self) -> None:
        ring(*range(3 * BATCH))
        going = Worker()
        with mock.patch("stoep.kernel.worker._upkeep"), mock.patch("stoep.kernel.worker._checkpoint"):
            while going.step():  # a checkpoint cannot run inside the test's transaction
                pass
        self.assertEqual(len(wired.heard), 6 * BATCH)

    def test_a_batch_ends_in_time_for_others_to_write(self) -> None:
        ring(1, 2, 3)
        wired.slow = 2 * LONGEST
        self.addCleanup(setattr, wired, "slow", 0.0)
        self.assertEqual([hear_facts(), hear_facts(), hear_facts(), hear_facts()], [1, 1, 1, 0])
        self.assertEqual([number for name, number in wired.heard if name == "first"], [1, 2, 3])
