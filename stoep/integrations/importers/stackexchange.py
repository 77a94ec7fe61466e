"""A Stack Exchange data dump: Users, Posts, Comments, Votes and Badges as XML (facts of the format: its own readme).

Questions and answers keep their HTML; comments are their small Markdown. A vote has a giver only where the dump
names one, so votes are counts; a post's score stands in where there is no Votes.xml. Tags are topics.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath

from stoep.integrations.importers.archive import Archive, Refused
from stoep.integrations.importers.past import Past, PastItem, PastPerson
from stoep.integrations.importers.report import Report
from stoep.integrations.importers.rows import Broken, xml_rows
from stoep.integrations.importers.values import MOST_ID, moment, number
from stoep.topics.models import topic_name

QUESTION, ANSWER = "1", "2"
MADE_UP = "author without account"
UP_VOTE = "2"
MOST_TAGS = 20
FIRST_DAY = datetime(1990, 1, 1, tzinfo=UTC)
POST_TYPES = {
    "3": "tag wiki of no tag",
    "4": "tag excerpt: topics have no text yet",
    "5": "tag wiki: topics have no text yet",
    "6": "nomination for moderator",
    "7": "placeholder of a wiki",
    "8": "privilege wiki",
}
FILES = {"users": "Users.xml", "posts": "Posts.xml", "comments": "Comments.xml", "votes": "Votes.xml"}
NOT_TAKEN = {
    "Badges.xml": ("badge", "badges are not taken"),
    "PostHistory.xml": ("version", "earlier versions are not taken"),
    "PostLinks.xml": ("link", "links between posts stand in their text"),
    "Tags.xml": ("tag", "taken from the questions that bear them"),
}
_TAG = re.compile(r"<([^<>]+)>")


class StackExchange:
    """Reads one dump. Gives the records in an order in which whatever is referred to comes first."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive, self.report = archive, report
        self.files = {PurePosixPath(name).name: name for name in archive.names()}
        for name in archive.passed_over:
            self.report.read_in_part(name, "it is no plain file and was left out")
        if FILES["posts"] not in self.files:
            raise Refused("there is no Posts.xml in it; a .7z has to be unpacked first")
        self.site = PurePosixPath(self.files[FILES["posts"]]).parent.name or archive.path.name.split(".tar")[0]
        self.people: set[str] = set()
        self.posts: dict[str, str] = {}
        self.accepted: set[tuple[str, str]] = set()
        self.topics: set[str] = set()

    def records(self) -> Iterator[Past]:
        """Give people, questions, answers and comments; count everything in the report."""
        yield from self._users()
        votes = self._votes()
        yield from self._posts(QUESTION, votes)
        yield from self._posts(ANSWER, votes)
        yield from self._comments()
        for name, (kind, reason) in NOT_TAKEN.items():
            for row in self._rows(name):
                self.report.held[kind] += 1
                self.report.leave(kind, reason, row.get("Id", ""))

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        """Give the rows of a file; broken XML ends it, and is said in the report. What follows nobody can count."""
        if name not in self.files:
            return
        try:
            yield from xml_rows(self.archive.chunks(self.files[name]))
        except (Broken, Refused) as error:
            self.report.read_in_part(name, str(error))

    def _moment(self, row: dict[str, str], kind: str) -> datetime | None:
        written = moment(row.get("CreationDate", ""))
        if written is None:
            self.report.leave(kind, "no date, or one that cannot be read", row["Id"])
        elif not FIRST_DAY <= written <= datetime.now(UTC):
            self.report.leave(kind, "a date before 1990 or in the future", row["Id"])
        else:
            return written
        return None

    def _known(self, row: dict[str, str], kind: str, seen: set[str]) -> bool:
        """Count a row; say whether it has an id of its own that did not come before."""
        self.report.held[kind] += 1
        if not row.get("Id"):
            self.report.leave(kind, "no id")
        elif len(row["Id"]) > MOST_ID:
            self.report.leave(kind, f"an id of more than {MOST_ID} characters")
        elif row["Id"] in seen:
            self.report.leave(kind, "the same id twice", row["Id"])
        else:
            seen.add(row["Id"])
            return True
        return False

    def _users(self) -> Iterator[PastPerson]:
        for row in self._rows(FILES["users"]):
            if self._known(row, "person", self.people):
                since = self._moment(row, "person")
                if since is None:
                    self.people.discard(row["Id"])  # who wrote something is made up from it
                    continue
                name = row.get("DisplayName", "").strip() or f"user{row['Id']}"
                yield PastPerson(row["Id"], name, since, row.get("AboutMe", ""), row.get("Location", ""))

    def _votes(self) -> Counter[str] | None:
        """Return how many up-votes each post has, None without Votes.xml."""
        if FILES["votes"] not in self.files:
            return None
        counts: Counter[str] = Counter()
        for row in self._rows(FILES["votes"]):
            self.report.held["vote"] += 1
            if row.get("VoteTypeId") == UP_VOTE:
                counts[row.get("PostId", "")] += 1
                self.report.taken["vote"] += 1
            else:
                self.report.leave("vote", f"vote of type {_type(row.get('VoteTypeId', ''))}", row.get("Id", ""))
        return counts

    def _posts(self, wanted: str, votes: Counter[str] | None) -> Iterator[Past]:
        seen = set(self.posts)
        kind = "question" if wanted == QUESTION else "answer"
        for row in self._rows(FILES["posts"]):
            type_ = row.get("PostTypeId", "")
            if wanted == QUESTION and type_ not in (QUESTION, ANSWER):
                self._other_post(row, type_)
            if type_ == wanted and self._known(row, kind, seen) and (written := self._moment(row, kind)):
                if kind == "answer" and self.posts.get(row.get("ParentId", "")) != "question":
                    self.report.leave(kind, "its question is not in the dump", row["Id"])
                    continue
                self.posts[row["Id"]] = kind
                author = yield from self._author(row, "Owner", written)
                yield self._post(row, kind, author, written, votes)

    def _other_post(self, row: dict[str, str], type_: str) -> None:
        self.report.held["other post"] += 1
        self.report.leave("other post", POST_TYPES.get(type_, f"post of type {_type(type_)}"), row.get("Id", ""))

    def _post(
        self, row: dict[str, str], kind: str, author: str, written: datetime, votes: Counter[str] | None
    ) -> PastItem:
        if kind == "question" and row.get("AcceptedAnswerId"):
            self.accepted.add((row["Id"], row["AcceptedAnswerId"]))
        count = votes[row["Id"]] if votes is not None else number(row.get("Score", "")) or 0
        return PastItem(
            kind=kind,
            external_id=row["Id"],
            author=author,
            written=written,
            parent=("question", row["ParentId"]) if kind == "answer" else None,
            title=row.get("Title", "").strip()[:200] if kind == "question" else "",
            html=row.get("Body", ""),
            topics=self._topics(row.get("Tags", "")) if kind == "question" else (),
            edited=self._edited(row, written),
            appreciations=max(0, min(count, 1_000_000)),
            accepted=(row.get("ParentId", ""), row["Id"]) in self.accepted,
        )

    def _topics(self, tags: str) -> tuple[str, ...]:
        """Return the names of topics in `tags`, "<a><b>" or "|a|b|"; count each the first time."""
        found = _TAG.findall(tags) or [tag for tag in tags.split("|") if tag]
        names = dict.fromkeys(name for tag in found[:MOST_TAGS] if (name := self._topic(tag)))
        for _more in found[MOST_TAGS:]:
            self.report.held["topic"] += 1
            self.report.leave("topic", f"more than {MOST_TAGS} tags on one question")
        return tuple(names)

    def _topic(self, tag: str) -> str:
        name = topic_name(tag)
        if not name:
            self.report.held["topic"] += 1
            self.report.leave("topic", "a tag without letters or digits")
        elif name not in self.topics:
            self.topics.add(name)
            self.report.held["topic"] += 1
        return name

    @staticmethod
    def _edited(row: dict[str, str], written: datetime) -> datetime | None:
        edited = moment(row.get("LastEditDate", ""))
        return edited if edited and written <= edited <= datetime.now(UTC) else None

    def _comments(self) -> Iterator[Past]:
        seen: set[str] = set()
        for row in self._rows(FILES["comments"]):
            if self._known(row, "comment", seen) and (written := self._moment(row, "comment")):
                above = self.posts.get(row.get("PostId", ""))
                if above is None:
                    self.report.leave("comment", "what it is about is not in the dump, or not taken", row["Id"])
                    continue
                author = yield from self._author(row, "", written)
                yield PastItem(
                    kind="comment",
                    external_id=row["Id"],
                    author=author,
                    written=written,
                    parent=(above, row["PostId"]),
                    markdown=row.get("Text", ""),
                    appreciations=max(0, number(row.get("Score", "")) or 0),
                )

    def _author(self, row: dict[str, str], prefix: str, written: datetime) -> Generator[PastPerson, None, str]:
        """Return the external id of who wrote a row; somebody the dump has no user for is made up from the name."""
        user, name = row.get(f"{prefix}UserId", ""), row.get(f"{prefix or 'User'}DisplayName", "").strip()
        user = user if len(user) <= MOST_ID else ""
        if user in self.people:
            return user
        external_id = f"id:{user}" if user else f"name:{name.casefold()[:100]}" if name else "nobody"
        if external_id not in self.people:
            self.people.add(external_id)
            self.report.held[MADE_UP] += 1
            yield PastPerson(external_id, name or (f"user{user}" if user else "?"), written, kind=MADE_UP)
        return external_id


def _type(text: str) -> str:
    """Return a type as a report names it; what is no small number is not repeated there."""
    return text if number(text) is not None else "?"
