"""T, the unit: the CPU of a thin Django page (session and auth, one SQL query, 20 rows, a template, 12 kB)."""

HEADERS = {"X-Content-Type-Options": "nosniff"}


def nobody(cookies: dict[str, str]) -> None:
    """Nobody has a live stream here."""
