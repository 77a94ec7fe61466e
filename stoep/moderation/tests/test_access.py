from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.groups.models import Group
from stoep.kernel.access import NotAllowed
from stoep.moderation.actions import answer_access, ask_access, end_what_ran_out
from stoep.moderation.facts import AccessGranted
from stoep.moderation.listeners import tell_leaders_of_ground
from stoep.moderation.models import AuditEntry, GroundedAccess
from stoep.notifications.models import Notification
from stoep.people.actions import welcome_person
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

REASON = "A colleague reported that somebody is threatened here."


class AccessTests(WorldTestCase):
    def setUp(self) -> None:
        self.second = welcome_person(name="Tweede Beheer", password=PASSWORD, role=Person.Role.ADMIN, language="en")

    def ask(self, group: Group | None = None, person: Person | None = None) -> GroundedAccess:
        return ask_access(
            person or self.eva,
            group=group or self.orchid,
            thread=None,
            ground=GroundedAccess.Ground.REPORT,
            reason=REASON,
        )

    def test_nothing_opens_before_a_second_person_agrees(self) -> None:
        access = self.ask()
        page = client_of(self.eva).get(f"/access/{access.pk}/")
        self.assertEqual(page.status_code, 200)
        self.assertNotContains(page, "Xylograph")

    def test_who_asked_reads_what_was_opened_and_nothing_else(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True)
        admin = client_of(self.eva)
        self.assertContains(admin.get(f"/access/{access.pk}/"), "Xylograph canary")
        self.assertNotContains(admin.get(f"/access/{access.pk}/"), "Moored")
        self.assertEqual(admin.get(f"/i/{self.secret.pk}/").status_code, 404)
        for path in ("/", "/?tab=all", "/g/", f"/p/{self.dilara.handle}/"):
            self.assertNotContains(admin.get(path), "Xylograph")

    def test_the_second_person_does_not_read(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True)
        self.assertNotContains(client_of(self.second).get(f"/access/{access.pk}/"), "Xylograph")

    def test_one_person_is_not_two(self) -> None:
        access = self.ask()
        with self.assertRaises(NotAllowed):
            answer_access(self.eva, access, agrees=True)
        self.assertEqual(client_of(self.eva).post(f"/access/{access.pk}/answer/", {"on": "yes"}).status_code, 403)

    def test_it_is_answered_once(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=False)
        with self.assertRaises(NotAllowed):
            answer_access(self.second, access, agrees=True)

    def test_after_seven_days_it_is_over_and_nothing_is_read(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True)
        GroundedAccess.objects.filter(pk=access.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        self.assertNotContains(client_of(self.eva).get(f"/access/{access.pk}/"), "Xylograph")
        end_what_ran_out()
        access.refresh_from_db()
        self.assertIsNotNone(access.ended_at)

    def test_one_thread_opens_that_thread_only(self) -> None:
        access = ask_access(
            self.milan, group=self.harbour, thread=self.question, ground=GroundedAccess.Ground.REPORT, reason=REASON
        )
        answer_access(self.eva, access, agrees=True)
        page = client_of(self.milan).get(f"/access/{access.pk}/")
        self.assertContains(page, "At berth nine")
        self.assertNotContains(page, "Moored")

    def test_a_moderator_learns_nothing_of_a_secret_group(self) -> None:
        access = self.ask()
        moderator = client_of(self.milan)
        self.assertEqual(moderator.get(f"/access/{access.pk}/").status_code, 404)
        self.assertNotContains(moderator.get("/access/"), "Orchid")
        data = {"ground": "1", "reason": REASON}
        answers = [
            moderator.post("/access/", {**data, "place": place})
            for place in ("Orchid", f"/i/{self.secret.pk}/", "No such group", "/i/999/", f"/i/{self.notice.pk}/")
        ]
        self.assertEqual({answer.status_code for answer in answers}, {422})
        self.assertEqual(GroundedAccess.objects.filter(asked_by=self.milan).count(), 0)

    def test_a_form_asks_and_answers_without_a_script(self) -> None:
        data = {"place": f"http://localhost/i/{self.secret.pk}/", "ground": "1", "reason": REASON}
        self.assertEqual(client_of(self.eva).post("/access/", data).status_code, 303)
        access = GroundedAccess.objects.get()
        second = client_of(self.second)
        page = second.post(f"/access/{access.pk}/answer/", {"on": "yes", "later": "1", "postponed_because": ""})
        self.assertEqual(page.status_code, 422)
        because = {"on": "yes", "later": "1", "postponed_because": "The leader is whom the report is about."}
        self.assertEqual(second.post(f"/access/{access.pk}/answer/", because).status_code, 303)
        access.refresh_from_db()
        self.assertTrue(access.is_running)

    def test_the_leaders_are_told_at_once(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True)
        tell_leaders_of_ground(AccessGranted(access.pk, self.second.pk))
        told = Notification.objects.filter(kind=Notification.Kind.GROUND)
        self.assertEqual([row.person_id for row in told], [self.dilara.pk])
        tell_leaders_of_ground(AccessGranted(access.pk, self.second.pk))
        self.assertEqual(told.count(), 1)

    def test_postponed_they_are_told_when_it_is_over(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True, postponed_because="It is about the leader.")
        tell_leaders_of_ground(AccessGranted(access.pk, self.second.pk, told=False))
        self.assertFalse(Notification.objects.filter(kind=Notification.Kind.GROUND).exists())
        self.assertEqual(client_of(self.eva).post(f"/access/{access.pk}/end/").status_code, 303)
        from stoep.moderation.facts import AccessEnded

        tell_leaders_of_ground(AccessEnded(access.pk, self.eva.pk))
        self.assertTrue(Notification.objects.filter(kind=Notification.Kind.GROUND).exists())

    def test_every_step_is_in_the_audit_log_without_content(self) -> None:
        access = self.ask()
        answer_access(self.second, access, agrees=True)
        acts = AuditEntry.objects.filter(thing=f"access {access.pk}").order_by("pk")
        self.assertEqual(
            [(row.act, row.actor_id) for row in acts],
            [("AccessAsked", self.eva.pk), ("AccessGranted", self.second.pk)],
        )
        page = client_of(self.eva).get("/admin/audit/")
        self.assertNotContains(page, "threatened")
        self.assertNotContains(page, "Xylograph")
