"""`bin/stoep check` finds what does not hold and mends what can be counted again; `bin/stoep tasks`."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

from django.db import connection

from config import upkeep
from config.cli import main
from config.wiring import CHECKS
from stoep.items.actions import delete_item, react, reply, restore_item
from stoep.items.models import Item
from stoep.kernel.models import TaskRow
from stoep.streams.models import Stream
from tests.world import WorldTestCase


def said(*arguments: str) -> tuple[int, str]:
    """Run `check`; return its exit code and what it said."""
    with redirect_stdout(io.StringIO()) as output:
        return upkeep.check(list(arguments)), output.getvalue()


class CheckTests(WorldTestCase):
    def spoil(self, *statements: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def found(self) -> set[str]:
        return {check.holds for check in CHECKS if check.run()}

    def test_all_is_well_after_ordinary_use(self) -> None:
        react(self.bilal, self.question, "agree")
        react(self.amber, self.question, "thanks")
        second = reply(self.amber, self.question, body="Thanks")
        delete_item(self.amber, second)
        delete_item(self.bilal, self.open_post)
        restore_item(self.bilal, self.open_post)
        self.assertEqual(said()[0], 0, said()[1])

    def test_each_spoiled_thing_is_found_and_mended(self) -> None:
        react(self.bilal, self.question, "agree")
        item = self.question.pk
        for statement in (
            f"UPDATE items_item SET reply_count = 9 WHERE id = {item}",
            f"UPDATE items_item SET last_id = {item} WHERE id = {item}",
            f"UPDATE items_item SET read_count = 3 WHERE id = {item}",
            f"UPDATE items_item SET reactions = 'agree:7' WHERE id = {item}",
            f"UPDATE items_item SET reactions = 'agree:7' WHERE id = {self.notice.pk}",
            f"UPDATE groups_group SET member_count = 40 WHERE id = {self.harbour.pk}",
            f"UPDATE groups_group SET guest_count = 0 WHERE id = {self.harbour.pk}",
            f"DELETE FROM streams_entry WHERE item_id = {item}",
            f"UPDATE items_item SET state = 3 WHERE id = {self.open_post.pk}",
            f"UPDATE streams_entry SET audience_id = 0 WHERE item_id = {self.secret.pk}",
            f"UPDATE streams_disc SET last_id = last_id - 5 WHERE item_id = {item}",
            f"UPDATE streams_stream SET last_item_id = 0 WHERE kind = {int(Stream.Kind.EVERYONE)}",
        ):
            with self.subTest(statement):
                self.assertEqual(self.found(), set())
                self.spoil(statement)
                self.assertNotEqual(self.found(), set())
                code, text = said()
                self.assertEqual(code, 1)
                self.assertIn("WRONG", text)
                self.assertEqual(said("--repair")[0], 0, said("--repair")[1])
                self.assertEqual(self.found(), set())

    def test_a_reply_read_by_others_is_found_and_left_to_people(self) -> None:
        self.spoil(f"UPDATE items_item SET audience_id = 0 WHERE id = {self.answer.pk}")
        code, text = said("--repair")
        self.assertEqual(code, 1)
        self.assertIn(str(self.answer.pk), text)

    def test_mending_changes_nothing_that_was_right(self) -> None:
        before = list(Item.objects.for_system("a test").order_by("pk").values())
        said("--repair")
        self.assertEqual(list(Item.objects.for_system("a test").order_by("pk").values()), before)


class TaskCommandTests(WorldTestCase):
    def test_dead_tasks_are_listed_and_tried_again(self) -> None:
        row = TaskRow.objects.create(path="a.task", arguments="[]", run_at=0, state=2, attempts=8, error="OSError: no")
        with redirect_stdout(io.StringIO()) as output:
            self.assertEqual(upkeep.tasks([]), 0)
            self.assertEqual(upkeep.tasks(["retry", str(row.pk)]), 0)
            self.assertEqual(upkeep.tasks(["retry", str(row.pk)]), 1)
        self.assertIn("OSError: no", output.getvalue())
        row.refresh_from_db()
        self.assertEqual((row.state, row.attempts), (TaskRow.State.WAITING, 0))

    def test_help_names_only_commands_that_are_there(self) -> None:
        from django.core.management import get_commands

        with redirect_stdout(io.StringIO()) as output:
            self.assertEqual(main(["--help"]), 0)
        listed = output.getvalue().partition("run it:")[2].partition("… and")[0]
        named = {
            name
            for line in listed.splitlines()
            if line[:2] == "  " != line[:4]
            for name in line.split("   ")[0].split(", ")
        }
        named = {name.strip() for name in named if name.strip()}
        self.assertLessEqual(
            named,
            {"serve", "web", "worker", "service", "check", "tasks", "backup", "restore", "bench", *get_commands()},
        )
        self.assertIn("check", named)
