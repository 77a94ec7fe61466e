"""The content of the demonstration organisation, written for the purpose: read and checked from data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data")


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
    """Everything the demonstration holds."""

    people: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    threads: list[dict[str, Any]] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def company() -> Company:
    """Return the company. Raises `ValueError` naming what does not fit together."""
    people, groups = _read("people.toml")["person"], _read("groups.toml")["group"]
    threads = [thread for path in sorted(FOLDER.glob("threads-*.toml")) for thread in _read(path.name)["thread"]]
    visitors = [Visitor(p["handle"], p["nl"], p["en"]) for p in people if "nl" in p]
    made = Company(people, groups, threads, visitors)
    _check(made)
    return made


def _check(made: Company) -> None:
    handles = {person["handle"] for person in made.people}
    members = {group["slug"]: {*group["leaders"], *group["members"]} for group in made.groups}
    for slug, inside in members.items():
        if unknown := inside - handles:
            raise ValueError(f"group {slug} has members nobody knows: {unknown}")
    for thread in made.threads:
        for row in (thread, *thread.get("replies", [])):
            if row["by"] not in handles:
                raise ValueError(f"nobody is called {row['by']}")
        group = thread.get("group", "")
        if group and thread["by"] not in members[group]:
            raise ValueError(f"{thread['by']} writes in {group} without being in it")
