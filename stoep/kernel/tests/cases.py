"""What the tests of facts and tasks share: the wiring of `wired`, and a clock that can be set."""

from __future__ import annotations

import time
from unittest import mock

from django.conf import settings
from django.test import TestCase, TransactionTestCase, override_settings

from stoep.kernel import facts
from stoep.kernel.models import FactRow, Heard, TaskRow
from stoep.kernel.tests import wired


class KernelTransactionTestCase(TransactionTestCase):
    """A test that is no transaction itself; it leaves the kernel's own tables empty."""

    def _fixture_teardown(self) -> None:
        for model in (Heard, FactRow, TaskRow):
            model.objects.all().delete()


# On PostgreSQL a fact is settled once its transaction is over, so a test cannot be one transaction there.
_on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
Settled = KernelTransactionTestCase if _on_postgresql else TestCase


@override_settings(WIRING="stoep.kernel.tests.wired")
class WiredTestCase(Settled):  # type: ignore[misc, valid-type]
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
