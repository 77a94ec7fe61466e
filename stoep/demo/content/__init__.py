"""The content of the demonstration organisation, written for the purpose: read and checked from data files.

Times are told in days ago, so that the network looks as lively on the day it is made as on any other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LINK = re.compile(r"\[\[([a-z0-9-]+)\]\]")  # to an older conversation, by its key
FOLDER = Path(__file__).parent.parent / "data"
Row = dict[str, Any]  # a table of a data file; the fields are told in docs/demo.md and held by `checks`


@dataclass(frozen=True)
class Visitor:
    """Somebody a visitor may step in as."""

    handle: str
    nl: str
    en: str

    def described(self, language: str) -> str:
        """Return who this is, in one sentence."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Company:
    """Everything the demonstration holds; groups and threads oldest first."""

    people: dict[str, Row]
    groups: dict[str, Row]
    threads: list[Row]

    asking: list[tuple[str, str]]  # who asked to be let in, and where
    invited: list[tuple[str, str]]

    @property
    def visitors(self) -> list[Visitor]:
        """Return the people who are offered at the door."""
        return [Visitor(p["handle"], p["nl"], p["en"]) for p in self.people.values() if "nl" in p]

    def inside(self, slug: str) -> set[str]:
        """Return who is in a group; whoever started one that is `leaderless` went before others came."""
        group = self.groups[slug]
        leaders = [] if group.get("leaderless") else group["leaders"]
        everyone = {p["handle"] for p in self.people.values() if p.get("role") != "guest"}
        return {*leaders, *group["members"], *(everyone if group.get("everyone") else ())}

    def readers(self, thread: Row) -> set[str]:
        """Return who may read a thread."""
        if slug := thread.get("group", ""):
            open_to_all = self.groups[slug]["openness"] == "open"
            return self.inside(slug) | (self.readers({}) if open_to_all else set())
        return {p["handle"] for p in self.people.values() if p.get("role") != "guest"}

    def items(self) -> Iterator[Row]:
        """Go through everything that was said."""
        for thread in self.threads:
            yield thread
            yield from thread.get("replies", [])


def _read(name: str) -> Row:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def company() -> Company:
    """Return the company. Raises `ValueError` naming what does not fit together."""
    from stoep.demo.content.checks import check  # it reads the company

    people = {person["handle"]: person for person in _read("people.toml")["person"]}
    rows = _read("groups.toml")["group"]
    groups = {group["slug"]: group for group in sorted(rows, key=lambda group: -group["started"])}
    asking = [(handle, slug) for slug, group in groups.items() for handle in group.get("asking", ())]
    invited = [(handle, slug) for slug, group in groups.items() for handle in group.get("invited", ())]
    threads = [thread for path in sorted(FOLDER.glob("threads-*.toml")) for thread in _read(path.name)["thread"]]
    threads.sort(key=lambda thread: -thread["days_ago"])
    made = Company(people, groups, threads, asking, invited)
    check(made)
    return made
