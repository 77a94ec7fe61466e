"""Groups as an admin sees them: name, leaders, size, state. Never who is in them or what is said."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoep.groups.actions import archive_group, leave_group, let_sleep, start_group
from stoep.groups.facts import GroupArchived, GroupReopened
from stoep.groups.models import Group, Membership, Request
from stoep.groups.queries import leader_ids
from tests.roles import client_of
from tests.world import WorldTestCase


class ListTests(WorldTestCase):
    def test_every_group_is_there_with_leaders_and_size(self) -> None:
        page = client_of(self.eva).get("/admin/groups/")
        for text in ("Harbour", "Square", "Orchid", "Amber", "Dilara"):
            self.assertContains(page, text)
        self.assertContains(page, "2 leden, 1 gast")

    def test_nothing_of_what_is_in_closed_and_secret_groups_is_there(self) -> None:
        client = client_of(self.eva)
        pages = ["/admin/groups/", *(f"/admin/groups/{group.pk}/" for group in (self.harbour, self.orchid))]
        pages += [f"{page}leader/?q=a" for page in pages[1:]]
        for page in pages:
            text = client.get(page).content.decode()
            for canary in ("Xylograph", "hush", "Quiet", "Moored", "berth", "Gus", 'href="/g/x-'):
                self.assertNotIn(canary, text, page)

    def test_only_admins_see_it(self) -> None:
        for person in (self.amber, self.milan, self.gus):
            for page in (
                "/admin/groups/",
                f"/admin/groups/{self.square.pk}/",
                f"/admin/groups/{self.square.pk}/leader/",
            ):
                self.assertEqual(client_of(person).get(page).status_code, 403)
                self.assertIn(client_of(person).post(page).status_code, (403, 405))

    def test_it_is_searched_and_kept_to_a_state(self) -> None:
        leave_group(self.bilal, self.square)
        let_sleep(self.amber, self.harbour)
        archive_group(self.dilara, self.orchid)
        client = client_of(self.eva)
        for query, names in (
            ("q=har", {"Harbour"}), ("state=seeking", {"Square"}), ("state=asleep", {"Harbour"}),
            ("state=archived", {"Orchid"}), ("state=other", {"Harbour", "Square", "Orchid"}),
        ):  # fmt: skip
            rows = client.get(f"/admin/groups/?{query}").context["rows"]
            self.assertEqual({row.group.name for row in rows}, names, query)

    def test_a_page_costs_the_same_for_few_and_many(self) -> None:
        client = client_of(self.eva)
        client.get("/admin/groups/")
        with CaptureQueriesContext(connection) as few:
            client.get("/admin/groups/")
        for n in range(20):
            start_group(self.chen, name=f"Group {n}")
        with self.assertNumQueries(len(few)):
            client.get("/admin/groups/")

    def test_many_groups_come_in_pages(self) -> None:
        Group.objects.bulk_create(Group(slug=f"g-{n}", name=f"Group {n:03}") for n in range(70))
        client = client_of(self.eva)
        first = client.get("/admin/groups/", headers={"HX-Request": "true"})
        self.assertNotContains(first, "<html")
        second = client.get("/admin/groups/", {"after": first.context["after"]})
        self.assertEqual(len(first.context["rows"]) + len(second.context["rows"]), 73)


class DecidingTests(WorldTestCase):
    def test_an_admin_archives_a_group_they_do_not_see_and_opens_it_again(self) -> None:
        client = client_of(self.eva)
        with self.hearing(GroupArchived, GroupReopened) as heard:
            for on in ("1", "0"):
                self.assertEqual(client.post(f"/admin/groups/{self.orchid.pk}/", {"on": on}).status_code, 303)
                self.assertEqual(Group.objects.get(pk=self.orchid.pk).is_archived, on == "1")
        ids = (self.orchid.pk, self.eva.pk)
        self.assertEqual(heard, [GroupArchived(*ids), GroupReopened(*ids)])
        self.assertEqual(client.get(self.orchid.get_absolute_url()).status_code, 404)
        self.assertEqual(client.get("/g/harbour/members/").status_code, 403)

    def test_a_leaderless_group_is_given_a_leader_by_name(self) -> None:
        leave_group(self.bilal, self.square)
        client, address = client_of(self.eva), f"/admin/groups/{self.square.pk}/leader/"
        self.assertContains(client.get(f"/admin/groups/{self.square.pk}/"), address)
        self.assertContains(client.get(address, {"q": "che"}), 'value="chen"')
        self.assertRedirects(client.post(address, {"handle": "chen"}), f"/admin/groups/{self.square.pk}/?asked=1", 303)
        self.assertTrue(Request.objects.filter(group=self.square, person=self.chen, as_leader=True).exists())
        client_of(self.chen).post("/g/square/join/")
        self.assertEqual(leader_ids(self.square.pk), [self.chen.pk])

    def test_a_wrong_name_comes_back_with_a_word(self) -> None:
        leave_group(self.bilal, self.square)
        address = f"/admin/groups/{self.square.pk}/leader/"
        for handle in ("", "nobody", "eva", "gus", "fired"):
            answer = client_of(self.eva).post(address, {"handle": handle})
            self.assertContains(answer, "notice--bad", status_code=422)

    def test_who_is_in_a_group_is_not_told(self) -> None:
        leave_group(self.dilara, self.orchid)
        Membership.objects.create(group=self.orchid, person=self.milan)
        for name in ("milan", "chen"):
            page = client_of(self.eva).get(f"/admin/groups/{self.orchid.pk}/leader/", {"q": name})
            self.assertContains(page, "Vraag als trekker", 1)
        self.assertNotContains(client_of(self.eva).get(f"/admin/groups/{self.orchid.pk}/"), "Milan")

    def test_a_group_that_is_led_is_left_alone(self) -> None:
        answer = client_of(self.eva).post(f"/admin/groups/{self.square.pk}/leader/", {"handle": "chen"})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(leader_ids(self.square.pk), [self.bilal.pk])

    def test_there_is_no_such_group(self) -> None:
        self.assertEqual(client_of(self.eva).get("/admin/groups/12345/").status_code, 404)
