"""Lists: ids as one query parameter (the text of a query never varies, so it stays prepared), and pages by name."""

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
