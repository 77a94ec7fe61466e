"""Archives that are damaged, hostile or not what they seem: a report, never a traceback, and nothing left open."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError

from stoep.integrations.models import ImportedRow, ImportRun
from stoep.integrations.tests.case import EVERYTHING, ImportTestCase
from stoep.integrations.tests.dumps import COMMENTS, FILES, POSTS, USERS, dump, xml
from stoep.items.models import Item, Question
from stoep.people.models import Person

LATE = "9999-12-31T23:59:59-14:00"
EARLY = "0001-01-01T00:00:00+14:00"


class MalformedTests(ImportTestCase):
    def refused(self, path: Path) -> str:
        with self.assertRaises(CommandError) as caught:
            self.take(path)
        self.assertEqual(caught.exception.returncode, 2)
        self.assertEqual((EVERYTHING.count(), Person.objects.count()), (0, 1))
        return str(caught.exception)

    def posts(self, *changes: dict[str, str]) -> Path:
        """Write a dump whose posts are the usual ones, changed."""
        rows = [{**row, **change} for row, change in zip(POSTS, changes, strict=False)]
        return dump(self.folder, {**FILES, "Posts.xml": xml("posts", [*rows, *POSTS[len(rows) :]])})

    def test_broken_xml_keeps_what_came_before_and_is_noted_once(self) -> None:
        broken = FILES["Posts.xml"].replace(b'<row Id="11"', b"<row <<")
        kinds = self.take_part(dump(self.folder, {**FILES, "Posts.xml": broken}))
        self.assertEqual((kinds["question"]["held"], kinds["question"]["taken"]), (1, 1))
        self.assertNotIn("answer", kinds)
        self.assertEqual((self.folder / "report.json").read_text("utf-8").count("Posts.xml was read only in part"), 1)

    def test_entities_are_refused(self) -> None:
        bomb = '<!DOCTYPE posts [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        kinds = self.take_part(dump(self.folder, {**FILES, "Posts.xml": xml("posts", POSTS, head=bomb)}))
        self.assertNotIn("question", kinds)

    def test_encodings_that_are_none_are_said(self) -> None:
        for encoding in ("utf-7", "idna", "rot13", "undefined", "no-such", "utf-16"):
            head = f"<?xml version='1.0' encoding='{encoding}'?><posts><row Id='1'/></posts>".encode()
            kinds = self.take_part(dump(self.folder, {**FILES, "Posts.xml": head}, site=f"{encoding}.example"))
            self.assertNotIn("question", kinds, encoding)

    def test_a_bomb_is_refused(self) -> None:
        zeros = dump(self.folder, {**FILES, "Comments.xml": b"<comments>" + b" " * 60_000_000})
        self.assertLess(zeros.stat().st_size, 1_000_000)
        self.assertNotIn("comment", self.take_part(zeros))

    def test_a_row_that_is_too_long_ends_its_file(self) -> None:
        for length in (5_000_000, 30_000_000):
            rows = xml("comments", [COMMENTS[0], {**COMMENTS[1], "Text": "x" * length}])
            (self.folder / str(length)).mkdir()
            for name, content in {**FILES, "Comments.xml": rows}.items():
                (self.folder / str(length) / name).write_bytes(content)
            self.assertEqual(self.take_part(self.folder / str(length))["comment"]["taken"], 1)
            self.assertIn("a row is too long", (self.folder / "report.json").read_text("utf-8"))

    def test_paths_that_lead_elsewhere_are_refused(self) -> None:
        self.assertIn("elsewhere", self.refused(dump(self.folder, {"../Posts.xml": FILES["Posts.xml"]})))
        self.assertIn("elsewhere", self.refused(dump(self.folder, {"/etc/Posts.xml": FILES["Posts.xml"]})))

    def test_what_is_no_archive_is_refused(self) -> None:
        path = self.folder / "x.tar.gz"
        path.write_bytes(b"\x1f\x8b nothing")
        self.assertIn("damaged", self.refused(path))
        self.assertIn("not there", self.refused(self.folder / "none.zip"))
        self.assertIn("no Posts.xml", self.refused(dump(self.folder, {"Users.xml": FILES["Users.xml"]})))

    def test_an_archive_that_is_damaged_anywhere_is_no_traceback(self) -> None:
        whole = dump(self.folder).read_bytes()
        path = self.folder / "damaged.tar.gz"
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            path.write_bytes(whole[:at] + b"\xff\xff" + whole[at + 2 :])
            try:
                self.command("stackexchange", str(path), "--dry-run")
            except CommandError as error:
                self.assertIn(error.returncode, (1, 2))

    def test_links_are_left_out_with_a_reason(self) -> None:
        folder = self.folder / "pumps.example"
        folder.mkdir()
        elsewhere = self.folder / "elsewhere.xml"
        elsewhere.write_bytes(FILES["Comments.xml"])
        for name, content in FILES.items():
            (folder / name).write_bytes(content)
        (folder / "Comments.xml").unlink()
        (folder / "Comments.xml").symlink_to(elsewhere)
        self.assertNotIn("comment", self.take_part(folder))
        self.assertIn("Comments.xml was read only in part: it is no plain", (self.folder / "report.json").read_text())

    def test_a_report_that_cannot_be_written_is_said_first(self) -> None:
        with self.assertRaisesRegex(CommandError, "report cannot be written to /nonexistent/x.json") as caught:
            self.command("stackexchange", str(dump(self.folder)), "--report", "/nonexistent/x.json")
        self.assertEqual(caught.exception.returncode, 2)
        self.assertFalse(ImportRun.objects.exists())

    def test_doubles_and_rows_without_id(self) -> None:
        users = xml("users", [*USERS, USERS[0], {"DisplayName": "No id", "CreationDate": "2012-01-01"}])
        kinds = self.take(dump(self.folder, {**FILES, "Users.xml": users}))
        self.assertEqual(kinds["person"]["left_out"], {"the same id twice": 1, "no id": 1})

    def test_moments_outside_the_calendar_are_left_out(self) -> None:
        kinds = self.take(self.posts({"CreationDate": LATE}, {"CreationDate": EARLY}))
        self.assertEqual(kinds["question"]["left_out"], {"no date, or one that cannot be read": 2})
        self.assertEqual(self.taken(kinds).get("answer"), None)

    def test_an_edit_outside_the_calendar_is_none(self) -> None:
        self.take(self.posts({"LastEditDate": EARLY}))
        self.assertIsNone(EVERYTHING.get(kind=Item.Kind.QUESTION).edited_at)

    def test_a_score_that_is_no_number_counts_as_none(self) -> None:
        for number, score in enumerate(("9" * 5000, "²", "--4", "4e3", "", "99999999")):
            name = f"site{number}.example"
            comments = xml("comments", [{**COMMENTS[0], "Score": score}])
            files = {**FILES, "Posts.xml": xml("posts", [{**POSTS[0], "Score": score}, POSTS[1]])}
            self.take(dump(self.folder, {**files, "Comments.xml": comments}, site=name))
        self.assertEqual(set(EVERYTHING.values_list("reactions", flat=True)), {""})

    def test_ids_that_are_long_or_no_numbers(self) -> None:
        kinds = self.take(self.posts({"Id": "9" * 101}, {}, {"Id": "²", "ParentId": "--10"}, {"Id": "--10"}))
        self.assertEqual(kinds["question"]["left_out"]["an id of more than 100 characters"], 1)
        kinds = self.take(self.posts({"Id": "--10"}, {"Id": "²", "ParentId": "--10", "OwnerUserId": "8" * 101}))
        self.assertEqual((kinds["question"]["taken"], kinds["answer"]["taken"]), (1, 1))

    def test_the_answer_of_another_question_is_not_accepted(self) -> None:
        other = {**POSTS[0], "Id": "15", "Title": "Other?", "AcceptedAnswerId": "11"}
        rows = [{**POSTS[0], "AcceptedAnswerId": "10"}, POSTS[1], other, {**POSTS[1], "Id": "16", "ParentId": "11"}]
        kinds = self.take(dump(self.folder, {**FILES, "Posts.xml": xml("posts", rows)}))
        self.assertFalse(Question.objects.exclude(answer=None).exists())
        self.assertEqual(kinds["answer"]["left_out"], {"its question is not in the dump": 1})

    def test_tags_that_mean_the_same_or_nothing(self) -> None:
        many = "".join(f"<tag{n}>" for n in range(30))
        kinds = self.take(self.posts({"Tags": f"<C><c><+++>{many}"}))
        left = {"a tag without letters or digits": 1, "more than 20 tags on one question": 13}
        self.assertEqual((kinds["topic"]["taken"], kinds["topic"]["left_out"]), (18, left))

    def test_types_of_votes_and_posts_are_not_repeated(self) -> None:
        votes = [{"Id": str(n), "PostId": "10", "VoteTypeId": kind} for n, kind in enumerate(("2", "9" * 5000, "<b>"))]
        posts = xml("posts", [*POSTS, {"Id": "17", "PostTypeId": "x" * 500}])
        kinds = self.take(dump(self.folder, {**FILES, "Votes.xml": xml("votes", votes), "Posts.xml": posts}))
        self.assertEqual(kinds["vote"]["left_out"], {"vote of type ?": 2})
        self.assertEqual(kinds["other post"]["left_out"]["post of type ?"], 1)

    def test_a_long_text_keeps_its_signs(self) -> None:
        text = "a < b & c <em>no</em> " * 1000
        self.take(dump(self.folder, {**FILES, "Comments.xml": xml("comments", [{**COMMENTS[0], "Text": text}])}))
        self.assertIn("&lt;em&gt;no&lt;/em&gt;", EVERYTHING.get(parent__parent__isnull=False).html)

    def test_long_names_fit(self) -> None:
        site = "history.meta.stackexchange.com"
        self.take(dump(self.folder, site=site))
        self.assertEqual(set(ImportedRow.objects.values_list("source", flat=True)), {f"stackexchange:{site}"})
        folder = self.folder / ("long" * 60)
        folder.mkdir()
        (folder / "Posts.xml").write_bytes(FILES["Posts.xml"])
        self.assertEqual(self.take(folder)["question"]["taken"], 1)
        self.assertEqual(self.taken(self.take(folder)), {})
