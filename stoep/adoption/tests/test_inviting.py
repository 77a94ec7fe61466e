"""How many somebody may invite, and what comes back; links for a team; addresses of the organisation; mail."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from stoep.adoption.actions import NoneLeft, invite, make_team_link, renew_invitation, withdraw_invitation
from stoep.adoption.listeners import thank_inviter
from stoep.adoption.models import Invitation, TeamLink
from stoep.adoption.queries import invitations_left, tree_for
from stoep.adoption.tasks import mail_arrival, mail_invitation
from stoep.adoption.upkeep import forget_invitations
from stoep.items.actions import reply
from stoep.items.facts import ItemPublished
from stoep.kernel.access import NotAllowed
from stoep.kernel.models import TaskRow
from stoep.notifications.models import Notification
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from stoep.people.actions import change_email
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

MAILING = override_settings(
    SENDS_MAIL=True, MAILERS={"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
)


def come(token: str, name: str = "Carla Smit", **more: str) -> int:
    return Client().post(f"/join/{token}/", {"name": name, "password": PASSWORD, **more}).status_code


class NumberTests(WorldTestCase):
    def test_five_are_out_and_a_sixth_is_refused(self) -> None:
        for number in range(5):
            invite(self.amber, name=f"Colleague {number}")
        self.assertEqual(invitations_left(self.amber), 0)
        with self.assertRaises(NoneLeft):
            invite(self.amber, name="One more")
        answer = client_of(self.amber).post("/invite/", {"who": "One more"})
        self.assertContains(answer, "Your invitations are out", status_code=422)
        self.assertContains(answer, 'value="One more"', status_code=422)

    def test_an_administrator_has_no_number(self) -> None:
        for number in range(7):
            invite(self.eva, name=f"Colleague {number}")
        self.assertIsNone(invitations_left(self.eva))

    def test_withdrawn_and_expired_ones_come_back(self) -> None:
        first, _ = invite(self.amber, name="A")
        second, _ = invite(self.amber, name="B")
        self.assertEqual(invitations_left(self.amber), 3)
        withdraw_invitation(self.amber, first)
        Invitation.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        self.assertEqual(invitations_left(self.amber), 5)

    def test_one_comes_back_when_the_invitee_takes_part_and_the_inviter_hears_it(self) -> None:
        _, token = invite(self.amber, name="Carla Smit")
        self.assertEqual(come(token), 303)
        self.assertEqual(invitations_left(self.amber), 4)
        carla = Person.objects.get(name="Carla Smit")
        answer = reply(carla, self.notice, body="Thanks for having me")
        for _ in range(2):
            thank_inviter(ItemPublished(answer.pk, carla.pk, self.notice.pk))
        self.assertEqual(invitations_left(self.amber), 5)
        told = Notification.objects.filter(person=self.amber, kind=Notification.Kind.TOOK_PART)
        self.assertEqual(told.count(), 1)

    def test_a_withdrawn_one_can_be_brought_back(self) -> None:
        invitation, token = invite(self.amber, name="Carla Smit")
        me = client_of(self.amber)
        page = me.post(f"/invite/{invitation.pk}/withdrawal/", follow=True)
        self.assertContains(page, f"/invite/{invitation.pk}/withdrawal/")
        me.post(f"/invite/{invitation.pk}/withdrawal/", {"on": "0"})
        self.assertEqual(come(token), 303)

    def test_guests_do_not_invite(self) -> None:
        guest = client_of(self.gus)
        self.assertEqual(guest.get("/invite/").status_code, 403)
        self.assertEqual(guest.post("/invite/team/", {"team-name": "x", "team-places": "1"}).status_code, 403)

    def test_what_leads_nowhere_is_forgotten_and_who_came_is_kept(self) -> None:
        _, token = invite(self.amber, name="Carla Smit")
        come(token)
        gone, _ = invite(self.amber, name="Long ago")
        fresh, _ = invite(self.amber, name="Just now")
        long_ago = timezone.now() - timedelta(days=3)
        Invitation.objects.exclude(pk=fresh.pk).update(expires_at=long_ago)
        forget_invitations()
        names = set(Invitation.objects.values_list("name", flat=True))
        self.assertEqual(names, {"Carla Smit", "Just now"})
        self.assertFalse(Invitation.objects.filter(pk=gone.pk).exists())


class LinkTests(WorldTestCase):
    def test_a_new_link_ends_the_old_one(self) -> None:
        invitation, old = invite(self.amber, name="Carla Smit")
        page = client_of(self.amber).post(f"/invite/{invitation.pk}/link/")
        self.assertContains(page, "/join/")
        self.assertEqual(come(old), 404)

    def test_there_is_one_reminder(self) -> None:
        invitation, _ = invite(self.amber, name="Carla Smit")
        renew_invitation(self.amber, invitation, is_reminder=True)
        with self.assertRaises(NotAllowed):
            renew_invitation(self.amber, invitation, is_reminder=True)

    def test_a_link_for_a_team_lets_in_as_many_as_it_has_places(self) -> None:
        link, token = make_team_link(self.amber, name="Morning shift", places=2)
        self.assertEqual([come(token, name) for name in ("Een", "Twee", "Drie")], [303, 303, 404])
        self.assertEqual(Person.objects.filter(invited_by=self.amber).count(), 2)
        link.refresh_from_db()
        self.assertEqual(link.used, 2)
        self.assertEqual(invitations_left(self.amber), 3)

    def test_a_team_link_costs_what_it_offers_and_no_more_than_is_left(self) -> None:
        make_team_link(self.amber, name="Morning shift", places=4)
        self.assertEqual(invitations_left(self.amber), 1)
        with self.assertRaises(NoneLeft):
            make_team_link(self.amber, name="Evening shift", places=2)
        answer = client_of(self.amber).post("/invite/team/", {"team-name": "Evening", "team-places": "2"})
        self.assertContains(answer, "more than you have left", status_code=422)

    def test_a_closed_team_link_gives_back_what_was_not_used(self) -> None:
        link, token = make_team_link(self.amber, name="Morning shift", places=4)
        come(token, "Een")
        self.assertEqual(client_of(self.amber).post(f"/invite/team/{link.pk}/withdrawal/").status_code, 303)
        self.assertEqual(invitations_left(self.amber), 4)
        self.assertEqual(come(token, "Twee"), 404)

    def test_nobody_touches_anothers_link(self) -> None:
        link, _ = make_team_link(self.amber, name="Morning shift", places=2)
        for act in ("link", "withdrawal"):
            self.assertEqual(client_of(self.bilal).post(f"/invite/team/{link.pk}/{act}/").status_code, 404)
        self.assertIsNone(TeamLink.objects.get().withdrawn_at)

    def test_the_link_comes_from_the_site_and_not_from_the_request(self) -> None:
        with override_settings(SITE="https://stoep.example.nl"):
            page = client_of(self.amber).post("/invite/", {"who": "Carla"})
        self.assertContains(page, "https://stoep.example.nl/join/")


@MAILING
class MailTests(WorldTestCase):
    def test_an_address_is_mailed_and_shown_to_nobody(self) -> None:
        page = client_of(self.amber).post("/invite/", {"who": "Carla@Example.NL"}, follow=True)
        self.assertNotContains(page, "/join/")
        self.assertTrue(TaskRow.objects.filter(path__endswith="mail_invitation").exists())
        invitation = Invitation.objects.get(email="carla@example.nl")
        mail_invitation.func(invitation.pk)
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["carla@example.nl"])
        token = sent.body.split("/join/")[1].split("/")[0]
        self.assertEqual(come(token, email="other@example.nl"), 303)
        carla = Person.objects.get(name="Carla Smit")
        self.assertEqual((carla.email, carla.email_verified), ("carla@example.nl", True))

    def test_the_inviter_cannot_see_the_link_of_a_mailed_invitation(self) -> None:
        invitation, _ = invite(self.amber, email="carla@example.nl")
        self.assertEqual(client_of(self.amber).post(f"/invite/{invitation.pk}/link/").status_code, 404)

    def test_who_has_an_account_is_told_so_and_the_answer_is_the_same(self) -> None:
        change_email(self.bilal, "bilal@example.nl")
        pages = [
            client_of(self.amber).post("/invite/", {"who": address}).status_code
            for address in ("bilal@example.nl", "new@example.nl")
        ]
        self.assertEqual(pages, [303, 303])
        mail_invitation.func(Invitation.objects.get(email="bilal@example.nl").pk)
        self.assertNotIn("/join/", mail.outbox[0].body)
        self.assertIn("/sign-in/", mail.outbox[0].body)

    def test_a_name_in_the_subject_is_one_line(self) -> None:
        Person.objects.filter(pk=self.amber.pk).update(name="Amber\r\nBcc: all@example.nl")
        invitation, _ = invite(self.amber, email="carla@example.nl")
        mail_invitation.func(invitation.pk)
        self.assertNotIn("\n", mail.outbox[0].subject)


@MAILING
class DomainTests(WorldTestCase):
    def setUp(self) -> None:
        Organisation.objects.update(domains="lichtwaard.example\n")
        forget()
        self.addCleanup(forget)

    def test_an_address_of_the_organisation_comes_in_proved(self) -> None:
        mail_arrival.func("jan@lichtwaard.example")
        token = mail.outbox[0].body.split("/join/")[1].split("/")[0]
        self.assertEqual(come(token, "Jan Jansen"), 303)
        jan = Person.objects.get(name="Jan Jansen")
        self.assertEqual((jan.email, jan.email_verified, jan.invited_by), ("jan@lichtwaard.example", True, None))
        self.assertEqual(come(token, "Jan Twee"), 404)

    def test_the_answer_is_the_same_for_every_address(self) -> None:
        addresses = ("jan@lichtwaard.example", "jan@elsewhere.example", "jan@sub.lichtwaard.example")
        pages = [
            Client().post("/join/", {"email": address}).content.decode().replace(address, "") for address in addresses
        ]
        self.assertEqual(len(set(pages)), 1)
        self.assertEqual(TaskRow.objects.filter(path__endswith="mail_arrival").count(), 1)

    def test_a_domain_that_is_taken_away_ends_its_links(self) -> None:
        mail_arrival.func("jan@lichtwaard.example")
        token = mail.outbox[0].body.split("/join/")[1].split("/")[0]
        Organisation.objects.update(domains="")
        forget()
        self.assertEqual(come(token), 404)
        self.assertEqual(Client().get("/join/").status_code, 404)

    def test_the_sign_in_page_shows_the_way(self) -> None:
        self.assertContains(Client().get("/sign-in/"), 'href="/join/"')


class TreeTests(WorldTestCase):
    def test_it_shows_who_brought_whom_without_figures(self) -> None:
        _, token = invite(self.amber, name="Carla Smit")
        come(token)
        (branch,) = [root for root in tree_for(self.amber) if root.is_me]
        self.assertEqual([inner.face.name for inner in branch.branches], ["Carla Smit"])

    def test_a_long_line_of_invitations_is_drawn(self) -> None:
        above = self.amber
        for number in range(150):
            above = Person.objects.create(name=f"N{number}", handle=f"n{number}", invited_by=above)
        self.assertEqual(client_of(self.amber).get("/invite/").status_code, 200)

    def test_a_guest_reads_no_name_of_who_they_do_not_see(self) -> None:
        Person.objects.filter(pk=self.bilal.pk).update(invited_by=self.dilara)
        self.assertNotContains(client_of(self.gus).get("/p/bilal/"), "Dilara")
        self.assertContains(client_of(self.chen).get("/p/bilal/"), "Dilara")

    def test_a_used_link_stays_used_when_the_account_is_erased(self) -> None:
        _, token = invite(self.amber, name="Carla Smit")
        come(token)
        Invitation.objects.update(accepted_by=None)
        self.assertEqual(come(token, "Somebody Else"), 404)

    def test_the_page_takes_as_many_statements_for_few_as_for_many(self) -> None:
        me = client_of(self.amber)
        me.get("/invite/")
        with self.assertNumQueries(12):
            me.get("/invite/")
        for number in range(4):
            come(invite(self.eva, name=f"C{number}")[1], f"Colleague {number}")
        with self.assertNumQueries(12):
            me.get("/invite/")
