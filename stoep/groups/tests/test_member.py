"""Leaving, being removed, and the list of who is in a group."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.groups.access import is_member
from stoep.groups.actions import LastLeader, join_group, leave_group, recount, remove_member
from stoep.groups.facts import PersonLeft
from stoep.groups.models import Membership
from stoep.kernel.access import NotAllowed
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase


class LeaveTests(WorldTestCase):
    def test_one_is_asked_before_one_leaves(self) -> None:
        page = client_of(self.bilal).get("/g/harbour/leave/")
        self.assertContains(page, "Leave Harbour?")
        self.assertTrue(is_member(self.bilal, self.harbour))

    def test_who_left_reads_no_more_and_what_they_wrote_stays(self) -> None:
        with self.hearing(PersonLeft) as heard:
            client_of(self.bilal).post("/g/harbour/leave/")
        self.assertEqual(heard, [PersonLeft(self.harbour.pk, self.bilal.pk)])
        self.assertEqual(client_of(self.bilal).get(self.closed_post.get_absolute_url()).status_code, 404)
        self.assertEqual(client_of(self.amber).get(self.closed_post.get_absolute_url()).status_code, 200)
        self.harbour.refresh_from_db()
        self.assertEqual(self.harbour.member_count, 1)

    def test_leaving_twice_is_announced_once(self) -> None:
        with self.hearing(PersonLeft) as heard:
            leave_group(self.bilal, self.harbour)
            leave_group(self.bilal, self.harbour)
        self.assertEqual(len(heard), 1)

    def test_the_last_leader_is_told_to_hand_over_first(self) -> None:
        answer = client_of(self.amber).post("/g/harbour/leave/")
        self.assertContains(answer, "Make another member leader first", status_code=409)
        self.assertTrue(is_member(self.amber, self.harbour))

    def test_the_last_member_goes(self) -> None:
        leave_group(self.dilara, self.orchid)
        self.assertFalse(Membership.objects.filter(group=self.orchid).exists())

    def test_who_is_not_in_it_has_nothing_to_leave(self) -> None:
        self.assertEqual(client_of(self.chen).get("/g/harbour/leave/").status_code, 403)


class RemoveTests(WorldTestCase):
    def test_a_leader_removes_a_member(self) -> None:
        client = client_of(self.amber)
        self.assertContains(client.get("/g/harbour/members/bilal/"), "Remove from the group")
        with self.hearing(PersonLeft) as heard:
            client.post("/g/harbour/members/bilal/", {"on": "out"})
        self.assertEqual(heard, [PersonLeft(self.harbour.pk, self.bilal.pk, by_id=self.amber.pk)])
        self.assertEqual(client_of(self.bilal).get("/g/harbour/members/").status_code, 403)

    def test_a_member_or_admin_removes_nobody(self) -> None:
        for person in (self.bilal, self.eva, self.gus):
            with self.assertRaises(NotAllowed):
                remove_member(person, self.harbour, self.amber)

    def test_who_does_not_lead_does_not_learn_who_exists(self) -> None:
        for handle in ("milan", "nobody"):
            for method in ("get", "post"):
                answer = getattr(client_of(self.gus), method)(f"/g/harbour/members/{handle}/")
                self.assertEqual(answer.status_code, 403, (handle, method))

    def test_the_last_leader_cannot_remove_themselves(self) -> None:
        with self.assertRaises(LastLeader):
            remove_member(self.amber, self.harbour, self.amber)
        self.assertNotContains(client_of(self.amber).get("/g/harbour/members/amber/"), "Remove from the group")


class MembersPageTests(WorldTestCase):
    def crowd(self, number: int) -> None:
        people = [Person(handle=f"p{n}", name=f"Person {n:03}", function="Welder") for n in range(number)]
        Person.objects.bulk_create(people)
        Membership.objects.bulk_create([Membership(person=person, group=self.square) for person in people])
        recount(self.square.pk)

    def test_members_are_listed_by_name_with_who_leads(self) -> None:
        text = client_of(self.bilal).get("/g/harbour/members/").content.decode()
        self.assertLess(text.index(">Amber</a>"), text.index(">Bilal</a>"))
        self.assertEqual(text.count(">leader</span>"), 1)
        self.assertEqual(text.count(">guest</span>"), 1)

    def test_a_large_group_leaves_in_pages(self) -> None:
        self.crowd(130)
        client, seen, address = client_of(self.chen), [], "/g/square/members/"
        for _page in range(3):
            page = client.get(address)
            seen += [face.name for face, _ in page.context["members"]]
            address = f"/g/square/members/?after={page.context['after']}"
        self.assertEqual((len(seen), len(set(seen)), seen), (131, 131, sorted(seen)))
        self.assertEqual(page.context["after"], "")

    def test_a_page_costs_the_same_in_a_small_and_a_large_group(self) -> None:
        client = client_of(self.chen)
        client.get("/g/square/members/")
        with CaptureQueriesContext(connection) as small:
            client.get("/g/square/members/")
        self.crowd(70)
        with self.assertNumQueries(len(small)):
            client.get("/g/square/members/")

    def test_a_member_is_found_by_name_or_function(self) -> None:
        self.crowd(130)
        client = client_of(self.chen)
        found = client.get("/g/square/members/", {"q": "on 12 person"}, headers={"HX-Request": "true"})
        self.assertEqual(len(found.context["members"]), 12)
        self.assertContains(found, "Person 129")
        self.assertNotContains(found, "<html")
        self.assertContains(client.get("/g/square/members/", {"q": "welder"}), "?q=welder&amp;after=")
        self.assertContains(client.get("/g/square/members/", {"q": "xyz"}), "Nobody here is called")

    def test_a_name_of_elsewhere_is_not_found_here(self) -> None:
        self.assertEqual(client_of(self.bilal).get("/g/harbour/members/", {"q": "chen"}).context["members"], [])

    def test_who_cannot_come_in_is_not_listed(self) -> None:
        join_group(self.chen, self.square)
        Person.objects.filter(pk=self.chen.pk).update(is_active=False)
        self.assertNotContains(client_of(self.bilal).get("/g/square/members/"), "Chen")

    def test_only_leaders_are_offered_to_change_a_member(self) -> None:
        link = 'href="/g/harbour/members/bilal/"'
        self.assertContains(client_of(self.amber).get("/g/harbour/members/"), link)
        self.assertNotContains(client_of(self.gus).get("/g/harbour/members/"), link)
