"""Who leads a group, also when the last leader goes."""

from __future__ import annotations

from stoep.groups.actions import (
    LastLeader,
    give_lead,
    hand_over,
    join_group,
    leave_group,
    set_leader,
    take_lead,
)
from stoep.groups.facts import LeaderEnded, LeaderGiven, PersonInvited
from stoep.groups.models import Membership, Request
from stoep.groups.queries import leader_ids, leaders_of
from stoep.kernel.access import NotAllowed
from stoep.people.actions import deactivate, reactivate
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase, add


class LeaderTests(WorldTestCase):
    def test_a_leader_makes_a_member_leader_and_an_ordinary_member_again(self) -> None:
        client = client_of(self.amber)
        both = (self.harbour.pk, self.bilal.pk, self.amber.pk)
        for on, leaders, said in (
            ("1", {self.amber.pk, self.bilal.pk}, LeaderGiven(*both)),
            ("0", {self.amber.pk}, LeaderEnded(*both)),
        ):
            with self.hearing(LeaderGiven, LeaderEnded) as heard:
                client.post("/g/harbour/members/bilal/", {"on": on})
            self.assertEqual(set(leader_ids(self.harbour.pk)), leaders)
            self.assertEqual(heard, [said])

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
        with self.hearing(LeaderGiven) as heard:
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


class SuccessionTests(WorldTestCase):
    def test_a_group_whose_last_leader_is_gone_gets_another(self) -> None:
        with self.hearing(LeaderGiven) as heard:
            deactivate(self.eva, self.amber)
        self.assertEqual(leader_ids(self.harbour.pk), [self.bilal.pk])
        self.assertEqual(heard, [LeaderGiven(self.harbour.pk, self.bilal.pk, from_id=self.amber.pk)])

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
            answer = client_of(self.chen).get(f"/g/square/{page}")
            self.assertContains(answer, "Nobody leads this group right now.")
            self.assertContains(answer, "This group looks for a leader.")
        self.assertContains(client_of(self.chen).get("/g/"), "looks for a leader", 1)

    def test_who_comes_back_leads_again_beside_the_other(self) -> None:
        deactivate(self.eva, self.amber)
        reactivate(self.eva, self.amber)
        self.assertEqual(set(leader_ids(self.harbour.pk)), {self.amber.pk, self.bilal.pk})

    def test_members_who_do_not_lead_change_nothing(self) -> None:
        deactivate(self.eva, self.bilal)
        self.assertEqual(leader_ids(self.harbour.pk), [self.amber.pk])
        self.assertTrue(Membership.objects.filter(group=self.harbour, person=self.bilal, is_leader=False).exists())


class HandOverTests(WorldTestCase):
    def test_a_leader_hands_over_and_steps_back_in_one_step(self) -> None:
        client = client_of(self.amber)
        self.assertContains(client.get("/g/harbour/members/bilal/"), "Hand over")
        with self.hearing(LeaderGiven, LeaderEnded) as heard:
            self.assertEqual(client.post("/g/harbour/members/bilal/", {"on": "over"}).status_code, 303)
        group, amber, bilal = self.harbour.pk, self.amber.pk, self.bilal.pk
        self.assertEqual(
            heard, [LeaderGiven(group, bilal, by_id=amber, from_id=amber), LeaderEnded(group, amber, amber)]
        )
        self.assertEqual(leader_ids(group), [bilal])
        self.assertTrue(Membership.objects.filter(group=group, person=amber).exists())

    def test_it_goes_to_a_member_who_can_lead_and_to_nobody_else(self) -> None:
        for person in (self.gus, self.chen, self.amber):
            with self.assertRaises(NotAllowed):
                hand_over(self.amber, self.harbour, person)
        with self.assertRaises(NotAllowed):
            hand_over(self.bilal, self.harbour, self.bilal)
        self.assertEqual(leader_ids(self.harbour.pk), [self.amber.pk])

    def test_oneself_and_guests_are_not_offered(self) -> None:
        for handle in ("amber", "gus"):
            self.assertNotContains(client_of(self.amber).get(f"/g/harbour/members/{handle}/"), "Hand over")


class SeekingTests(WorldTestCase):
    """Square has lost its only member and leader; Chen joins it afterwards."""

    def setUp(self) -> None:
        leave_group(self.bilal, self.square)
        join_group(self.chen, self.square)

    def test_a_member_takes_it_up_with_one_press(self) -> None:
        client = client_of(self.chen)
        self.assertContains(client.get("/g/square/"), "I will do it")
        with self.hearing(LeaderGiven) as heard:
            self.assertEqual(client.post("/g/square/lead/").status_code, 303)
            client.post("/g/square/lead/")
        self.assertEqual(heard, [LeaderGiven(self.square.pk, self.chen.pk, by_id=self.chen.pk)])
        self.assertNotContains(client.get("/g/square/"), "looks for a leader")

    def test_who_is_not_in_it_sees_that_it_is_looked_for_and_has_no_button(self) -> None:
        page = client_of(self.amber).get("/g/square/")
        self.assertContains(page, "This group looks for a leader.")
        self.assertNotContains(page, "I will do it")
        self.assertEqual(client_of(self.amber).post("/g/square/lead/").status_code, 403)

    def test_the_second_comes_too_late_and_a_guest_never(self) -> None:
        for person in (self.amber, self.bilal):
            join_group(person, self.square)
        take_lead(self.amber, self.square)
        with self.assertRaises(NotAllowed):
            take_lead(self.bilal, self.square)
        for person in (self.bilal, self.amber):
            leave_group(person, self.harbour)
        with self.assertRaises(NotAllowed):
            take_lead(self.gus, self.harbour)
        self.assertNotContains(client_of(self.gus).get("/g/harbour/"), "I will do it")


class GivingTests(WorldTestCase):
    """Harbour has lost everybody but the guest; only an admin can help."""

    def setUp(self) -> None:
        leave_group(self.bilal, self.harbour)
        leave_group(self.amber, self.harbour)

    def test_who_is_no_member_is_invited_and_leads_after_saying_yes(self) -> None:
        with self.hearing(LeaderGiven, PersonInvited) as heard:
            give_lead(self.eva, self.harbour, self.chen)
            self.assertContains(client_of(self.chen).get("/g/harbour/"), "asks you to lead this group")
            join_group(self.chen, self.harbour)
        group, chen, eva = self.harbour.pk, self.chen.pk, self.eva.pk
        self.assertEqual(heard, [PersonInvited(group, chen, by_id=eva), LeaderGiven(group, chen, by_id=eva)])
        self.assertEqual(leader_ids(group), [chen])

    def test_a_member_leads_at_once(self) -> None:
        Membership.objects.create(group=self.harbour, person=self.milan)
        give_lead(self.eva, self.harbour, self.milan)
        self.assertEqual(leader_ids(self.harbour.pk), [self.milan.pk])

    def test_when_somebody_leads_nobody_is_asked_in_any_longer(self) -> None:
        give_lead(self.eva, self.harbour, self.chen)
        Membership.objects.create(group=self.harbour, person=self.milan)
        take_lead(self.milan, self.harbour)
        self.assertFalse(Request.objects.filter(group=self.harbour, person=self.chen).exists())
        with self.assertRaises(NotAllowed):
            join_group(self.chen, self.harbour)

    def test_an_admin_gives_it_neither_to_themselves_nor_to_a_guest_nor_over_a_leader(self) -> None:
        for admin, group, person in (
            (self.eva, self.harbour, self.eva),
            (self.eva, self.harbour, self.gus),
            (self.eva, self.square, self.chen),
            (self.milan, self.harbour, self.chen),
        ):
            with self.assertRaises(NotAllowed):
                give_lead(admin, group, person)
