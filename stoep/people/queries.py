"""Reads about people."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from stoep.kernel.ids import id_at
from stoep.kernel.lists import id_list, ids_parameter
from stoep.people.access import people_visible_to
from stoep.people.models import Person, PersonQuerySet

NEW_FOR = timedelta(days=30)


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


_FACE = "SELECT id, name, handle, function, coalesce(portrait_id, 0), role = 'guest', is_placeholder FROM people_person"
_NEW = (
    " WHERE id > %(since)s AND id <> %(viewer)s AND is_active AND NOT is_placeholder ORDER BY id DESC LIMIT %(limit)s"
)


def _faces(where: str, **params: Any) -> list[Face]:
    with connection.cursor() as cursor:
        cursor.execute(_FACE + where, params)
        rows = cursor.fetchall()
    return [
        Face(pk, name, handle, function, file, bool(guest), bool(imported))
        for (pk, name, handle, function, file, guest, imported) in rows
    ]


def faces(ids: Iterable[int]) -> dict[int, Face]:
    """Return the faces of the people with these ids, in one query."""
    return {face.pk: face for face in _faces(f" WHERE id IN {id_list('ids')}", ids=ids_parameter(set(ids)))}


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


@lru_cache(maxsize=1)
def _people_present(minute: int) -> int:
    return Person.objects.present().exclude(role=Person.Role.GUEST).count()


def people_present() -> int:
    """Return how many members there are; counted once a minute in each process."""
    return _people_present(int(time.time() // 60))


def newcomers(viewer: Person, *, limit: int = 3) -> tuple[Face, ...]:
    """Return who came in during the last month, newest first, the viewer not among them; guests see no newcomers."""
    if viewer.is_guest:
        return ()
    return tuple(_faces(_NEW, since=id_at(timezone.now() - NEW_FOR), viewer=viewer.pk, limit=limit))


def departments(viewer: Person, *, limit: int = 8) -> tuple[int, list[tuple[str, int]]]:
    """Return how many colleagues `viewer` sees, and the largest departments with how many are in each."""
    people = people_visible_to(viewer).present()
    rows = people.order_by().values_list("department").annotate(n=Count("pk")).order_by("-n", "department")
    counts = list(rows)
    return sum(n for _, n in counts), [(name, n) for name, n in counts if name][:limit]


def managers_of(person: Person, visible: PersonQuerySet, *, levels: int = 3) -> list[Face]:
    """Return who leads `person`, and who leads them, the highest first: at most `levels`."""
    above: list[Face] = []
    next_id = person.manager_id
    while next_id and len(above) < levels:
        manager = visible.filter(pk=next_id).first()
        if manager is None:
            break
        above.insert(0, face_of(manager))
        next_id = manager.manager_id
    return above
