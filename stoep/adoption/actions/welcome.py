"""Welcoming: what a newcomer does in the first minutes, one step at a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from stoep.adoption.access import is_newcomer
from stoep.adoption.models import Arrival
from stoep.adoption.queries import next_step, welcoming_group
from stoep.groups.actions import join_group
from stoep.groups.models import Group
from stoep.items.actions import publish
from stoep.items.models import Item
from stoep.kernel.access import require
from stoep.media.models import StoredFile
from stoep.people.actions import change_portrait, change_profile
from stoep.people.models import Person
from stoep.streams.actions import follow

Step = Arrival.Step


@transaction.atomic
def receive(person: Person) -> None:
    """Open the welcome of who arrived just now, and let a member into the groups that welcome everybody.

    Who is brought in with a date of the past (the demonstration) gets no welcome.
    """
    if is_newcomer(person):
        Arrival.objects.get_or_create(person=person)
    if not person.is_guest:
        for group in Group.objects.filter(welcomes=True, openness=Group.Openness.OPEN, archived_at=None):
            join_group(person, group)


@transaction.atomic
def pass_step(person: Person, step: int) -> None:
    """Remember that `step` of the welcome is behind; it never goes back. The last step of a guest closes it."""
    arrival = Arrival.objects.filter(person=person, step__lte=step)
    after = next_step(person, step)
    arrival.update(step=after or step, closed_at=None if after else timezone.now())


@transaction.atomic
def show_face(person: Person, portrait: StoredFile | None, function: str) -> None:
    """Give a newcomer a photo and a function, as far as they gave any."""
    if portrait is not None:
        change_portrait(person, portrait)
    if function:
        change_profile(person, function=function)
    pass_step(person, Step.PHOTO)


@transaction.atomic
def say_what_one_knows(person: Person, topics: Iterable[str]) -> None:
    """Keep what people may ask a newcomer about."""
    change_profile(person, knows=topics)
    pass_step(person, Step.TOPICS)


@transaction.atomic
def choose_places(person: Person, groups: Iterable[Group], colleagues: Iterable[Person]) -> None:
    """Join these groups and follow these colleagues. Raises `NotAllowed` for a group one cannot walk into."""
    for group in groups:
        join_group(person, group)
    for colleague in colleagues:
        follow(person, colleague)
    pass_step(person, Step.PLACES)


@transaction.atomic
def greet(person: Person, body: str, *, language: str = "", key: str = "") -> Item:
    """Say hello where newcomers are welcomed, else to everyone. Raises `NotAllowed` for guests."""
    require(not person.is_guest)
    group = welcoming_group(person)
    item = publish(person, kind=Item.Kind.POST, body=body, group=group, language=language, key=key)
    pass_step(person, Step.GREETING)
    return item


@transaction.atomic
def close_welcome(person: Person) -> None:
    """Show the welcome no longer."""
    Arrival.objects.filter(person=person, closed_at=None).update(closed_at=timezone.now())
