"""What a group keeps of its members, counted again; and rows that no longer share the audience of their item."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from stoep.groups.actions import recount
from stoep.groups.models import Group
from stoep.kernel.checks import Check, Different, select_differences

_COUNT = (
    "(SELECT count(*) FROM groups_membership m JOIN people_person p ON p.id = m.person_id"
    " WHERE m.group_id = g.id AND p.is_active AND p.role {sign} 'guest')"
)


def _counted(column: str, sign: str) -> Check:
    def differences() -> Different:
        return select_differences(
            f"SELECT * FROM (SELECT g.id, g.{column} AS kept, {_COUNT.format(sign=sign)} AS wanted"
            f" FROM {Group._meta.db_table} g) d WHERE kept <> wanted"
        )

    return Check(f"groups.{column} is what can be counted", differences, _recount)


def _recount(keys: Iterable[int]) -> None:
    with transaction.atomic():
        recount(*keys)


def strayed(table: str, key: str, points_at: str) -> Different:
    """Return the rows of `table` that are read by others than the item their column `points_at` names."""
    return select_differences(
        f"SELECT t.{key}, t.audience_id, i.audience_id FROM {table} t JOIN items_item i ON i.id = t.{points_at}"
        " WHERE t.audience_id <> i.audience_id"
    )


CHECKS = (_counted("member_count", "<>"), _counted("guest_count", "="))
