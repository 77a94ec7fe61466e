"""What a page costs the database: how many queries, and that it does not grow with what the reader does not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.groups.actions import join_group
from stoep.groups.models import Group
from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.kernel.hearing import hear_facts
from stoep.kernel.ids import id_at, new_id
from stoep.kernel.worker import is_any_unheard
from stoep.people.actions import welcome_person
from stoep.web.queries import shell_of
from tests.world import PASSWORD, WorldTestCase, add

MOST_QUERIES = {
    "/": 8,
    "/kept/": 6,
    "/?tab=all": 8,
    "/?tab=following": 8,
    "/?tab=questions": 8,
    "/t/market/": 9,
    "/g/square/": 15,
}
UNRELATED = 1500


class CostTests(WorldTestCase):
    def setUp(self) -> None:
        veteran = welcome_person(name="Vera", password=PASSWORD, id_=id_at(timezone.now() - timedelta(days=400)))
        join_group(veteran, self.square)
        add(self.harbour, self.amber, veteran)
        self.client.force_login(veteran)
        for page in MOST_QUERIES:
            self.client.get(page)

    def test_no_page_asks_more_than_it_may(self) -> None:
        for page, most in {**MOST_QUERIES, self.question.get_absolute_url(): 5}.items():
            self.assertLessEqual(self._queries(page), most, page)

    def test_the_first_weeks_cost_a_few_more(self) -> None:
        self.client.force_login(self.bilal)
        self.client.get("/")
        self.assertLessEqual(self._queries("/"), MOST_QUERIES["/"] + 6)
        self.assertLessEqual(self._queries("/?tab=all"), MOST_QUERIES["/?tab=all"])

    def _queries(self, page: str) -> int:
        count = 0

        def counted(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            self.assertEqual(self.client.get(page).status_code, 200)
        return count

    @pytest.mark.sqlite
    def test_work_does_not_grow_with_groups_and_threads_of_others(self) -> None:
        pages = ("/", "/?tab=all", self.question.get_absolute_url(), "/g/square/", "/p/bilal/")
        before = {page: self._steps(page) for page in pages}
        Group.objects.bulk_create(
            Group(pk=new_id(), slug=f"other-{n}", name=f"Other {n}", openness=Group.Openness.CLOSED)
            for n in range(UNRELATED)
        )
        thread = publish(self.dilara, kind=Item.Kind.POST, body="Elsewhere", group=self.orchid)
        for n in range(60):
            reply(self.dilara, thread, body=f"More {n}")
        for page in pages:
            self.assertLess(self._steps(page), before[page] * 1.3 + 200, page)

    @pytest.mark.sqlite
    def test_what_waits_is_found_by_its_index(self) -> None:
        """A partial index of SQLite serves a query of the very same words only."""
        questions = (
            (shell_of, (self.bilal,), "notification_unread"),
            (hear_facts, (), "kernel_fact_waiting"),
            (is_any_unheard, (), "kernel_fact_waiting"),
        )
        for ask, values, index in questions:
            with CaptureQueriesContext(connection) as captured:
                ask(*values)
            plans = " ".join(self._plan(query["sql"]) for query in captured if query["sql"].startswith("SELECT"))
            self.assertIn(index, plans, ask)

    def _plan(self, sql: str) -> str:
        with connection.cursor() as cursor:
            return str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())

    def _steps(self, page: str) -> int:
        """Return the steps SQLite's machine takes for a page, in tens."""
        tens = 0

        def step() -> int:
            nonlocal tens
            tens += 1
            return 0

        connection.connection.set_progress_handler(step, 10)
        try:
            self.assertEqual(self.client.get(page).status_code, 200)
        finally:
            connection.connection.set_progress_handler(None, 0)
        return tens
