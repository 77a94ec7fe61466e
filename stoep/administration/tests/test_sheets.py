"""People by CSV: a dry run that says everything by line, then all good rows, each once."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import override

from stoep.administration.actions import begin_making, bring_sheet, make_next
from stoep.administration.actions.sheets import BATCH
from stoep.administration.importers.rows import read_sheet
from stoep.administration.importers.text import LARGEST, Unreadable, text_of
from stoep.administration.models import PeopleSheet
from stoep.administration.queries import checked_sheet
from stoep.administration.upkeep import forget_sheets
from stoep.kernel.access import NotAllowed
from stoep.kernel.ids import id_at
from stoep.kernel.tasks import run_one
from stoep.people.actions import welcome_person
from stoep.people.facts import FirstLinksMade, PersonArrived
from stoep.people.models import Person
from tests.roles import client_of
from tests.world import PASSWORD, WorldTestCase

EN = {"accept-language": "en"}
MAILBOX = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
HEADER = "Naam;E-mail;Afdeling;Functie;Locatie;Leidinggevende;Telefoon;Rol;Gast tot\r\n"


class ReadingTests(WorldTestCase):
    def test_encodings_are_known_and_said(self) -> None:
        text = "naam,e-mail\nZoë,zoe@x.nl\n"
        written = {
            "UTF-8": (text.encode(), text.encode("utf-8-sig")),
            "UTF-16": (text.encode("utf-16"), b"\xfe\xff" + text.encode("utf-16-be")),
            "Windows-1252": (text.encode("cp1252"),),
        }
        for name, contents in written.items():
            for content in contents:
                self.assertEqual(text_of(content), (text, name))

    def test_what_is_no_text_is_refused_with_what_to_do(self) -> None:
        wrong = {
            "workbook": b"PK\x03\x04" + b"x" * 90,
            "not a text file": b"naam\0,e-mail",
            "larger than 10 MB": b"a" * (LARGEST + 1),
            "encoding UTF-8": b"naam\n\x81\x8d\x9d",
        }
        for words, content in wrong.items():
            with override("en"), self.assertRaisesRegex(Unreadable, words):
                text_of(content)
        with self.assertRaises(Unreadable):
            text_of("naam,e-mail\nZoë".encode("utf-16-le"))  # without a mark at the beginning
        with self.assertRaises(Unreadable):
            text_of(b"\xff\xd8\xff\xe0\x10JFIF\x01\x02")

    def test_separators_are_found(self) -> None:
        for sign in ",;\t":
            sheet = read_sheet(sign.join(("name", "e-mail")) + "\n" + sign.join(("Zoe", "zoe@x.nl")))
            self.assertEqual(sheet.rows[0].cells, {"name": "Zoe", "email": "zoe@x.nl"})
        self.assertEqual(read_sheet("sep=;\nname;phone\nZoe;06").rows[0].cells, {"name": "Zoe", "phone": "06"})
        self.assertEqual(read_sheet("name\nZoe").rows[0].cells, {"name": "Zoe"})

    def test_a_line_is_the_line_of_the_file(self) -> None:
        sheet = read_sheet('\n\nname,about\n"Zoe","two\nlines"\n\n,,\nKees,x\n')
        self.assertEqual([row.line for row in sheet.rows], [4, 8])
        self.assertEqual(sheet.unused, ["about"])
        self.assertEqual(read_sheet("sep=,\nname,phone\nZoe,06").rows[0].line, 3)

    def test_columns_that_say_nothing_or_the_same_are_refused(self) -> None:
        for text, words in (
            ("", "No column"),
            ("e-mail\nx@y.nl", "No column"),
            ("name,naam\nA,B", "the same thing"),
            ('name,e-mail\n"Zoe,zoe@x.nl\nKees,k@x.nl', "from line 2"),
            ("name\n" + "Zoe\n" * 20_001, "20,000"),
        ):
            with override("en"), self.assertRaisesRegex(Unreadable, words):
                read_sheet(text)

    def _found(self, *rows: str) -> list[tuple[int, str, bool]]:
        with override("en"):
            checked, _unused = checked_sheet(HEADER + "\r\n".join(rows))
        return [(f.line, f.column, f.is_fault) for f in checked.findings]

    def test_every_fault_is_said_by_line_and_column(self) -> None:
        Person.objects.filter(pk=self.amber.pk).update(email="amber@x.nl")
        far = timezone.localdate() + timedelta(days=400)
        found = self._found(
            "Zoe;zoe@x.nl;;;;amber@x.nl;;lid;",
            "Zoe Twee;ZOE@x.nl;;;;;;;",
            "Jan;jan@@x;;;;;;;",
            ";leeg@x.nl;;;;;;;",
            f"{'x' * 101};lang@x.nl;;;;;;;",
            "Baas;baas@x.nl;;;;;;beheerder;",
            f"Gast;gast@x.nl;;;;;;gast;{far}",
            "Kort;kort@x.nl",
            "Lang;lang@x.nl;;;;;;;;;te veel",
            "Amber;;;;;;;;",
            "Zonder;;;;;niemand@x.nl;;;",
            "Zonder;;;;;;;;",
        )
        self.assertEqual(
            found,
            [
                (3, "email", True),
                (4, "email", True),
                (5, "name", True),
                (6, "name", True),
                (7, "role", True),
                (8, "guest_until", True),
                (9, "", True),
                (10, "", True),
                (11, "name", True),
                (12, "manager", False),
                (13, "name", True),
            ],
        )

    def test_a_cell_that_is_a_formula_is_text(self) -> None:
        checked, _unused = checked_sheet(HEADER + '=1+1;f@x.nl;"=HYPERLINK(""http://x"")";;;;;;')
        self.assertEqual(
            (checked.newcomers[0].name, checked.newcomers[0].department), ("=1+1", '=HYPERLINK("http://x")')
        )

    def test_managers_come_before_who_they_lead(self) -> None:
        checked, _unused = checked_sheet(HEADER + "C;c@x.nl;;;;b@x.nl;;;\nB;b@x.nl;;;;a@x.nl;;;\nA;a@x.nl;;;;@amber;;;")
        self.assertEqual([n.name for n in checked.newcomers], ["A", "B", "C"])
        self.assertEqual(checked.findings, [])

    def test_a_circle_of_managers_is_broken_once_and_said(self) -> None:
        led_by = {"A": "c", "B": "a", "C": "b", "D": "a", "E": "e"}
        rows = "\n".join(f"{name};{name.lower()}@x.nl;;;;{manager}@x.nl;;;" for name, manager in led_by.items())
        checked, _unused = checked_sheet(HEADER + rows)
        self.assertEqual(len(checked.newcomers), 5)
        self.assertEqual([(f.column, f.is_fault) for f in checked.findings], [("manager", False)] * 2)
        before: set[str] = set()
        for newcomer in checked.newcomers:
            self.assertIn(newcomer.manager, {"", *before})
            before.add(newcomer.email)


class SheetTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)

    def _bring(self, content: bytes, name: str = "new.csv") -> str:
        answer = self.client.post("/admin/import/", {"sheet": SimpleUploadedFile(name, content)}, headers=EN)
        self.assertEqual(answer.status_code, 303)
        return answer.headers["Location"]

    def _work(self) -> None:
        while run_one():
            pass

    def test_a_sheet_is_looked_at_made_and_let_in(self) -> None:
        people = Person.objects.count()
        page = self._bring(
            (HEADER + "Zoë Ang;zoe@x.nl;Netten;Lasser;Oost;amber;0612;;\nPiet;;;;;zoe@x.nl;;gast;").encode("cp1252")
        )
        report = self.client.get(page, headers=EN)
        self.assertContains(report, "2 colleagues can be added")
        self.assertContains(report, "Windows-1252")
        self.assertEqual(Person.objects.count(), people)
        with self.hearing(PersonArrived) as heard:
            self.client.post(f"{page}making/")
            self.client.post(f"{page}making/")  # a double click
            self._work()
        self.assertEqual(len(heard), 2)
        zoe, piet = Person.objects.get(email="zoe@x.nl"), Person.objects.get(name="Piet")
        self.assertEqual((zoe.manager, zoe.department, zoe.phone), (self.amber, "Netten", "0612"))
        self.assertEqual((piet.manager, piet.role, piet.email), (zoe, "guest", None))
        self.assertEqual(piet.guest_until, timezone.localdate() + timedelta(days=90))
        self.assertContains(self.client.get(page, headers=EN), "2 colleagues were added")
        self.assertEqual(PeopleSheet.objects.get().text, "")

    def test_the_same_file_again_makes_nobody(self) -> None:
        content = (HEADER + "Zoe;zoe@x.nl;Netten;;;;;;\nKees;;;;;;;;").encode()
        page = self._bring(content)
        self.client.post(f"{page}making/")
        self._work()
        Person.objects.filter(email="zoe@x.nl").update(department="Elders")
        again = self._bring(content)
        self.assertContains(self.client.get(again, headers=EN), "1 is here already")
        self.client.post(f"{again}making/")
        self._work()
        self.assertEqual(Person.objects.filter(name__in=("Zoe", "Kees")).count(), 2)
        self.assertEqual(Person.objects.get(email="zoe@x.nl").department, "Elders")

    def test_links_are_downloaded_once_and_let_people_in(self) -> None:
        page = self._bring((HEADER + "Zoe;zoe@x.nl;;;;;;;\n=Kees;;;;;;;;").encode())
        self.client.post(f"{page}making/")
        self._work()
        with self.hearing(FirstLinksMade) as heard:
            sheets = [self.client.post(f"{page}links/").content.decode("utf-8-sig") for _ in range(2)]
        self.assertEqual(heard, [FirstLinksMade(2, self.eva.pk)] * 2)
        first, second = (list(csv.reader(io.StringIO(sheet), delimiter=";")) for sheet in sheets)
        self.assertEqual([row[0] for row in second[1:]], ["Zoe", "'=Kees"])
        old, new = (re.search(r"/reset/.+", rows[1][3]).group() for rows in (first, second))  # type: ignore[union-attr]
        self.assertEqual(Client().get(old).status_code, 404)
        self.assertEqual(Client().post(new, {"password": PASSWORD}).status_code, 303)
        left = self.client.post(f"{page}links/").content.decode()
        self.assertNotIn("Zoe", left)
        self.assertIn("Kees", left)

    @override_settings(SENDS_MAIL=True, MAILERS=MAILBOX)
    def test_everybody_with_an_address_is_mailed_once(self) -> None:
        page = self._bring((HEADER + "Zoe;zoe@x.nl;;;;;;;\nKees;;;;;;;;\nTom;tom@x.nl;;;;;;;").encode())
        self.client.post(f"{page}making/")
        self._work()
        self.client.post(f"{page}mailing/")
        self.client.post(f"{page}mailing/")
        self._work()
        self.assertEqual(sorted(message.to[0] for message in mail.outbox), ["tom@x.nl", "zoe@x.nl"])
        link = re.search(r"/reset/[\w-]+/", str(mail.outbox[0].body))
        assert link
        self.assertEqual(Client().get(link.group()).status_code, 200)
        self.assertContains(self.client.get(page, headers=EN), "was mailed a link")

    def test_a_batch_that_runs_twice_makes_nobody_twice(self) -> None:
        rows = "\n".join(f"Mens {n};m{n}@x.nl;;;;;;;" for n in range(BATCH + 5))
        sheet = bring_sheet(self.eva, name="x", text=HEADER + rows, encoding="UTF-8")
        begin_making(self.eva, sheet)
        self.assertEqual(make_next(sheet.pk, 0), BATCH)
        self.assertIsNone(make_next(sheet.pk, 0))  # a worker that died after it was done, tried again
        self.assertIsNone(make_next(sheet.pk, BATCH))
        self.assertEqual(Person.objects.filter(name__startswith="Mens ").count(), BATCH + 5)

    def test_who_came_in_meanwhile_is_passed_over_and_said(self) -> None:
        sheet = bring_sheet(
            self.eva, name="x", text=HEADER + "Zoe;zoe@x.nl;;;;;;;\nTom;tom@x.nl;;;;;;;", encoding="UTF-8"
        )
        begin_making(self.eva, sheet)
        welcome_person(name="Zoe", password=PASSWORD, email="zoe@x.nl")
        make_next(sheet.pk, 0)
        sheet.refresh_from_db()
        self.assertEqual((len(sheet.people), [line for line, _why in sheet.missed]), (1, [2]))

    def test_the_report_opens_inert(self) -> None:
        page = self._bring((HEADER + "\n".join(f"Mens {n};mens{n}@@;;;;;;;" for n in range(250))).encode())
        self.assertContains(self.client.get(page, headers=EN), "first 200")
        rows = list(
            csv.reader(io.StringIO(self.client.get(f"{page}report.csv").content.decode("utf-8-sig")), delimiter=";")
        )
        self.assertEqual(len(rows), 251)
        self.assertFalse([cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))])

    def test_a_file_that_cannot_be_read_comes_back_with_why(self) -> None:
        for content in (b"PK\x03\x04", b"", b"a\0b", b"e-mail\nx@y.nl"):
            answer = self.client.post("/admin/import/", {"sheet": SimpleUploadedFile("x.csv", content)}, headers=EN)
            self.assertContains(answer, 'class="field__error"', status_code=422)
        self.assertContains(self.client.post("/admin/import/", {}, headers=EN), "field__error", status_code=422)
        self.assertFalse(PeopleSheet.objects.exists())

    def test_a_sheet_can_be_thrown_away_but_not_half_way(self) -> None:
        page = self._bring((HEADER + "Zoe;zoe@x.nl;;;;;;;").encode())
        self.client.post(f"{page}making/")
        self.assertEqual(self.client.post(f"{page}removal/").status_code, 403)
        self._work()
        self.assertEqual(self.client.post(f"{page}removal/").status_code, 303)
        self.assertFalse(PeopleSheet.objects.exists())
        self.assertTrue(Person.objects.filter(email="zoe@x.nl").exists())

    def test_sheets_are_forgotten(self) -> None:
        ages = {PeopleSheet.State.CHECKED: 2, PeopleSheet.State.MADE: 15, PeopleSheet.State.MAKING: 15}
        for state, days in ages.items():
            PeopleSheet.objects.create(
                pk=id_at(timezone.now() - timedelta(days=days), state), brought_by=self.eva, state=state
            )
        forget_sheets()
        self.assertEqual([sheet.state for sheet in PeopleSheet.objects.all()], [PeopleSheet.State.MAKING])

    def test_only_an_admin_brings_and_makes(self) -> None:
        with self.assertRaises(NotAllowed):
            bring_sheet(self.amber, name="x", text="name\nZoe", encoding="UTF-8")
        sheet = bring_sheet(self.eva, name="x", text="name\nZoe", encoding="UTF-8")
        with self.assertRaises(NotAllowed):
            begin_making(self.amber, sheet)
