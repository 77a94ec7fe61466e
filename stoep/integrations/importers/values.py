"""Values as a source writes them: read, or None where they are not what they should be."""

from __future__ import annotations

import re
from datetime import UTC, datetime

MOST_ID = 100
_NUMBER = re.compile(r"[+-]?[0-9]{1,7}")


def number(text: str) -> int | None:
    """Return a whole number of at most 7 ASCII digits."""
    return int(text) if _NUMBER.fullmatch(text) else None


def moment(text: str) -> datetime | None:
    """Return a moment in UTC; one without a zone is meant in UTC."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):  # an offset can lead out of the years there are
        return None


def fitting(text: str, most: int) -> str:
    """Return a name of a file as a database takes it: without half characters, at most `most` long."""
    return text.encode("utf-8", "replace").decode()[:most]
