"""What follows here from what happened below."""

from __future__ import annotations

from stoep.adoption.actions import receive
from stoep.people.facts import PersonArrived
from stoep.people.models import Person


def receive_newcomer(fact: PersonArrived) -> None:
    """Who came in is welcomed."""
    receive(Person.objects.get(pk=fact.person_id))
