"""When things happened in the demonstration: told in days ago, placed within waking hours, in order, never ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from stoep.kernel.ids import id_at

OPENS, CLOSES = 6.5, 18.5  # hours of the day in which people start a conversation
JUST_NOW = timedelta(minutes=4)


def moment_ago(days: float, now: datetime) -> datetime:
    """Return the moment `days` before `now`, moved into the open hours of its own day or the day before."""
    there = timezone.localtime(now - timedelta(days=days))
    hour = there.hour + there.minute / 60
    if OPENS <= hour < CLOSES:
        return there
    midnight = there.replace(hour=0, minute=0)
    there = midnight + timedelta(hours=OPENS + hour / 24 * (CLOSES - OPENS))
    return there if there < now - JUST_NOW else there - timedelta(days=1)


def reply_moments(start: datetime, hours: Sequence[float], now: datetime) -> list[datetime]:
    """Return the moments of replies `hours` after `start`, drawn together where the last would lie ahead of `now`."""
    room = (now - JUST_NOW - start) / timedelta(hours=1)
    factor = min(1.0, room / hours[-1]) if hours else 1.0
    return [start + timedelta(hours=hour * factor) for hour in hours]


class Ids:
    """Gives ids of the past, each once."""

    def __init__(self) -> None:
        self._spread = self._spreads()

    @staticmethod
    def _spreads() -> Iterator[int]:
        while True:
            yield from range(1 << 16)

    def at(self, moment: datetime) -> int:
        """Return a fresh id for `moment`."""
        return id_at(moment, next(self._spread))
