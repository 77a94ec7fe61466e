from __future__ import annotations

from stoep.items.actions import delete_item, restore_item
from stoep.moderation.actions import record
from stoep.moderation.check import CHECKS
from stoep.moderation.models import AuditEntry
from stoep.moderation.queries import audit_page
from stoep.people.actions import deactivate
from tests.roles import client_of
from tests.world import WorldTestCase


class AuditTests(WorldTestCase):
    def test_closing_an_account_is_written_down(self) -> None:
        before = AuditEntry.objects.count()
        deactivate(self.eva, self.chen)
        entry = AuditEntry.objects.order_by("-pk")[0]
        self.assertEqual(AuditEntry.objects.count(), before + 1)
        self.assertEqual((entry.act, entry.thing), ("PersonDeactivated", f"person {self.chen.pk}"))

    def test_removing_your_own_is_not_and_anothers_is(self) -> None:
        before = AuditEntry.objects.count()
        delete_item(self.bilal, self.open_post)
        self.assertEqual(AuditEntry.objects.count(), before)
        restore_item(self.bilal, self.open_post)
        delete_item(self.milan, self.open_post)
        entry = AuditEntry.objects.order_by("-pk")[0]
        self.assertEqual((entry.act, entry.actor_id), ("ItemDeleted", self.milan.pk))

    def test_a_line_changed_or_taken_out_breaks_the_chain(self) -> None:
        for number in range(5):
            record("Something", actor_id=self.eva.pk, thing=f"person {self.chen.pk}", details={"n": number})
        (chain,) = CHECKS
        self.assertEqual(chain.differences(), {})
        middle = AuditEntry.objects.order_by("-pk")[2]
        AuditEntry.objects.filter(pk=middle.pk).update(details={"n": 99})
        self.assertEqual(list(chain.differences()), [middle.pk])
        AuditEntry.objects.filter(pk=middle.pk).delete()
        self.assertEqual(len(chain.differences()), 1)

    def test_a_page_goes_on_where_the_last_ended_in_few_statements(self) -> None:
        for _ in range(120):
            record("Something", actor_id=self.eva.pk, thing=f"group {self.orchid.pk}")
        seen, before = [], 0
        while not seen or before:
            with self.assertNumQueries(3):
                lines, before = audit_page(before=before, act="Something")
            seen += [line.pk for line in lines]
        self.assertEqual(len(seen), len(set(seen)), 120)

    def test_it_can_be_narrowed_to_somebody_and_an_act(self) -> None:
        deactivate(self.eva, self.chen)
        page = client_of(self.eva).get("/admin/audit/?by=nobody-here")
        self.assertContains(page, "Hier staat niets" if "Hier staat" in page.content.decode() else "Nothing is written")
        self.assertContains(client_of(self.eva).get("/admin/audit/?act=PersonDeactivated"), "Chen")
