"""Time-ordered 64-bit ids: `unix_ms << 16 | node << 10 | sequence`, signed, always positive.

Node (6 bits) names the process, sequence (10 bits) counts within a millisecond; a full millisecond borrows the
next. A clock that jumps back never yields an id below the last one of this process.
Imported content gets an id from its original date (`id_at`).
"""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime

from django.db import models

TIME_BITS = 16
SEQUENCE_BITS = 10
MAX_ID = (1 << 63) - 1

_lock = threading.Lock()
_last = (0, 0)  # millisecond, sequence
_node = 0x20 | os.getpid() & 0x1F  # a command; processes of the server are 1 to 31


def set_node(node: int) -> None:
    """Name this process (0 to 63): ids of two processes with different nodes never meet."""
    global _node
    _node = node & 0x3F


def new_id() -> int:
    """Return a new id, above every id this process has given or was told of by `never_below`."""
    global _last
    with _lock:
        millisecond, sequence = _last
        now = time.time_ns() // 1_000_000
        if now > millisecond:
            millisecond, sequence = now, 0
        elif sequence + 1 < 1 << SEQUENCE_BITS:
            sequence += 1
        else:
            millisecond, sequence = millisecond + 1, 0
        _last = (millisecond, sequence)
        return millisecond << TIME_BITS | _node << SEQUENCE_BITS | sequence


def never_below(highest: int) -> None:
    """Promise that `new_id` stays above `highest` (the highest id in a table), though the clock went back."""
    global _last
    with _lock:
        _last = max(_last, ((highest >> TIME_BITS) + 1, 0)) if highest else _last


def id_at(moment: datetime, spread: int = 0) -> int:
    """Return the id that stands for `moment`; `spread` (0 to 65,535) orders things of the same millisecond."""
    return int(moment.timestamp() * 1000) << TIME_BITS | (spread & 0xFFFF)


def moment_of(id_: int) -> datetime:
    """Return the moment an id stands for, in UTC, to the millisecond."""
    return datetime.fromtimestamp((id_ >> TIME_BITS) / 1000, UTC)


def id_in(text: str | None) -> int:
    """Return the id that `text` writes in decimal digits, 0 where it writes none."""
    digits = text or ""
    found = int(digits) if len(digits) < 20 and digits.isascii() and digits.isdigit() else 0
    return found if found <= MAX_ID else 0


class IdConverter:
    """An id in an address, `<id:item_id>`; what no row can have matches no address."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the id. Raises `ValueError` for one that is too large."""
        if int(value) > MAX_ID:
            raise ValueError
        return int(value)

    def to_url(self, value: int) -> str:
        """Return it as it stands in an address."""
        return str(value)


class TimeOrderedId(models.BigIntegerField):  # type: ignore[type-arg]
    """Primary key that is given when the row is made, inside the transaction that writes it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", new_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
