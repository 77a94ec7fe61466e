"""Invitations that are out, how many each has, and whose address lets people in."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.adoption.actions import invite, withdraw_invitation
from stoep.adoption.models import Invitation
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from tests.roles import client_of
from tests.world import WorldTestCase

PAGE = "/admin/invitations/"
EN = {"accept-language": "en"}


class InvitationTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)
        self.addCleanup(forget)

    def test_open_ones_are_listed_with_who_invited_whom(self) -> None:
        invite(self.amber, name="Carla Smit")
        gone, _token = invite(self.bilal, name="Withdrawn One")
        withdraw_invitation(self.bilal, gone)
        old, _token = invite(self.bilal, name="Old One")
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(days=1))
        page = self.client.get(PAGE, headers=EN)
        self.assertContains(page, "Carla Smit")
        self.assertContains(page, "by Amber")
        self.assertNotContains(page, "Withdrawn One")
        self.assertNotContains(page, "Old One")

    def test_an_admin_withdraws_anybodys(self) -> None:
        invitation, token = invite(self.amber, name="Carla")
        self.assertEqual(self.client.post(f"{PAGE}{invitation.pk}/withdrawal/").status_code, 303)
        self.assertEqual(self.client_class().get(f"/join/{token}/").status_code, 404)

    def test_a_long_list_has_pages_and_costs_the_same(self) -> None:
        Invitation.objects.bulk_create(
            Invitation(
                digest=f"d{n}", invited_by=self.amber, name=f"N {n}", expires_at=timezone.now() + timedelta(days=1)
            )
            for n in range(60)
        )
        self.client.get(PAGE)
        with self.assertNumQueries(5):
            page = self.client.get(PAGE).content.decode()
        self.assertEqual(page.count("/withdrawal/"), 50)
        more = page.split("?before=")[1].split('"')[0]
        self.assertEqual(self.client.get(f"{PAGE}?before={more}").content.decode().count("/withdrawal/"), 10)

    def _save(self, each: str, domains: str) -> int:
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(PAGE, {"invitations_each": each, "domains": domains}, headers=EN).status_code

    def test_the_number_and_the_domains_are_saved(self) -> None:
        self.assertEqual(self._save("12", "@Lichtwaard.nl, müller.example\nlichtwaard.nl"), 303)
        ours = Organisation.objects.get()
        self.assertEqual((ours.invitations_each, ours.domains), (12, "lichtwaard.nl\nxn--mller-kva.example"))

    def test_what_lets_everybody_in_or_is_no_domain_is_refused(self) -> None:
        for domains in ("gmail.com", "nl", "*.x.nl", "a b@c", "-x.nl", "x..nl", "x.nl/"):
            self.assertEqual(self._save("5", domains), 422, domains)
        for each in ("-1", "101", "many", ""):
            self.assertEqual(self._save(each, ""), 422, each)
        self.assertEqual(Organisation.objects.get().invitations_each, 5)
