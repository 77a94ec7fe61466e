"""A small company: Amber asks and leads the closed group Harbour, Bilal is a member, Chen is outside.

Dilara leads the secret group Orchid. Gus is a guest in Harbour. Eva is the admin, Milan a moderator.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.test import TestCase

from stoep.groups.actions import invite_into_group, join_group, start_group
from stoep.groups.models import Group
from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.kernel import facts
from stoep.kernel.facts import Fact
from stoep.organisation.actions import found_organisation
from stoep.organisation.queries import forget
from stoep.people.actions import deactivate, welcome_person
from stoep.people.models import Person

PASSWORD = "correct horse battery"


def add(group: Group, leader: Person, person: Person) -> None:
    """Let `person` into `group` by an invitation."""
    invite_into_group(leader, group, person)
    join_group(person, group)


class World:
    """The people, groups and items; built by `build`."""

    def build(self) -> None:
        """Make all of it through the product's own actions."""
        forget()
        found_organisation(name="Lichtwaard", language="nl", accent="#ff6a1f")
        self.eva = welcome_person(name="Eva de Vries", handle="eva", password=PASSWORD, role=Person.Role.ADMIN)
        for name in ("amber", "bilal", "chen", "dilara", "milan", "fired"):
            setattr(self, name, welcome_person(name=name.title(), handle=name, password=PASSWORD, language="en"))
        self.gus = welcome_person(name="Gus", handle="gus", password=PASSWORD, role=Person.Role.GUEST, language="en")
        Person.objects.filter(pk=self.milan.pk).update(is_moderator=True)
        self.milan.is_moderator = True
        self.harbour = start_group(self.amber, name="Harbour", openness=Group.Openness.CLOSED, purpose="Ships")
        self.square = start_group(self.bilal, name="Square", openness=Group.Openness.OPEN)
        self.orchid = start_group(self.dilara, name="Orchid", openness=Group.Openness.SECRET, purpose="Quiet")
        add(self.harbour, self.amber, self.bilal)
        add(self.harbour, self.amber, self.gus)
        self.notice = publish(self.eva, kind=Item.Kind.POST, body="Welcome to all of you")
        self.question = publish(
            self.amber,
            kind=Item.Kind.QUESTION,
            title="Which berth?",
            body="Where does she lie? #berth",
            group=self.harbour,
        )
        self.answer = reply(self.bilal, self.question, body="At berth nine")
        self.open_post = publish(self.bilal, kind=Item.Kind.POST, body="On the square #market", group=self.square)
        self.secret = publish(self.dilara, kind=Item.Kind.POST, body="Xylograph canary #hush", group=self.orchid)
        self.other_notice = publish(self.dilara, kind=Item.Kind.POST, body="Cake at four #all")
        self.closed_post = publish(self.bilal, kind=Item.Kind.POST, body="Moored #ships", group=self.harbour)
        deactivate(self.eva, self.fired)

    amber: Person
    bilal: Person
    chen: Person
    dilara: Person
    milan: Person
    fired: Person


class WorldTestCase(TestCase, World):
    """A test in the small company; it is built once per class."""

    world_attributes: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def setUpTestData(cls) -> None:
        world = World()
        world.build()
        for name, value in vars(world).items():
            setattr(cls, name, value)

    @contextmanager
    def hearing(self, *kinds: type[Fact]) -> Iterator[list[Fact]]:
        """Collect the facts of these kinds that are announced inside the block."""
        heard: list[Fact] = []
        within = facts.wiring().WITHIN
        before = dict(within)
        for kind in kinds:
            within[kind] = [*before.get(kind, ()), heard.append]
        try:
            yield heard
        finally:
            within.clear()
            within.update(before)
