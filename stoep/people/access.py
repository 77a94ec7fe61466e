"""Whom somebody may see: members see everybody, guests themselves and whom `config/wiring.py` says.

That is who is in their groups.
"""

from __future__ import annotations

from django.db.models import Q

from stoep.kernel.facts import wiring
from stoep.people.models import Person, PersonQuerySet


def people_visible_to(viewer: Person) -> PersonQuerySet:
    """Return the people whose profile `viewer` may see; nobody for who may not come in."""
    people = Person.objects.get_queryset()
    if not viewer.is_authenticated or not viewer.is_active:
        return people.none()
    if not viewer.is_guest:
        return people
    return people.filter(Q(pk=viewer.pk) | Q(pk__in=wiring().PEOPLE_A_GUEST_SEES(viewer)))
