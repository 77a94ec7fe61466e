"""Whether phones can install the network is told in plain sentences, with the reason."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.test import SimpleTestCase
from django.utils import translation

from stoep.kernel.reach import Reach, reach
from stoep.kernel.tests.certified import SITE, certified

PUBLIC = f"https://{SITE}"


class ReachTests(SimpleTestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def told(self, site: str, file: Path | None = None) -> Reach:
        files = (file, file) if file else None
        with self.settings(SITE=site, HTTPS=site.startswith("https"), CERTIFICATE=files), translation.override("en"):
            return reach()

    def seen(self, days: float, authority: str = "Good Authority", begins: int = -1) -> tuple[bool, bool, str]:
        """Return what is told with a certificate of so many days."""
        found = self.told(
            PUBLIC, certified(self.folder, SITE, days=days, authority=authority, begins=begins).certificate
        )
        return found.can_open, found.can_install, " ".join(found.reasons)

    def test_nobody_else_comes_to_this_computer(self) -> None:
        for site in ("http://localhost:8000", "http://127.0.0.1:8000", "https://[::1]"):
            found = self.told(site)
            self.assertEqual((found.can_open, found.can_install), (False, False))
            self.assertEqual(found.headline, "Phones cannot open this network.")

    def test_over_http_it_can_be_opened_and_not_installed(self) -> None:
        found = self.told("http://192.168.1.20:8000")
        self.assertEqual((found.can_open, found.can_install), (True, False))
        self.assertIn("passkeys", found.reasons[0])

    def test_behind_a_proxy_it_can_be_installed_as_far_as_can_be_seen(self) -> None:
        found = self.told(PUBLIC)
        self.assertTrue(found.can_install)
        self.assertIn("cannot be seen from here", found.reasons[0])

    def test_a_certificate_says_by_whom_and_how_long(self) -> None:
        *can, reasons = self.seen(days=90)
        self.assertEqual(can, [True, True])
        self.assertRegex(reasons, r"^The certificate of Good Authority is valid until \w+\.? \d+, \d{4}\.$")

    def test_one_that_soon_ends_is_told_with_the_days_left(self) -> None:
        self.assertTrue(self.seen(days=14.5)[2].endswith("Only 13 days are left: renew it."))
        self.assertTrue(self.seen(days=2.5)[2].endswith("Only 1 day is left: renew it."))

    def test_one_that_ended_or_that_nobody_signed_is_no_use_to_phones(self) -> None:
        self.assertEqual(self.seen(days=1, begins=-3)[:2], (False, False))
        can_open, can_install, reasons = self.seen(days=90, authority="")
        self.assertEqual((can_open, can_install), (True, False))
        self.assertIn("signed by nobody but itself", reasons)

    def test_one_that_is_gone_is_told(self) -> None:
        self.assertIn("can no longer be read", self.told(PUBLIC, self.folder / "none.pem").reasons[0])

    def test_it_speaks_dutch(self) -> None:
        with self.settings(SITE="http://localhost:8000"), translation.override("nl"):
            self.assertEqual(reach().headline, "Telefoons kunnen dit netwerk niet openen.")
