"""How the installation is, in plain words."""

from __future__ import annotations

from django.conf import settings

from stoep.kernel.models import TaskRow
from stoep.kernel.worker import heartbeat_file
from tests.roles import client_of
from tests.world import WorldTestCase

EN = {"accept-language": "en"}


class HealthTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)

    def test_parts_sizes_and_limits_are_shown(self) -> None:
        heartbeat_file().touch()
        page = self.client.get("/admin/health/", headers=EN)
        for words in ("The network works.", "Work in the background", settings.VERSION, "120 a minute", "20 an hour"):
            self.assertContains(page, words)

    def test_what_is_wrong_is_said_with_what_to_do(self) -> None:
        heartbeat_file().unlink(missing_ok=True)
        TaskRow.objects.create(path="x", arguments="[]", run_at=0, state=TaskRow.State.DEAD, error="secret words")
        page = self.client.get("/admin/health/", headers=EN)
        self.assertContains(page, "Nothing is done in the background")
        self.assertContains(page, "Some tasks failed for good")
        self.assertNotContains(page, "secret words")
        self.assertContains(self.client.get("/admin/", headers=EN), "Start Stoep again")
