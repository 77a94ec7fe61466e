"""Reads about people."""

from stoep.people.queries.door import devices_of, second_step_of
from stoep.people.queries.faces import (
    FACE_COLUMNS,
    Face,
    departments,
    face_from,
    face_of,
    faces,
    managers_of,
    named,
    people_present,
)

__all__ = [
    "FACE_COLUMNS", "Face", "departments", "devices_of", "face_from", "face_of", "faces", "managers_of", "named",
    "people_present", "second_step_of",
]  # fmt: skip
