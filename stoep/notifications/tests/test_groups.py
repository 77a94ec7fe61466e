"""What people are told about their groups: being added, leading, and a group that falls quiet."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from stoep.groups.actions import add_colleague, ask_leaders, hand_over, keep_going, leave_group, set_leader, take_lead
from stoep.groups.facts import GroupsQuiet
from stoep.groups.models import Group
from stoep.kernel.hearing import hear_facts
from stoep.notifications.listeners import tell_leaders_of_quiet
from stoep.notifications.models import Notification
from stoep.notifications.queries import Line, lines_for
from stoep.people.actions import deactivate
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase

Kind = Notification.Kind


class GroupTestCase(WorldTestCase):
    def setUp(self) -> None:
        self.heard()
        Notification.objects.all().delete()

    def heard(self) -> None:
        while hear_facts():
            pass

    def lines(self, person: Person) -> list[Line]:
        self.heard()
        with translation.override("nl"):
            return lines_for(person)[0]


@pytest.mark.sqlite  # on PostgreSQL nothing is heard within the transaction of a test
class TellingTests(GroupTestCase):
    def test_who_is_added_hears_by_whom_and_leaves_from_the_list(self) -> None:
        add_colleague(self.bilal, self.square, self.chen)
        [line] = self.lines(self.chen)
        self.assertEqual((line.text, line.choice), ("<b>Bilal</b> heeft je toegevoegd aan Square", "leave"))
        client = client_of(self.chen)
        self.assertContains(client.get("/notifications/"), 'formaction="/g/square/leave/"')
        client.post("/g/square/leave/")
        self.assertNotContains(client.get("/notifications/"), 'formaction="/g/square/leave/"')

    def test_a_new_leader_hears_it_and_who_took_it_up_knows(self) -> None:
        set_leader(self.amber, self.harbour, self.bilal, leads=True)
        self.assertEqual([line.text for line in self.lines(self.bilal)], ["Je bent nu trekker van Harbour"])
        self.assertEqual(self.lines(self.amber), [])
        leave_group(self.bilal, self.square)
        add_to = Group.objects.get(pk=self.square.pk)
        add_to.members.create(person=self.chen)
        take_lead(self.chen, add_to)
        self.assertEqual(self.lines(self.chen), [])

    def test_who_follows_a_leader_up_hears_it(self) -> None:
        deactivate(self.eva, self.amber)
        [line] = self.lines(self.bilal)
        self.assertEqual((line.text, line.is_about_group), ("Je bent nu trekker van Harbour", True))

    def test_who_is_handed_a_group_hears_it(self) -> None:
        hand_over(self.amber, self.harbour, self.bilal)
        self.assertEqual(len(self.lines(self.bilal)), 1)
        self.assertEqual(self.lines(self.amber), [])


class QuietTests(GroupTestCase):
    def ask(self, *groups: Group) -> None:
        Group.objects.filter(pk__in=[group.pk for group in groups]).update(asked_at=timezone.now())
        tell_leaders_of_quiet(GroupsQuiet([group.pk for group in groups]))

    def test_each_leader_is_asked_about_their_groups(self) -> None:
        set_leader(self.amber, self.harbour, self.bilal, leads=True)
        Notification.objects.all().delete()
        self.ask(self.harbour, self.square)
        told = Notification.objects.filter(kind=Kind.SLEEPING).values_list("person__handle", "group__name")
        self.assertEqual(set(told), {("amber", "Harbour"), ("bilal", "Harbour"), ("bilal", "Square")})

    def test_hearing_it_twice_tells_once(self) -> None:
        for _ in range(2):
            self.ask(self.square)
        self.assertEqual(Notification.objects.filter(kind=Kind.SLEEPING).count(), 1)

    def test_who_has_answered_meanwhile_is_not_asked(self) -> None:
        ask_leaders([self.square.pk])
        keep_going(self.bilal, self.square)
        tell_leaders_of_quiet(GroupsQuiet([self.square.pk]))
        self.assertFalse(Notification.objects.filter(kind=Kind.SLEEPING).exists())

    def test_the_choices_stand_in_the_list_until_one_is_made(self) -> None:
        self.ask(self.square)
        client = client_of(self.bilal)
        page = client.get("/notifications/")
        for button in ("It goes on", "Let it sleep", "Archive it"):
            self.assertContains(page, button)
        answer = client.post("/g/square/sleep/", {"on": "0"}, headers={"Referer": "http://testserver/notifications/"})
        self.assertRedirects(answer, "/notifications/", status_code=303)
        self.assertNotContains(client.get("/notifications/"), "It goes on")

    def test_the_statements_are_as_few_for_many_groups(self) -> None:
        groups = [Group(slug=f"g-{n}", name=f"G {n}", asked_at=timezone.now()) for n in range(40)]
        Group.objects.bulk_create(groups)
        for group in groups:
            group.members.create(person=self.chen, is_leader=True)
        with self.assertNumQueries(3):  # who leads them, the lines, the bell
            tell_leaders_of_quiet(GroupsQuiet([group.pk for group in groups]))
        self.assertEqual(Notification.objects.filter(person=self.chen).count(), 40)
