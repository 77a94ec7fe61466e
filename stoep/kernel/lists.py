"""A list of ids as one query parameter, so that the text of a query never varies and stays prepared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

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
