"""Many people from a file: looked at first, made all or not at all, a row at a time told apart."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stoep.administration.importers.text import Unreadable, text_of
from stoep.administration.models import PeopleSheet
from stoep.administration.tasks import make_people
from stoep.people.actions import change_email
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import WorldTestCase

GOOD = "naam;e-mail;afdeling;leidinggevende\nAnna Aal;anna@x.example;Net;\nBob Baars;bob@x.example;Net;anna@x.example\n"


class SheetCase(WorldTestCase):
    def setUp(self) -> None:
        self.admin = client_of(self.eva)

    def bring(self, content: str | bytes, client: Client | None = None) -> PeopleSheet:
        data = content.encode() if isinstance(content, str) else content
        answer = (client or self.admin).post("/admin/import/", {"sheet": SimpleUploadedFile("mensen.csv", data)})
        self.assertEqual(answer.status_code, 303, answer.content[:2000])
        return PeopleSheet.objects.latest("pk")

    def make(self, sheet: PeopleSheet) -> PeopleSheet:
        self.assertEqual(self.admin.post(f"/admin/import/{sheet.pk}/making/").status_code, 303)
        position = 0
        while PeopleSheet.objects.get(pk=sheet.pk).state == PeopleSheet.State.MAKING:
            make_people.func(sheet.pk, position)
            position = PeopleSheet.objects.get(pk=sheet.pk).position
        return PeopleSheet.objects.get(pk=sheet.pk)

    def found(self, sheet: PeopleSheet) -> list[tuple[int, str]]:
        return [(line, column) for line, column, *_ in sheet.report["lines"]]


class SheetTests(SheetCase):
    def test_looking_makes_nobody(self) -> None:
        before = Person.objects.count()
        self.bring(GOOD)
        self.assertEqual(Person.objects.count(), before)

    def test_good_rows_become_people_with_their_manager_whatever_the_order(self) -> None:
        sheet = self.make(
            self.bring("name,e-mail,manager\nBob Baars,bob@x.example,anna@x.example\nAnna Aal,anna@x.example,\n")
        )
        self.assertEqual(len(sheet.people), 2)
        bob = Person.objects.get(email="bob@x.example")
        self.assertEqual(bob.manager.name, "Anna Aal")
        self.assertFalse(bob.has_usable_password())
        self.assertEqual(sheet.text, "")

    def test_a_second_time_adds_nobody(self) -> None:
        self.make(self.bring(GOOD))
        count = Person.objects.count()
        sheet = self.make(self.bring(GOOD))
        self.assertEqual((Person.objects.count(), sheet.people), (count, []))

    def test_a_double_click_makes_everybody_once(self) -> None:
        sheet = self.bring(GOOD)
        self.make(sheet)
        self.admin.post(f"/admin/import/{sheet.pk}/making/")
        make_people.func(sheet.pk, 0)
        self.assertEqual(Person.objects.filter(email__endswith="@x.example").count(), 2)

    def test_who_is_here_stays_as_is(self) -> None:
        change_email(self.bilal, "bilal@x.example")
        sheet = self.make(self.bring("naam;e-mail;functie\nSomebody Else;BILAL@x.example;Baas\n"))
        self.bilal.refresh_from_db()
        self.assertEqual((self.bilal.name, self.bilal.function, sheet.people), ("Bilal", "", []))

    def test_each_wrong_row_is_named_with_its_line(self) -> None:
        sheet = self.bring(
            "naam;e-mail;rol;gast tot;leidinggevende\n"
            ";nobody@x.example;;;\n"
            "Carl;no address;;;\n"
            "Dora;dora@x.example;koning;;\n"
            "Eef;eef@x.example;;;\n"
            "Eef Twee;EEF@x.example;;;\n"
            "Floor;floor@x.example;gast;2001-01-01;\n"
            f"{'G' * 101};g@x.example;;;\n"
            "Hugo;hugo@x.example;;;\n"
        )
        wrong = {line for line, _ in self.found(sheet)}
        self.assertLessEqual({2, 3, 4, 6, 7, 8}, wrong)
        made = self.make(sheet)
        self.assertIn("Hugo", Person.objects.filter(pk__in=made.people).values_list("name", flat=True))
        self.assertFalse(Person.objects.filter(name__in=["Carl", "Dora", "Floor"]).exists())

    def test_a_formula_is_text_and_the_report_opens_inert(self) -> None:
        sheet = self.bring('naam;e-mail\n"=HYPERLINK(""http://x"")";geen adres\n')
        report = b"".join(self.admin.get(f"/admin/import/{sheet.pk}/report.csv")).decode("utf-8-sig")
        self.assertNotRegex(report, r'(^|;)"[=+@-]')

    def test_only_admins(self) -> None:
        sheet = self.bring(GOOD)
        for person in (self.amber, self.milan, self.gus):
            client = client_of(person)
            for path in ("", f"{sheet.pk}/", f"{sheet.pk}/report.csv"):
                self.assertEqual(client.get(f"/admin/import/{path}").status_code, 403)
            self.assertEqual(client.post(f"/admin/import/{sheet.pk}/making/").status_code, 403)
        self.assertFalse(Person.objects.filter(email="anna@x.example").exists())


class TextTests(WorldTestCase):
    def test_encodings_are_recognised_and_said(self) -> None:
        row = "naam\nZoë Müller\n"
        for encoding, said in (
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("cp1252", "Windows-1252"),
        ):
            with self.subTest(encoding):
                self.assertEqual(text_of(row.encode(encoding)), (row, said))

    def test_what_is_no_text_is_refused_in_words(self) -> None:
        for content in (
            b"PK\x03\x04rest",
            b"\xd0\xcf\x11\xe0",
            b"a\0b",
            b"x" * (10 * 1024 * 1024 + 1),
            b"\x81\x8d\x8f",
        ):
            with self.subTest(content[:8]), self.assertRaises(Unreadable):
                text_of(content)

    def test_a_refused_file_says_why_on_the_page(self) -> None:
        upload = SimpleUploadedFile("mensen.xlsx", b"PK\x03\x04rest")
        answer = client_of(self.eva).post("/admin/import/", {"sheet": upload})
        self.assertEqual(answer.status_code, 422)
