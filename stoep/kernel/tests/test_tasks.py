"""Tasks: queued with their transaction, tried again, taken over, dead only after the last attempt."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.kernel.models import TaskRow
from stoep.kernel.tasks import ATTEMPTS, FIRST_WAIT, LEASE_SECONDS, _claim, run_one, try_again, waiting
from stoep.kernel.tests import wired
from stoep.kernel.tests.cases import WiredTestCase
from stoep.kernel.tests.wired import note


class TaskTests(WiredTestCase):
    def one(self) -> TaskRow:
        row: TaskRow = TaskRow.objects.get()
        return row

    def fail_until_dead(self) -> None:
        wired.failing.add("note")
        for _ in range(ATTEMPTS):
            self.assertTrue(run_one())
            self.ahead += FIRST_WAIT * 4**ATTEMPTS

    def test_a_task_runs_once_and_is_gone(self) -> None:
        note.enqueue(7)
        self.assertTrue(run_one())
        self.assertFalse(run_one())
        self.assertEqual(wired.heard, [("note", 7)])
        self.assertEqual(TaskRow.objects.count(), 0)

    def test_it_is_queued_with_its_transaction_or_not_at_all(self) -> None:
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            note.enqueue(7)
            raise ZeroDivisionError
        self.assertEqual(TaskRow.objects.count(), 0)

    def test_it_waits_for_its_moment(self) -> None:
        note.using(run_after=timezone.now() + timedelta(seconds=90)).enqueue(7)
        self.assertFalse(waiting())
        self.assertFalse(run_one())
        self.ahead = 91
        self.assertTrue(waiting())
        self.assertTrue(run_one())

    def test_the_most_urgent_goes_first(self) -> None:
        note.enqueue(1)
        note.using(priority=5).enqueue(2)
        run_one()
        self.assertEqual(wired.heard, [("note", 2)])

    def test_each_attempt_waits_longer_than_the_one_before(self) -> None:
        wired.failing.add("note")
        note.enqueue(7)
        waits = []
        for _ in range(3):
            run_one()
            waits.append(self.one().run_at - int(time.time()))
            self.ahead += waits[-1] + 1
        for found, wanted in zip(waits, (FIRST_WAIT, FIRST_WAIT * 4, FIRST_WAIT * 16), strict=True):
            self.assertAlmostEqual(found, wanted, delta=1)

    def test_it_is_dead_after_the_last_attempt_and_says_why(self) -> None:
        note.enqueue(7)
        self.fail_until_dead()
        self.assertFalse(run_one())
        self.assertEqual((self.one().state, self.one().error), (TaskRow.State.DEAD, "OSError: out of order"))

    def test_a_dead_task_can_have_all_its_attempts_again(self) -> None:
        note.enqueue(7)
        self.fail_until_dead()
        wired.failing.clear()
        self.assertTrue(try_again(self.one().pk))
        self.assertTrue(run_one())
        self.assertEqual(wired.heard, [("note", 7)])
        self.assertFalse(try_again(12345))

    def test_the_task_of_a_worker_that_died_is_taken_over_when_its_lease_is_over(self) -> None:
        note.enqueue(7)
        self.assertIsNotNone(_claim("default"))  # and nothing more is heard of who claimed it
        self.assertFalse(run_one())
        self.ahead = LEASE_SECONDS + 2
        self.assertTrue(waiting())
        self.assertTrue(run_one())
        self.assertEqual(wired.heard, [("note", 7)])

    def test_a_task_that_takes_its_worker_along_each_time_does_not_do_so_for_ever(self) -> None:
        note.enqueue(7)
        for _ in range(ATTEMPTS):
            self.assertIsNotNone(_claim("default"))
            self.ahead += LEASE_SECONDS + 2
        self.assertTrue(run_one())
        self.assertEqual((self.one().state, wired.heard), (TaskRow.State.DEAD, []))

    def test_a_worker_whose_lease_was_taken_over_no_longer_decides(self) -> None:
        note.enqueue(7)
        row = self.one()

        def overtaken(number: int) -> None:
            TaskRow.objects.filter(pk=row.pk).update(attempts=2)  # another claimed it while this one was at work

        wired.during.append(overtaken)
        self.addCleanup(wired.during.clear)
        self.assertTrue(run_one())
        self.assertEqual(self.one().state, TaskRow.State.LEASED)
