"""Reads about people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from stoep.kernel.lists import id_list, ids_parameter
from stoep.people.models import Person


@dataclass(frozen=True, slots=True)
class Face:
    """What a line about a person shows."""

    pk: int
    name: str
    handle: str
    function: str
    portrait_id: int
    is_guest: bool
    is_placeholder: bool

    @property
    def url(self) -> str:
        """Return the address of the profile."""
        return f"/p/{self.handle}/"

    @property
    def portrait(self) -> str:
        """Return the address of the photo, "" where there is none."""
        return f"/p/{self.handle}/portrait/{self.portrait_id}/" if self.portrait_id else ""


_FACES = (
    "SELECT id, name, handle, function, coalesce(portrait_id, 0), role = 'guest', is_placeholder"
    " FROM people_person WHERE id IN {ids}"
)


def faces(ids: Iterable[int]) -> dict[int, Face]:
    """Return the faces of the people with these ids, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_FACES.format(ids=id_list("ids")), {"ids": ids_parameter(set(ids))})
        rows = cursor.fetchall()
    return {
        pk: Face(pk, name, handle, function, file, bool(guest), bool(imported))
        for (pk, name, handle, function, file, guest, imported) in rows
    }


def face_of(person: Person) -> Face:
    """Return the face of one person, without a query."""
    return Face(
        person.pk,
        person.name,
        person.handle,
        person.function,
        person.portrait_id or 0,
        person.is_guest,
        person.is_placeholder,
    )
