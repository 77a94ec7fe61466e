"""The demonstration is built by the product's own actions, once, and opens its door to visitors only."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from stoep.demo.content import company
from stoep.groups.models import Group
from stoep.items.models import Item, Question
from stoep.kernel.ids import new_id
from stoep.notifications.models import Notification
from stoep.people.models import Person


class BuildTests(TestCase):
    mark: Path

    @classmethod
    def setUpTestData(cls) -> None:
        cls.mark = Path(settings.DATA) / "demo"
        cls.addClassCleanup(cls.mark.unlink, True)
        call_command("demo", stdout=io.StringIO())

    def test_everything_is_there(self) -> None:
        made = company()
        self.assertEqual(Person.objects.present().count(), len(made.people))
        self.assertEqual(Group.objects.count(), 16)
        everything = Item.objects.for_system("count the demonstration")
        self.assertEqual(everything.count(), len(list(made.items())))
        self.assertEqual(everything.filter(root=None).count(), len(made.threads))
        accepted = sum(reply.get("accepted", False) for thread in made.threads for reply in thread.get("replies", []))
        self.assertEqual(Question.objects.exclude(answer=None).count(), accepted)
        self.assertFalse(everything.filter(pk__gt=new_id()).exists())

    @pytest.mark.sqlite  # on PostgreSQL nothing is heard within the transaction of a test
    def test_people_were_told_at_the_time(self) -> None:
        self.assertTrue(Notification.objects.filter(person__handle="emre", is_read=False).exists())
        self.assertFalse(Notification.objects.filter(pk__gt=new_id()).exists())

    def test_a_guest_reads_one_group(self) -> None:
        daan = Person.objects.get(handle="daan")
        groups = {item.group_id_or_none for item in Item.objects.visible_to(daan)}
        self.assertEqual(len(groups), 2)
        self.assertNotIn(None, groups)

    def test_it_is_built_once_and_into_nothing_else(self) -> None:
        before = Item.objects.for_system("count").count()
        call_command("demo", stdout=io.StringIO())
        self.assertEqual(Item.objects.for_system("count").count(), before)
        self.mark.unlink()
        self.addCleanup(self.mark.touch)
        with self.assertRaises(CommandError):
            call_command("demo", stdout=io.StringIO())

    def test_visitors_step_in_with_a_demonstration_only(self) -> None:
        self.assertEqual(self.client.post("/step-in/lotte/").status_code, 404)
        with override_settings(DEMO=True):
            self.assertContains(self.client.get("/sign-in/"), "Lotte Zandbergen")
            self.assertEqual(self.client.post("/step-in/fatih/").status_code, 404)
            self.assertEqual(self.client.post("/step-in/lotte/").status_code, 303)
        self.assertContains(self.client.get("/"), "Noorderkade")
