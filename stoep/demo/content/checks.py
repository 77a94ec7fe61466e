"""What must fit together in the demonstration: whoever speaks exists, has arrived, and may read what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stoep.demo.content import LINK, Company, Row

REACTIONS = {"agree", "thanks", "learned", "lovely"}
KINDS = {"post", "question", "announcement"}
_MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9-]*)")


def check(company: Company) -> None:
    """Raise `ValueError` naming everything that does not fit together."""
    wrong = [*_people(company), *_groups(company), *_threads(company)]
    if wrong:
        raise ValueError("the demonstration does not fit together:\n  " + "\n  ".join(wrong))


def _people(company: Company) -> Iterator[str]:
    for handle, person in company.people.items():
        for other in ("manager", "invited_by"):
            if person.get(other, handle) not in company.people:
                yield f"{handle}: {other} is nobody"


def _groups(company: Company) -> Iterator[str]:
    for slug, group in company.groups.items():
        if unknown := company.inside(slug) - set(company.people):
            yield f"{slug}: members nobody knows: {unknown}"
        if group["leaders"][0] not in company.people:
            yield f"{slug}: started by nobody"
        elif group["started"] > _arrived(company, group["leaders"][0]):
            yield f"{slug}: started before its leader arrived"


def _arrived(company: Company, handle: str) -> float:
    return float(company.people[handle]["arrived"])


def _threads(company: Company) -> Iterator[str]:
    told: set[str] = set()
    for thread in company.threads:
        key, slug = thread["key"], thread.get("group", "")
        if key in told:
            yield f"{key}: a second thread of this key"
        if thread["kind"] not in KINDS or bool(thread.get("title")) != (thread["kind"] != "post"):
            yield f"{key}: a {thread['kind']} with or without a title"
        if slug and slug not in company.groups:
            yield f"{key}: no group {slug}"
            continue
        if slug and thread["by"] not in company.inside(slug):
            yield f"{key}: {thread['by']} is not in {slug}"
        if slug and thread["days_ago"] > company.groups[slug]["started"]:
            yield f"{key}: before {slug} was started"
        if (thread.get("pinned") and not slug) or ("days" in thread) != (thread["kind"] == "announcement"):
            yield f"{key}: pinned in no group, or on top for days and no announcement"
        for link in (link for row in _rows(thread) for link in LINK.findall(row["body"])):
            if link not in told:
                yield f"{key}: links to {link}, which is not older"
        told.add(key)
        for row in _rows(thread):
            yield from (f"{key}: {what}" for what in _row(company, thread, row))
        yield from (f"{key}: {what}" for what in _replies(thread))


def _rows(thread: Row) -> list[Row]:
    return [thread, *thread.get("replies", [])]


def _row(company: Company, thread: Row, row: Row) -> Iterator[str]:
    readers, by = company.readers(thread), row["by"]
    said = thread["days_ago"] - row.get("hours", 0) / 24
    if by not in readers:
        yield f"{by} cannot read it"
    elif said > _arrived(company, by):
        yield f"{by} speaks before arriving"
    for key in LINK.findall(row["body"]):
        target = next((other for other in company.threads if other["key"] == key), None)
        if target and not readers & company.readers({}) <= company.readers(target):
            yield f"links to {key}, which not all colleagues here may read"
    for handle in _MENTION.findall(row["body"]):
        if handle not in readers:
            yield f"@{handle} cannot read it"
    givers = [giver for giver, _ in row.get("reactions", [])]
    if len(set(givers)) != len(givers) or by in givers or not set(givers) <= readers:
        yield f"reactions to {by}: {givers}"
    if wrong := {what for _, what in row.get("reactions", [])} - REACTIONS:
        yield f"reactions nobody can give: {wrong}"


def _replies(thread: Row) -> Iterator[str]:
    replies = thread.get("replies", [])
    hours = [reply["hours"] for reply in replies]
    if hours != sorted(hours) or (hours and (hours[0] <= 0 or hours[-1] / 24 >= thread["days_ago"])):
        yield "replies out of order, before the thread, or in the future"
    if any(not 0 <= reply.get("to", 0) <= max(0, number - ("to" in reply)) for number, reply in enumerate(replies)):
        yield "an answer to a reply that comes later"
    if sum(reply.get("accepted", False) for reply in replies) > (thread["kind"] == "question"):
        yield "more than one accepted answer, or one to no question"
