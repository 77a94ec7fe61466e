"""Joining an open group; asking to join a closed one, and the answer."""

from __future__ import annotations

from stoep.groups.access import is_member
from stoep.groups.actions import answer_request, archive_group, ask_to_join, join_group, withdraw_request
from stoep.groups.facts import JoiningAsked, PersonJoined
from stoep.groups.models import Request
from stoep.groups.queries import asking
from stoep.kernel.access import NotAllowed
from stoep.people.actions import deactivate
from tests.roles import client_of
from tests.world import WorldTestCase


class JoinTests(WorldTestCase):
    def test_anyone_walks_into_an_open_group(self) -> None:
        client_of(self.chen).post("/g/square/join/")
        self.assertTrue(is_member(self.chen, self.square))
        self.square.refresh_from_db()
        self.assertEqual(self.square.member_count, 2)

    def test_joining_twice_is_announced_once(self) -> None:
        with self.hearing(PersonJoined) as heard:
            join_group(self.chen, self.square)
            join_group(self.chen, self.square)
        self.assertEqual(heard, [PersonJoined(self.square.pk, self.chen.pk)])

    def test_nobody_walks_into_a_closed_or_secret_group(self) -> None:
        for group in (self.harbour, self.orchid):
            with self.assertRaises(NotAllowed):
                join_group(self.chen, group)
        client = client_of(self.chen)
        self.assertEqual(client.post("/g/harbour/join/").status_code, 403)
        self.assertEqual(client.post(f"/g/{self.orchid.slug}/join/").status_code, 404)

    def test_a_guest_walks_into_nothing(self) -> None:
        with self.assertRaises(NotAllowed):
            join_group(self.gus, self.square)


class AskTests(WorldTestCase):
    def test_asking_waits_for_a_leader(self) -> None:
        with self.hearing(JoiningAsked) as heard:
            client_of(self.chen).post("/g/harbour/request/", {"on": "1"})
            ask_to_join(self.chen, self.harbour)
        self.assertEqual(heard, [JoiningAsked(self.harbour.pk, self.chen.pk)])
        self.assertFalse(is_member(self.chen, self.harbour))

    def test_who_asked_sees_so_and_still_reads_nothing(self) -> None:
        ask_to_join(self.chen, self.harbour)
        page = client_of(self.chen).get("/g/harbour/")
        self.assertContains(page, "You asked to join.")
        self.assertNotContains(page, "Moored")
        self.assertEqual(client_of(self.chen).get("/g/harbour/members/").status_code, 403)

    def test_asking_can_be_taken_back(self) -> None:
        ask_to_join(self.chen, self.harbour)
        client_of(self.chen).post("/g/harbour/request/", {"on": "0"})
        self.assertFalse(Request.objects.exists())

    def test_one_asks_only_a_closed_group_that_is_not_archived(self) -> None:
        for group in (self.square, self.orchid):
            with self.assertRaises(NotAllowed):
                ask_to_join(self.chen, group)
        archive_group(self.amber, self.harbour)
        with self.assertRaises(NotAllowed):
            ask_to_join(self.chen, self.harbour)

    def test_who_is_in_it_does_not_ask(self) -> None:
        with self.assertRaises(NotAllowed):
            ask_to_join(self.bilal, self.harbour)


class AnswerTests(WorldTestCase):
    def setUp(self) -> None:
        ask_to_join(self.chen, self.harbour)

    def test_a_leader_sees_who_asks_on_every_page_of_the_group(self) -> None:
        client = client_of(self.amber)
        for page in ("", "about/"):
            self.assertContains(client.get(f"/g/harbour/{page}"), "Chen asks to join.")
        self.assertContains(client.get("/g/harbour/members/"), 'formaction="/g/harbour/request/chen/"', count=2)

    def test_a_member_does_not_see_who_asks(self) -> None:
        for page in ("", "members/"):
            self.assertNotContains(client_of(self.bilal).get(f"/g/harbour/{page}"), "Chen")

    def test_a_leader_lets_in(self) -> None:
        with self.hearing(PersonJoined) as heard:
            client_of(self.amber).post("/g/harbour/request/chen/", {"on": "1"})
        self.assertEqual(heard, [PersonJoined(self.harbour.pk, self.chen.pk, by_id=self.amber.pk)])
        self.assertContains(client_of(self.chen).get("/g/harbour/"), "Moored")

    def test_a_leader_refuses_and_one_may_ask_again(self) -> None:
        client_of(self.amber).post("/g/harbour/request/chen/", {"on": "0"})
        self.assertFalse(is_member(self.chen, self.harbour))
        ask_to_join(self.chen, self.harbour)
        self.assertEqual([face.handle for face in asking(self.harbour)], ["chen"])

    def test_a_second_answer_changes_nothing(self) -> None:
        answer_request(self.amber, self.harbour, self.chen, let_in=False)
        answer = client_of(self.amber).post("/g/harbour/request/chen/", {"on": "1"})
        self.assertEqual((answer.status_code, is_member(self.chen, self.harbour)), (303, False))

    def test_only_a_leader_answers(self) -> None:
        for person in (self.bilal, self.eva, self.chen, self.gus):
            with self.assertRaises(NotAllowed):
                answer_request(person, self.harbour, self.chen, let_in=True)

    def test_who_may_not_answer_does_not_learn_who_exists(self) -> None:
        for handle in ("chen", "nobody"):
            answer = client_of(self.gus).post(f"/g/harbour/request/{handle}/", {"on": "1"})
            self.assertEqual(answer.status_code, 403, handle)

    def test_who_can_no_longer_come_in_does_not_wait(self) -> None:
        deactivate(self.eva, self.chen)
        self.assertEqual(asking(self.harbour), [])

    def test_taking_it_back_twice_is_no_error(self) -> None:
        withdraw_request(self.chen, self.harbour)
        withdraw_request(self.chen, self.harbour)
        self.assertEqual(asking(self.harbour), [])
