"""Backups that are made by themselves: when one is due, which are kept, and what is said when one fails."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import SimpleTestCase, TestCase, override_settings

from stoep.kernel.backup import shelf
from stoep.kernel.backup.cut import CannotSave
from stoep.kernel.backup.saving import PARTIAL, is_saving, lock_path
from stoep.kernel.backup.shelf import Backup, is_due, last_backup, last_good, trouble
from stoep.kernel.health import report
from stoep.kernel.supervisor import hold


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in November 2026 by the clock in Amsterdam, an hour ahead of UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


class ShelfCase(SimpleTestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name)
        settings = override_settings(DATA=self.data)
        settings.enable()
        self.addCleanup(settings.disable)
        (self.data / "secrets").mkdir()
        (self.data / "secrets/key").touch()
        self.founded(at(1, 10))

    def founded(self, when: datetime) -> None:
        os.utime(self.data / "secrets/key", (when.timestamp(), when.timestamp()))

    def made(self, when: datetime, reason: str = "nightly") -> str:
        shelf.folder().mkdir(exist_ok=True)
        name = f"{when:%Y-%m-%dT%H%M%SZ}-{reason}.tar"
        (shelf.folder() / name).write_bytes(b"12345")
        return name

    def names(self) -> set[str]:
        return {path.name for path in shelf.folder().iterdir()}


class DueTests(ShelfCase):
    def test_a_new_network_waits_for_its_first_night(self) -> None:
        self.assertFalse(is_due(at(1, 10, 1)))
        self.assertFalse(is_due(at(2, 2, 59)))
        self.assertTrue(is_due(at(2, 3, 1)))

    def test_one_is_due_each_night_after_three_by_the_clock_here(self) -> None:
        self.made(at(5, 3, 2))
        self.assertFalse(is_due(at(5, 3, 3)))
        self.assertFalse(is_due(at(6, 2, 59)))
        self.assertTrue(is_due(at(6, 3, 0)))

    def test_a_night_that_was_slept_through_is_made_up_for_at_once(self) -> None:
        self.made(at(5, 3, 2))
        self.assertTrue(is_due(at(6, 9)))
        self.made(at(6, 9, 1))
        self.assertFalse(is_due(at(7, 2, 59)))
        self.assertTrue(is_due(at(7, 3)))

    def test_the_night_of_a_change_of_the_clock_has_one_too(self) -> None:
        winter = datetime(2026, 10, 25, 2, 0, tzinfo=UTC)  # 03:00, for the second time that night
        self.founded(winter - timedelta(days=1))
        self.assertTrue(is_due(winter))
        self.made(winter)
        self.assertFalse(is_due(winter + timedelta(hours=23, minutes=59)))
        self.assertTrue(is_due(winter + timedelta(hours=24)))

    def test_one_from_a_clock_that_ran_ahead_does_not_count(self) -> None:
        self.made(at(5, 3) + timedelta(days=3650))
        self.assertTrue(is_due(at(6, 4)))


class TellingTests(ShelfCase):
    def test_nothing_is_wrong_with_a_young_network(self) -> None:
        self.assertEqual((last_backup(), last_good()), (None, None))
        self.assertEqual(trouble(at(3, 9)), "")

    def test_the_newest_good_one_is_told(self) -> None:
        self.made(at(5, 3, 2))
        name = self.made(at(6, 12), "upgrade")
        (shelf.folder() / "2026-11-07T030000Z-nightly.tar.partial").mkdir()
        (shelf.folder() / "mine.tar").touch()
        self.assertEqual(last_backup(), Backup(at(6, 12), name, 5, True, "upgrade"))
        self.assertEqual(trouble(at(8, 11, 59)), "")
        self.assertEqual(trouble(at(9, 12, 1)), "the last good backup is 3 days old")

    def test_a_network_without_any_is_told_after_two_days(self) -> None:
        self.assertEqual(trouble(at(4, 11)), "no good backup in 3 days")


class KeepingTests(ShelfCase, TestCase):
    """In tests there is no database file, so every backup fails."""

    def test_one_that_fails_removes_none_and_is_told(self) -> None:
        names = {self.made(at(day, 3, 2)) for day in range(1, 12)}
        left = shelf.folder() / f"x{PARTIAL}"
        left.mkdir()
        (left / "archive").touch()
        with override_settings(MEDIA_ROOT=self.data / "media"), self.assertRaises(CannotSave):
            shelf.keep("nightly")
        self.assertEqual(self.names(), {*names, "failed"})
        told = last_backup()
        assert told is not None
        self.assertEqual((told.good, told.reason, told.name), (False, "nightly", ""))
        self.assertIn("could not be made", told.fault)
        self.assertEqual(trouble(at(11, 9)), "the last backup failed")

    def test_of_each_kind_the_newest_are_kept(self) -> None:
        nightly = [self.made(at(day, 3, 2)) for day in range(1, 12)]
        upgrades = [self.made(at(day, 15), "upgrade") for day in range(1, 6)]
        shelf._remove_old("nightly")
        self.assertEqual(self.names(), {*nightly[-7:], *upgrades})
        shelf.upgraded()
        self.assertEqual(self.names(), {*nightly[-7:], *upgrades})
        (shelf.folder() / "upgrading").write_text(upgrades[-1])
        shelf.upgraded()
        self.assertEqual(self.names(), {*nightly[-7:], *upgrades[-3:]})

    def test_two_are_never_made_at_once(self) -> None:
        self.assertFalse(is_saving())
        lock = hold(lock_path())
        assert lock is not None
        with lock:
            self.assertTrue(is_saving())
            with self.assertRaisesMessage(CannotSave, "being made already"):
                shelf.keep("nightly")
        self.assertFalse(is_saving())

    def test_health_names_it_and_stays_well(self) -> None:
        before = report()
        self.founded(datetime.now(UTC) - timedelta(days=5, hours=1))
        after = report()
        self.assertEqual(after["ok"], before["ok"])
        assert isinstance(after["parts"], dict)
        self.assertEqual(after["parts"]["backup"], "no good backup in 5 days")
