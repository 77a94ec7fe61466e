"""Words of raw SQL that differ between engines (ids as one parameter, a mark that is not set), and pages by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

_TEXT = {
    "sqlite": "(SELECT value FROM json_each(%({name})s))",
    "postgresql": "(SELECT unnest(%({name})s::bigint[]))",
}


def id_list(name: str) -> str:
    """Return the SQL of the set that parameter `name` holds, for `x IN …`."""
    return _TEXT[connection.vendor].format(name=name)


def ids_parameter(ids: Iterable[int]) -> Any:
    """Return `ids` as the value of a parameter made by `id_list`."""
    return json.dumps(list(ids)) if connection.vendor == "sqlite" else list(ids)


def joined(column: str) -> str:
    """Return the SQL of the values of `column` in a group, as one text with spaces between them."""
    return f"{'group_concat' if connection.vendor == 'sqlite' else 'string_agg'}({column}, ' ')"


def is_not(column: str) -> str:
    """Return the SQL condition "the mark `column` is not set", as an index over such rows only has it.

    SQLite finds its partial index by these words alone: `NOT column` would read the whole table.
    """
    return f"{column} = 0" if connection.vendor == "sqlite" else f"NOT {column}"


def named_page(rows: QuerySet[Any], after: str, size: int, field: str = "name") -> tuple[list[Any], str]:
    """Return `size` rows in the order of `field` and key, after the row with key `after`, and the key to go on from.

    A key that is no number, or whose row is gone, begins again at the start.
    """
    rows = rows.order_by(field, "pk")
    last = rows.model._default_manager.filter(pk=after).first() if after.isdecimal() and len(after) < 20 else None
    if last is not None:
        name = getattr(last, field)
        rows = rows.filter(Q(**{f"{field}__gt": name}) | Q(**{field: name}, pk__gt=last.pk))
    found = list(rows[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""
