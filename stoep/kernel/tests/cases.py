"""What the tests of facts and tasks share: the wiring of `wired`, and a clock that can be set."""

from __future__ import annotations

import time
from unittest import mock

from django.test import TestCase, override_settings

from stoep.kernel import facts
from stoep.kernel.tests import wired


@override_settings(WIRING="stoep.kernel.tests.wired")
class WiredTestCase(TestCase):
    """A test whose facts are heard by `wired`."""

    def setUp(self) -> None:
        facts.wiring.cache_clear()
        self.addCleanup(facts.wiring.cache_clear)
        wired.heard.clear()
        wired.failing.clear()
        self.ahead = 0.0
        real = time.time
        clock = mock.patch("time.time", lambda: real() + self.ahead)
        clock.start()
        self.addCleanup(clock.stop)
