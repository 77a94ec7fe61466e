"""Inviting into a group; accepting and declining."""

from __future__ import annotations

from stoep.groups.access import is_member
from stoep.groups.actions import ask_to_join, change_group, invite_into_group, join_group
from stoep.groups.facts import PersonInvited, PersonJoined
from stoep.groups.models import Group, Request
from stoep.kernel.access import NotAllowed
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase


class InviteTests(WorldTestCase):
    def test_a_member_invites_a_colleague_once(self) -> None:
        with self.hearing(PersonInvited) as heard:
            for _ in range(2):
                answer = client_of(self.bilal).post("/g/harbour/invitation/", {"handle": "@Chen"})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(heard, [PersonInvited(self.harbour.pk, self.chen.pk, by_id=self.bilal.pk)])
        self.assertFalse(is_member(self.chen, self.harbour))

    def test_a_colleague_is_found_by_a_part_of_the_name(self) -> None:
        page = client_of(self.bilal).get("/g/harbour/invitation/", {"q": "hen"})
        self.assertContains(page, 'value="chen"')
        self.assertNotContains(page, 'value="dilara"')

    def test_who_is_in_it_is_not_offered_and_who_is_invited_is_marked(self) -> None:
        invite_into_group(self.bilal, self.harbour, self.chen)
        client = client_of(self.bilal)
        page = client.get("/g/harbour/invitation/", {"q": "amber"})
        self.assertNotContains(page, 'name="handle"')
        self.assertContains(page, ">member</span>")
        page = client.get("/g/harbour/invitation/", {"q": "chen"})
        self.assertNotContains(page, 'name="handle"')
        self.assertContains(page, "invited")

    def test_a_name_nobody_has_comes_back_with_a_word(self) -> None:
        for handle in ("nobody", "fired", ""):
            answer = client_of(self.bilal).post("/g/harbour/invitation/", {"handle": handle})
            self.assertContains(answer, "notice--bad", status_code=422)

    def test_who_may_not_invite_does_not_learn_who_exists(self) -> None:
        for person in (self.gus, self.chen, self.eva):
            for handle in ("milan", "nobody"):
                answer = client_of(person).post("/g/harbour/invitation/", {"handle": handle})
                self.assertEqual(answer.status_code, 403, (person, handle))
            self.assertEqual(client_of(person).get("/g/harbour/invitation/", {"q": "m"}).status_code, 403)

    def test_only_leaders_invite_into_a_secret_group(self) -> None:
        invite_into_group(self.dilara, self.orchid, self.bilal)
        join_group(self.bilal, self.orchid)
        with self.assertRaises(NotAllowed):
            invite_into_group(self.bilal, self.orchid, self.chen)

    def test_nobody_is_invited_who_cannot_come_in(self) -> None:
        placeholder = Person.objects.create(handle="ghost", name="Ghost", is_placeholder=True)
        for person in (Person.objects.get(handle="fired"), placeholder):
            with self.assertRaises(NotAllowed):
                invite_into_group(self.amber, self.harbour, person)

    def test_who_asked_is_let_in_by_the_invitation_of_a_leader_only(self) -> None:
        ask_to_join(self.chen, self.harbour)
        invite_into_group(self.bilal, self.harbour, self.chen)
        self.assertFalse(is_member(self.chen, self.harbour))
        invite_into_group(self.amber, self.harbour, self.chen)
        self.assertTrue(is_member(self.chen, self.harbour))


class InvitedTests(WorldTestCase):
    def setUp(self) -> None:
        invite_into_group(self.dilara, self.orchid, self.chen)

    def test_who_is_invited_sees_the_group_and_the_invitation_but_reads_nothing(self) -> None:
        page = client_of(self.chen).get(self.orchid.get_absolute_url())
        self.assertContains(page, "Dilara invites you into this group.")
        self.assertNotContains(page, "Xylograph")
        self.assertEqual(client_of(self.chen).get(f"{self.orchid.get_absolute_url()}members/").status_code, 403)
        self.assertEqual(client_of(self.chen).get(self.secret.get_absolute_url()).status_code, 404)

    def test_accepting_makes_a_member(self) -> None:
        with self.hearing(PersonJoined) as heard:
            client_of(self.chen).post(f"{self.orchid.get_absolute_url()}join/")
        self.assertEqual(heard, [PersonJoined(self.orchid.pk, self.chen.pk)])
        self.assertContains(client_of(self.chen).get(self.orchid.get_absolute_url()), "Xylograph")
        self.assertFalse(Request.objects.exists())

    def test_declining_ends_it_and_hides_the_group_again(self) -> None:
        address = self.orchid.get_absolute_url()
        answer = client_of(self.chen).post(f"{address}request/", {"on": "0"})
        self.assertEqual(answer.headers["Location"], "/g/")
        self.assertEqual(client_of(self.chen).get(address).status_code, 404)
        with self.assertRaises(NotAllowed):
            join_group(self.chen, self.orchid)

    def test_who_asked_before_it_became_secret_no_longer_sees_it(self) -> None:
        ask_to_join(self.milan, self.harbour)
        secret = Group.Openness.SECRET
        change_group(self.amber, self.harbour, name="Harbour", purpose="", rules="", openness=secret)
        self.assertFalse(Group.objects.visible_to(self.milan).filter(pk=self.harbour.pk).exists())

    def test_a_guest_accepts_an_invitation(self) -> None:
        invite_into_group(self.bilal, self.square, self.gus)
        client = client_of(self.gus)
        self.assertContains(client.get("/g/square/"), "Bilal invites you into this group.")
        client.post("/g/square/join/")
        self.square.refresh_from_db()
        self.assertEqual((self.square.member_count, self.square.guest_count), (1, 1))
