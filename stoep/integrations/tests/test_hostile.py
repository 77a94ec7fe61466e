"""Archives of hostile values: whatever stands in them, the end is an honest report and a network that is right."""

from __future__ import annotations

import random
from xml.sax.saxutils import quoteattr

from django.core.management.base import CommandError

from stoep.integrations.models import ImportedRow, ImportRun
from stoep.integrations.tests.case import EVERYTHING, ImportTestCase
from stoep.integrations.tests.dumps import DAY, dump
from stoep.items.models import Item
from stoep.kernel.facts import wiring
from stoep.people.models import Person

ROUNDS = 12
HONEST = 0.6  # of all values, so that much is taken
GOOD = {"Id": "", "CreationDate": DAY.format(2), "OwnerUserId": "1", "VoteTypeId": "2"}
IDS = ("1", "2", "3", "10", "11", "12", "13", "20", "²", "--1", "-1", "", " ", "id:1", "nobody", "9" * 99, "9" * 5000)
DATES = (*(DAY.format(n) for n in range(4)), "", "once", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
         "2012-02-30", "2012-W09-4", "-1", "1989-12-31", "2012-03-01T10:00:00+23:59")  # fmt: skip
NUMBERS = ("0", "3", "-3", "+3", "²", "٣", "9" * 5000, "1e9", "", "--1", "0x10", "NaN")
TEXTS = (
    "", " ", "word", "\u202e\u200b\ufeff", "é" * 500, "\U0001f600" * 300, "x" * 100_000, "a, b; c=d '\"", "[" * 30_000,
    "<b>" * 20_000, "<p>" + "<a href='/q/1'>" * 2000, "&amp;&#0;&#xD800;", "<script>x()</script>", "\u0085\u2028\ue000",
    "javascript:x()", "%s %(n)s {0} {{ x }} {% url %}", "\t\r\n", "ß" * 200, "\uffa0" * 50, "/questions/²/x",
)  # fmt: skip
TAGS = ("", "<a><b>", "|a|b|", "<C><c>", "<++>", "<" + "x" * 5000 + ">", "<a" * 500, "<ﬃ><ffi>", "<b>" * 3000, "<_><->")
KINDS = ("1", "1", "1", "2", "2", "2", "", "5", "²", "9" * 5000)


class HostileTests(ImportTestCase):
    def xml(self, chance: random.Random, name: str, fields: dict[str, tuple[str, ...]]) -> bytes:
        rows = []
        for number in range(1, chance.randint(5, 25)):
            good = {**GOOD, "Id": str(number), "PostId": str(chance.randint(1, 25)), "ParentId": str(number // 2)}
            honest = {key: good.get(key, values[2]) for key, values in fields.items() if chance.random() < HONEST}
            given = {key: chance.choice(values) for key, values in fields.items() if chance.random() < 0.9} | honest
            rows.append(f"<row {' '.join(f'{key}={quoteattr(value)}' for key, value in given.items())}/>")
        return f"<?xml version='1.0'?><{name}>{''.join(rows)}</{name}>".encode()

    def files(self, chance: random.Random) -> dict[str, bytes]:
        who = {"DisplayName": TEXTS, "Location": TEXTS, "AboutMe": TEXTS}
        post = {"PostTypeId": KINDS, "ParentId": IDS, "AcceptedAnswerId": IDS, "OwnerUserId": IDS, "Score": NUMBERS}
        more = {"OwnerDisplayName": TEXTS, "Title": TEXTS, "Body": TEXTS, "Tags": TAGS, "LastEditDate": DATES}
        comment = {"PostId": IDS, "UserId": IDS, "UserDisplayName": TEXTS, "Text": TEXTS, "Score": NUMBERS}
        own = {"Id": IDS, "CreationDate": DATES}
        files = {
            "Users.xml": self.xml(chance, "users", own | who),
            "Posts.xml": self.xml(chance, "posts", own | post | more),
            "Comments.xml": self.xml(chance, "comments", own | comment),
            "Votes.xml": self.xml(chance, "votes", {"Id": IDS, "PostId": IDS, "VoteTypeId": NUMBERS}),
        }
        if chance.random() < 0.5:
            del files["Votes.xml"]
        return files

    def test_whatever_stands_there_it_is_accounted_for_and_comes_out_again(self) -> None:
        self.client.force_login(self.reader)
        items = 0
        for number in range(ROUNDS):
            with self.subTest(seed=number):
                path = dump(self.folder, self.files(random.Random(number)), site="hostile.example")
                self.take(path)
                items += EVERYTHING.count()
                self.look()
                self.assertEqual(self.taken(self.take(path)).keys() - {"vote"}, set())
                for run in ImportRun.objects.all():
                    self.command("undo", str(run.pk))
                self.assertEqual((EVERYTHING.count(), ImportedRow.objects.count(), Person.objects.count()), (0, 0, 1))
                ImportRun.objects.all().delete()
        self.assertGreater(items, 5 * ROUNDS)

    def look(self) -> None:
        self.assertEqual([check.holds for check in wiring().CHECKS if check.run()], [])
        for item in EVERYTHING.filter(kind=Item.Kind.QUESTION):
            self.assertEqual(self.client.get(item.get_absolute_url()).status_code, 200)
        for person in Person.objects.filter(is_placeholder=True):
            self.assertEqual(self.client.get(person.get_absolute_url()).status_code, 200)

    def test_bytes_that_are_no_xml_end_the_file_and_are_said(self) -> None:
        ends = (
            b"&#0;",
            b"&#xD800;",
            b"\x00",
            b"\xed\xa0\x80",
            b"\xff\xfe",
            b"\x01",
            b"&x;",
            b"<",
            b'" Id="2',
            b"&#x110000;",
        )
        for number, bad in enumerate(ends):
            row = b'<row Id="1" PostTypeId="1" CreationDate="2012-01-01" Body="' + bad + b'"/>'
            posts = b"<?xml version='1.0'?><posts>" + row + b"</posts>"
            with self.assertRaises(CommandError) as caught:
                self.take(dump(self.folder, {"Posts.xml": posts}, site=f"bytes{number}.example"))
            self.assertEqual(caught.exception.returncode, 1)
            self.assertEqual(self.reported(), {})
