"""The pages of administration: who comes in, what they change, and that they show no content."""

from __future__ import annotations

from stoep.groups.models import Group
from stoep.moderation.models import AuditEntry
from stoep.organisation.functions import FUNCTIONS, is_on
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget
from stoep.people.models import Person, Session
from tests.roles import client_of
from tests.world import WorldTestCase

PAGES = ("", "organisation/", "people/", "people/add/", "import/", "invitations/", "mail/", "functions/", "health/")
OTHERS = ("groups/", "topics/", "audit/")


class PageTests(WorldTestCase):
    def setUp(self) -> None:
        self.admin = client_of(self.eva)
        forget()
        self.addCleanup(forget)

    def test_an_admin_sees_nothing_that_was_written(self) -> None:
        pages = [f"/admin/{page}" for page in (*PAGES, *OTHERS)]
        pages += [f"/admin/people/{person.pk}/" for person in (self.dilara, self.bilal)]
        pages += [f"/admin/groups/{self.orchid.pk}/", f"/admin/groups/{self.harbour.pk}/", "/healthz"]
        for page in pages:
            answer = self.admin.get(page)
            self.assertIn(answer.status_code, (200, 503), page)
            for word in ("Xylograph", "hush", "Moored", "berth nine", "Where does she lie"):
                self.assertNotContains(answer, word, status_code=answer.status_code, msg_prefix=page)

    def test_the_name_of_a_secret_group_stands_in_the_list_of_groups_only(self) -> None:
        for page in (*PAGES, "topics/"):
            self.assertNotContains(self.admin.get(f"/admin/{page}"), "Orchid", msg_prefix=page)
        self.assertContains(self.admin.get("/admin/groups/"), "Orchid")
        self.assertEqual(self.admin.get(f"/g/{self.orchid.slug}/").status_code, 404)

    def test_an_admin_does_not_walk_into_a_secret_group(self) -> None:
        self.admin.post(f"/g/{self.orchid.slug}/join/")
        self.assertFalse(Group.objects.of(self.eva).filter(pk=self.orchid.pk).exists())

    def test_the_name_and_the_colour_are_changed_and_written_down(self) -> None:
        form = self.admin.post("/admin/organisation/", {"part": "name", "name": "Warmtenet"})
        self.assertEqual(form.status_code, 303)
        self.assertEqual(Organisation.objects.get().name, "Warmtenet")
        self.assertTrue(AuditEntry.objects.filter(act="OrganisationChanged", actor_id=self.eva.pk).exists())

    def test_a_role_is_changed_and_ends_what_was_open(self) -> None:
        client_of(self.chen)
        answer = self.admin.post(f"/admin/people/{self.chen.pk}/role/", {"role": "admin"})
        self.assertEqual(answer.status_code, 303)
        self.chen.refresh_from_db()
        self.assertTrue(self.chen.is_admin)
        self.assertFalse(Session.objects.filter(person=self.chen).exists())
        self.assertTrue(AuditEntry.objects.filter(act="RoleChanged", thing=f"person {self.chen.pk}").exists())

    def test_the_last_admin_stays(self) -> None:
        self.admin.post(f"/admin/people/{self.eva.pk}/role/", {"role": "member"})
        self.admin.post(f"/admin/people/{self.eva.pk}/active/", {"on": "0"})
        self.eva.refresh_from_db()
        self.assertTrue(self.eva.is_admin and self.eva.is_active)

    def test_a_moderator_is_marked(self) -> None:
        self.admin.post(f"/admin/people/{self.chen.pk}/moderator/", {"on": "1"})
        self.chen.refresh_from_db()
        self.assertTrue(self.chen.is_moderator)

    def test_functions_that_are_off_are_refused_and_hidden(self) -> None:
        kept = [name for name in FUNCTIONS if name not in ("questions", "invitations", "groups")]
        self.assertEqual(self.admin.post("/admin/functions/", {"function": kept}).status_code, 303)
        forget()  # on commit, which a test has not
        self.assertFalse(is_on("questions"))
        member = client_of(self.amber)
        self.assertEqual(member.post("/new/question/", {"title": "Why?", "body": "x"}).status_code, 403)
        self.assertEqual(member.get("/invite/").status_code, 403)
        self.assertEqual(member.post("/g/new/", {"name": "New", "openness": "0"}).status_code, 403)
        home = member.get("/")
        self.assertNotContains(home, 'href="/new/question/"')
        self.assertNotContains(home, 'href="/invite/"')
        self.assertEqual(member.get(f"/i/{self.question.pk}/").status_code, 200)
        self.admin.post("/admin/functions/", {"function": list(FUNCTIONS)})
        forget()
        self.assertEqual(member.get("/invite/").status_code, 200)

    def test_a_mail_password_is_sealed_and_never_shown(self) -> None:
        sent = {
            "host": "mail.example.nl", "port": "587", "security": "starttls", "username": "stoep",
            "password": "a mail password", "sender": "Stoep <stoep@example.nl>",
        }  # fmt: skip
        self.assertEqual(self.admin.post("/admin/mail/", sent).status_code, 303)
        row = Organisation.objects.get()
        self.assertNotIn("a mail password", row.mail_sealed)
        self.assertNotContains(self.admin.get("/admin/mail/"), "a mail password")

    def test_every_address_of_administration_is_closed_to_others(self) -> None:
        for person in (self.amber, self.milan, self.gus):
            client = client_of(person)
            for page in (*PAGES, *OTHERS):
                self.assertEqual(client.get(f"/admin/{page}").status_code, 403, page)
        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_one_person_is_added(self) -> None:
        sent = {"name": "Nora Nieuw", "email": "nora@example.nl", "role": "member"}
        self.assertIn(self.admin.post("/admin/people/add/", sent).status_code, (200, 303))
        self.assertTrue(Person.objects.filter(name="Nora Nieuw").exists())
