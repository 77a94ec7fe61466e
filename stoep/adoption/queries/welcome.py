"""How far somebody is with the welcome."""

from __future__ import annotations

from dataclasses import dataclass

from stoep.adoption.models import Arrival
from stoep.groups.models import Group
from stoep.people.models import Knows, Person
from stoep.streams.models import Stream, Subscription

Step = Arrival.Step
OF_MEMBERS = (Step.PHOTO, Step.TOPICS, Step.PLACES)
OF_GUESTS = (Step.PHOTO, Step.PLACES)


@dataclass(frozen=True)
class Line:
    """A step as the welcome lists it."""

    number: int
    step: int
    is_done: bool
    is_behind: bool
    is_current: bool


def open_arrival(person: Person) -> Arrival | None:
    """Return how far `person` is, None for who is here since long or closed the welcome."""
    return Arrival.objects.filter(person=person, closed_at=None).first()


def steps_of(person: Person) -> tuple[int, ...]:
    """Return the steps of somebody's welcome: guests choose nothing that is for the whole organisation."""
    return OF_GUESTS if person.is_guest else OF_MEMBERS


def next_step(person: Person, step: int) -> int:
    """Return what comes after `step`; 0 when that is nothing."""
    order = OF_GUESTS if person.is_guest else tuple(Step)
    later = [other for other in order if other > step]
    return int(later[0]) if later else 0


def lines_of(person: Person, arrival: Arrival, current: int) -> tuple[Line, ...]:
    """Return the steps of the welcome with what was really done, in two queries."""
    done = {
        Step.PHOTO: bool(person.portrait_id),
        Step.TOPICS: Knows.objects.filter(person=person).exists(),
        Step.PLACES: arrival.step > Step.PLACES and not person.is_guest and _chose_places(person),
    }
    return tuple(
        Line(number, int(step), done[Step(step)], step < arrival.step, step == current)
        for number, step in enumerate(steps_of(person), 1)
    )


def _chose_places(person: Person) -> bool:
    """Say whether somebody follows a colleague, or is in a group into which not everybody comes by itself."""
    welcoming = Group.objects.filter(welcomes=True).values("pk")
    mine = Subscription.objects.filter(person=person, follows=True)
    chosen = mine.filter(stream__kind__in=(Stream.Kind.PERSON, Stream.Kind.GROUP)).exclude(
        stream__kind=Stream.Kind.GROUP, stream__ref_id__in=welcoming
    )
    return chosen.exists()


def welcoming_group(person: Person) -> Group | None:
    """Return the group in which `person` says hello, None where there is none."""
    return Group.objects.of(person).filter(welcomes=True, archived_at=None).order_by("pk").first()
