"""Reads about coming in."""

from stoep.adoption.queries.welcome import (
    Line,
    lines_of,
    next_step,
    open_arrival,
    steps_of,
    welcoming_group,
)

__all__ = ["Line", "lines_of", "next_step", "open_arrival", "steps_of", "welcoming_group"]
