"""Faces: what a line about somebody shows; and who there is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from stoep.kernel.lists import id_list, ids_parameter
from stoep.people.access import people_visible_to
from stoep.people.models import Person, PersonQuerySet


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
    def full_name(self) -> str:
        """Return the name as a plain text shows it."""
        return named(self.name, Person.Role.GUEST if self.is_guest else Person.Role.MEMBER)

    @property
    def portrait(self) -> str:
        """Return the address of the photo, "" where there is none."""
        return f"/p/{self.handle}/portrait/{self.portrait_id}/" if self.portrait_id else ""


def named(name: str, role: str) -> str:
    """Return a name as a plain text shows it: with the label of a guest."""
    return _("%(name)s (guest)") % {"name": name} if role == Person.Role.GUEST else name


FACE_COLUMNS = "p.id, p.name, p.handle, p.function, coalesce(p.portrait_id, 0), p.role = 'guest', p.is_placeholder"


def face_from(row: Sequence[Any]) -> Face:
    """Return the face in a row of `FACE_COLUMNS`; what stands behind them is left."""
    pk, name, handle, function, portrait, guest, imported, *_ = row
    return Face(pk, name, handle, function, portrait, bool(guest), bool(imported))


def faces(ids: Iterable[int]) -> dict[int, Face]:
    """Return the faces of the people with these ids, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {FACE_COLUMNS} FROM people_person p WHERE p.id IN {id_list('ids')}",
            {"ids": ids_parameter(set(ids))},
        )
        rows = cursor.fetchall()
    return {row[0]: face_from(row) for row in rows}


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
