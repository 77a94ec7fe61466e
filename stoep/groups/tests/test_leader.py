"""Who leads a group, also when the last leader goes."""

from __future__ import annotations

from stoep.groups.actions import LastLeader, join_group, leave_group, set_leader
from stoep.groups.facts import GroupChanged
from stoep.groups.models import Membership
from stoep.groups.queries import leader_ids, leaders_of
from stoep.kernel.access import NotAllowed
from stoep.people.actions import deactivate, reactivate
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase, add


class LeaderTests(WorldTestCase):
    def test_a_leader_makes_a_member_leader_and_an_ordinary_member_again(self) -> None:
        client = client_of(self.amber)
        for on, leaders in (("1", {self.amber.pk, self.bilal.pk}), ("0", {self.amber.pk})):
            with self.hearing(GroupChanged) as heard:
                client.post("/g/harbour/members/bilal/", {"on": on})
            self.assertEqual(set(leader_ids(self.harbour.pk)), leaders)
            self.assertEqual(heard, [GroupChanged(self.harbour.pk, self.amber.pk)])

    def test_a_new_leader_may_change_the_group(self) -> None:
        set_leader(self.amber, self.harbour, self.bilal, leads=True)
        self.assertEqual(client_of(self.bilal).get("/g/harbour/edit/").status_code, 200)

    def test_a_member_makes_nobody_leader(self) -> None:
        with self.assertRaises(NotAllowed):
            set_leader(self.bilal, self.harbour, self.bilal, leads=True)

    def test_a_guest_does_not_become_leader(self) -> None:
        with self.assertRaises(NotAllowed):
            set_leader(self.amber, self.harbour, self.gus, leads=True)
        self.assertNotContains(client_of(self.amber).get("/g/harbour/members/gus/"), "Make leader")

    def test_who_is_not_in_it_does_not_become_leader(self) -> None:
        with self.hearing(GroupChanged) as heard:
            set_leader(self.amber, self.harbour, self.chen, leads=True)
        self.assertEqual((leader_ids(self.harbour.pk), heard), ([self.amber.pk], []))

    def test_the_last_leader_stays_leader(self) -> None:
        answer = client_of(self.amber).post("/g/harbour/members/amber/", {"on": "0"})
        self.assertContains(answer, "Make another member leader first", status_code=409)
        self.assertEqual(leader_ids(self.harbour.pk), [self.amber.pk])

    def test_a_leader_goes_when_another_stays(self) -> None:
        set_leader(self.amber, self.harbour, self.bilal, leads=True)
        leave_group(self.amber, self.harbour)
        self.assertEqual(leader_ids(self.harbour.pk), [self.bilal.pk])

    def test_a_leader_who_cannot_come_in_does_not_count(self) -> None:
        set_leader(self.amber, self.harbour, self.bilal, leads=True)
        deactivate(self.eva, self.bilal)
        add(self.harbour, self.amber, self.chen)
        with self.assertRaises(LastLeader):
            leave_group(self.amber, self.harbour)
        with self.assertRaises(LastLeader):
            set_leader(self.amber, self.harbour, self.amber, leads=False)
        self.assertEqual([face.name for face in leaders_of(self.harbour)], ["Amber"])

    def test_the_last_colleague_may_leave_the_guests_behind(self) -> None:
        leave_group(self.bilal, self.harbour)
        leave_group(self.amber, self.harbour)
        self.assertEqual(leader_ids(self.harbour.pk), [])


class HandingOverTests(WorldTestCase):
    def test_a_group_whose_last_leader_is_gone_gets_another(self) -> None:
        with self.hearing(GroupChanged) as heard:
            deactivate(self.eva, self.amber)
        self.assertEqual(leader_ids(self.harbour.pk), [self.bilal.pk])
        self.assertEqual(heard, [GroupChanged(self.harbour.pk, self.bilal.pk)])

    def test_a_guest_or_who_is_gone_does_not_inherit(self) -> None:
        add(self.harbour, self.amber, self.chen)
        Person.objects.filter(pk=self.bilal.pk).update(is_active=False)
        deactivate(self.eva, self.amber)
        self.assertEqual(leader_ids(self.harbour.pk), [self.chen.pk])

    def test_a_second_leader_simply_goes_on(self) -> None:
        add(self.harbour, self.amber, self.chen)
        set_leader(self.amber, self.harbour, self.chen, leads=True)
        deactivate(self.eva, self.amber)
        self.assertEqual(leader_ids(self.harbour.pk), [self.chen.pk])

    def test_where_nobody_is_left_there_is_no_leader_and_the_pages_say_so(self) -> None:
        join_group(self.chen, self.square)
        leave_group(self.chen, self.square)
        deactivate(self.eva, self.bilal)
        self.assertEqual(leader_ids(self.square.pk), [])
        for page in ("", "about/"):
            self.assertContains(client_of(self.chen).get(f"/g/square/{page}"), "Nobody leads this group right now.")

    def test_who_comes_back_leads_again_beside_the_other(self) -> None:
        deactivate(self.eva, self.amber)
        reactivate(self.eva, self.amber)
        self.assertEqual(set(leader_ids(self.harbour.pk)), {self.amber.pk, self.bilal.pk})

    def test_members_who_do_not_lead_change_nothing(self) -> None:
        deactivate(self.eva, self.bilal)
        self.assertEqual(leader_ids(self.harbour.pk), [self.amber.pk])
        self.assertTrue(Membership.objects.filter(group=self.harbour, person=self.bilal, is_leader=False).exists())
