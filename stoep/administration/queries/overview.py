"""What an admin should know at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from stoep.administration.queries.health import Part, parts_of_health
from stoep.organisation.functions import FUNCTIONS, is_on
from stoep.organisation.queries import sends_mail
from stoep.people.models import Person


@dataclass(frozen=True)
class Overview:
    """Who is in, whether it all works, and what is off."""

    people: int
    admins: int
    guests: int
    wrong: list[Part]
    is_well: bool
    mails: bool
    off: list[str]


def overview() -> Overview:
    """Return it, with one question about people and those of the health page."""
    counts = Person.objects.present().aggregate(
        people=Count("pk"),
        admins=Count("pk", filter=Q(role=Person.Role.ADMIN)),
        guests=Count("pk", filter=Q(role=Person.Role.GUEST)),
    )
    is_well, parts = parts_of_health()
    off = [str(function.label) for function in FUNCTIONS.values() if not is_on(function.name)]
    wrong = [part for part in parts if not part.is_well]
    return Overview(**counts, wrong=wrong, is_well=is_well, mails=sends_mail(), off=off)
