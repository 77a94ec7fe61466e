"""How often one may, and what counts as one."""

from __future__ import annotations

from unittest.mock import patch
from uuid import uuid4

from django.test import SimpleTestCase

from stoep.kernel.limits import Limit, allow, give_back, network_of, seconds_until_more

START = 1_800_000_000  # a full minute


class LimitTests(SimpleTestCase):
    def setUp(self) -> None:
        self.limit = Limit(f"test-{uuid4()}", times=10, seconds=60)

    def at(self, seconds: float, tries: int = 1, key: str = "me") -> int:
        """Return how many of so many tries at this moment are allowed."""
        with patch("time.time", lambda: START + seconds):
            return sum(allow(self.limit, key) for _ in range(tries))

    def test_so_many_fit_and_others_count_for_themselves(self) -> None:
        self.assertEqual(self.at(5, tries=30), 10)
        self.assertEqual(self.at(5, tries=30, key="you"), 10)

    def test_no_border_lets_more_through(self) -> None:
        self.assertEqual(self.at(59, tries=30), 10)
        self.assertEqual(self.at(60, tries=30), 0)
        self.assertEqual(self.at(118, tries=30), 0)
        self.assertEqual(self.at(120, tries=30), 10)

    def test_in_any_minute_of_guessing_there_are_ten(self) -> None:
        for every in (1, 7, 31):
            moments = [second for second in range(0, 600, every) for _ in range(self.at(second, 20, f"{every}"))]
            most = max(sum(start <= moment < start + 60 for moment in moments) for start in moments)
            self.assertEqual(most, 10)
            self.assertGreaterEqual(len(moments), 60)

    def test_when_more_fits_is_said(self) -> None:
        self.at(23, tries=10)
        with patch("time.time", lambda: START + 23.0):
            wait = seconds_until_more(self.limit)
        self.assertEqual(self.at(23 + wait - 1), 0)
        self.assertEqual(self.at(23 + wait), 1)

    def test_what_was_well_is_given_back(self) -> None:
        with patch("time.time", lambda: START + 1.0):
            for _ in range(30):
                self.assertTrue(allow(self.limit, "me"))
                give_back(self.limit, "me")

    def test_none_is_none(self) -> None:
        self.limit = Limit(f"test-{uuid4()}", times=0, seconds=60)
        self.assertEqual(self.at(5), 0)

    def test_one_visitor_is_a_network(self) -> None:
        for address, network in {
            "192.0.2.77": "192.0.2.0/24",
            "::ffff:192.0.2.77": "192.0.2.0/24",
            "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
            "fe80::1%eth0": "fe80::/64",
            "": "",
            "unix": "unix",
        }.items():
            self.assertEqual(network_of(address), network)
