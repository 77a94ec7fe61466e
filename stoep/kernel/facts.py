"""Facts: what happened, announced once, heard by whom `config/wiring.py` says.

`WITHIN` listeners run now, in the action's transaction; an error rolls all back. `AFTER` listeners hear it from
the durable row this module writes, at least once each, in the worker (`stoep.kernel.hearing`). `NUDGE` functions
turn a row into live nudges, best effort, in the web processes (`stoep.kernel.live`). Nothing else follows a fact.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Fact:
    """Something that happened: a frozen dataclass of numbers and short texts, named in the past tense."""

    kinds: ClassVar[dict[str, type[Fact]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.kinds[cls.__name__] = cls

    def to_json(self) -> str:
        """Return the fields as JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))


Listener = Callable[[Any], None]
Wiring = Mapping[type[Fact], Sequence[Listener]]


def read_fact(kind: str, fields: str) -> Fact:
    """Return the fact that was written as `kind` and JSON `fields`.

    Raises `KeyError` for an unknown kind, `TypeError` and `ValueError` for fields that are not its own.
    """
    wiring()  # whoever reads a fact has loaded all that there are
    return Fact.kinds[kind](**json.loads(fields))


@cache
def wiring() -> ModuleType:
    """Return the module that says who hears what."""
    return import_module(settings.WIRING)


def announce(fact: Fact) -> None:
    """Say that `fact` happened. Call it inside the transaction that made it so.

    Raises `RuntimeError` outside a transaction: a fact without its effects, or the reverse, must not exist.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{type(fact).__name__} was announced outside a transaction")
    kind = type(fact)
    for listener in wiring().WITHIN.get(kind, ()):
        listener(fact)
    is_awaited = kind in wiring().AFTER  # what only nudges is heard by nobody later
    if is_awaited or kind in wiring().NUDGE:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT[connection.vendor], [kind.__name__, fact.to_json(), not is_awaited])


_INSERT = {
    "sqlite": "INSERT INTO kernel_fact(kind, fields, created_at, heard) VALUES (%s, %s, unixepoch(), %s)",
    "postgresql": "INSERT INTO kernel_fact(kind, fields, created_at, heard, xid)"
    " VALUES (%s, %s, extract(epoch from now())::bigint, %s, pg_current_xact_id())",
}
