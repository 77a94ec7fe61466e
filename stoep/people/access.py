"""Whom somebody may see: members see everybody, guests whom `config/wiring.py` says (who is in their groups)."""

from __future__ import annotations

from stoep.kernel.facts import wiring
from stoep.people.models import Person, PersonQuerySet


def people_visible_to(viewer: Person) -> PersonQuerySet:
    """Return the people whose profile `viewer` may see; nobody for who may not come in."""
    people = Person.objects.get_queryset()
    if not viewer.is_authenticated or not viewer.is_active:
        return people.none()
    return people.filter(pk__in=wiring().PEOPLE_A_GUEST_SEES(viewer)) if viewer.is_guest else people
