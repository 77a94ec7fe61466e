"""A leader of an open group puts colleagues into it; they hear of it and leave with one press."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stoep.groups.access import is_member
from stoep.groups.actions import add_colleague, archive_group, join_group, leave_group, remove_member
from stoep.groups.facts import MemberAdded, PersonInvited, PersonJoined
from stoep.groups.models import Departure, Group
from stoep.groups.upkeep import forget_departures
from stoep.kernel.access import NotAllowed
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase, add


class AddTests(WorldTestCase):
    def test_a_leader_adds_a_colleague_who_is_in_at_once_and_reads_it(self) -> None:
        client = client_of(self.bilal)
        self.assertContains(client.get("/g/square/members/"), "Add colleagues")
        self.assertContains(client.get("/g/square/invitation/", {"q": "chen"}), "/g/square/addition/?q=chen")
        with self.hearing(MemberAdded) as heard:
            answer = client.post("/g/square/addition/?q=chen", {"handle": "chen"})
        self.assertRedirects(answer, "/g/square/invitation/?q=chen", status_code=303)
        self.assertEqual(heard, [MemberAdded(self.square.pk, self.chen.pk, by_id=self.bilal.pk)])
        self.assertTrue(is_member(self.chen, self.square))
        self.assertContains(client_of(self.chen).get("/?tab=following"), "On the square")
        self.assertContains(client.get("/g/square/invitation/", {"q": "chen"}), ">member</span>")

    def test_adding_twice_is_announced_once(self) -> None:
        with self.hearing(MemberAdded, PersonJoined) as heard:
            for _ in range(2):
                add_colleague(self.bilal, self.square, self.chen)
        self.assertEqual(len(heard), 1)

    def test_nobody_is_added_to_a_closed_or_archived_group(self) -> None:
        for leader, group in ((self.amber, self.harbour), (self.dilara, self.orchid)):
            with self.assertRaises(NotAllowed):
                add_colleague(leader, group, self.chen)
            self.assertEqual(client_of(leader).post(f"/g/{group.slug}/addition/", {"handle": "chen"}).status_code, 403)
        archive_group(self.bilal, self.square)
        with self.assertRaises(NotAllowed):
            add_colleague(self.bilal, Group.objects.get(pk=self.square.pk), self.chen)

    def test_a_member_who_does_not_lead_invites(self) -> None:
        join_group(self.amber, self.square)
        client = client_of(self.amber)
        self.assertNotContains(client.get("/g/square/members/"), "Add colleagues")
        self.assertNotContains(client.get("/g/square/invitation/", {"q": "chen"}), "addition")
        self.assertEqual(client.post("/g/square/addition/", {"handle": "chen"}).status_code, 403)

    def test_guests_and_who_cannot_come_in_are_not_added(self) -> None:
        ghost = Person.objects.create(handle="ghost", name="Ghost", is_placeholder=True)
        for person in (self.gus, self.fired, ghost):
            person.refresh_from_db()
            with self.assertRaises(NotAllowed):
                add_colleague(self.bilal, self.square, person)
            answer = client_of(self.bilal).post("/g/square/addition/?q=g", {"handle": person.handle})
            self.assertEqual(answer.status_code, 422, person)
        self.assertNotContains(client_of(self.bilal).get("/g/square/invitation/", {"q": "gus"}), "addition")

    def test_a_page_of_colleagues_costs_the_same_for_few_and_many(self) -> None:
        client = client_of(self.bilal)
        client.get("/g/square/invitation/", {"q": "person"})
        with CaptureQueriesContext(connection) as few:
            client.get("/g/square/invitation/", {"q": "person"})
        Person.objects.bulk_create([Person(handle=f"p{n}", name=f"Person {n:03}") for n in range(30)])
        with self.assertNumQueries(len(few)):
            client.get("/g/square/invitation/", {"q": "person"})


class LeavingAgainTests(WorldTestCase):
    def test_one_press_leaves_an_open_group_and_another_undoes_it(self) -> None:
        add_colleague(self.bilal, self.square, self.chen)
        client = client_of(self.chen)
        self.assertContains(client.get("/g/square/"), 'formaction="/g/square/leave/"')
        answer = client.post("/g/square/leave/")
        self.assertRedirects(answer, "/g/?left=square", status_code=303, fetch_redirect_response=False)
        page = client.get("/g/?left=square")
        self.assertContains(page, "You left Square.")
        self.assertContains(page, 'formaction="/g/square/join/"')
        client.post("/g/square/join/")
        self.assertTrue(is_member(self.chen, self.square))
        self.assertNotContains(client.get("/g/?left=square"), "You left")

    def test_who_cannot_walk_back_in_as_they_were_is_asked_first(self) -> None:
        self.assertContains(client_of(self.bilal).get("/g/harbour/"), 'href="/g/harbour/leave/" data-dialog')
        add(self.square, self.bilal, self.gus)
        for person in (self.bilal, self.gus):
            self.assertContains(client_of(person).get("/g/square/"), 'href="/g/square/leave/" data-dialog')

    def test_the_word_in_the_corner_tells_nothing_of_what_one_may_not_know(self) -> None:
        for slug in (self.orchid.slug, "harbour", "nowhere"):
            self.assertNotContains(client_of(self.chen).get("/g/", {"left": slug}), "You left")
        self.assertEqual(self.client.get("/sign-in/?left=square").status_code, 200)


class DepartureTests(WorldTestCase):
    def test_who_left_by_themselves_is_invited_instead(self) -> None:
        join_group(self.chen, self.square)
        leave_group(self.chen, self.square)
        page = client_of(self.bilal).get("/g/square/invitation/", {"q": "chen"})
        self.assertContains(page, "Left of late, so asked first.")
        self.assertNotContains(page, "addition")
        with self.hearing(MemberAdded, PersonInvited) as heard:
            add_colleague(self.bilal, self.square, self.chen)
        self.assertEqual(heard, [PersonInvited(self.square.pk, self.chen.pk, by_id=self.bilal.pk)])
        self.assertFalse(is_member(self.chen, self.square))

    def test_who_came_back_by_themselves_may_be_added_again(self) -> None:
        join_group(self.chen, self.square)
        leave_group(self.chen, self.square)
        join_group(self.chen, self.square)
        self.assertFalse(Departure.objects.exists())

    def test_who_was_removed_is_not_remembered(self) -> None:
        add(self.harbour, self.amber, self.chen)
        remove_member(self.amber, self.harbour, self.chen)
        self.assertFalse(Departure.objects.exists())

    def test_after_thirty_days_it_is_forgotten(self) -> None:
        for person, days in ((self.chen, 31), (self.amber, 29)):
            join_group(person, self.square)
            leave_group(person, self.square)
            Departure.objects.filter(person=person).update(left_at=timezone.now() - timedelta(days=days))
        forget_departures()
        self.assertEqual([row.person_id for row in Departure.objects.all()], [self.amber.pk])
