"""Publishes annotated IRC logs (a tar.gz of *.raw.txt and *.annotation.txt) through the product's own actions.

Each line `[hh:mm] <name> text` is a message; an annotation `a b -` says that message b answers message a. A message
that answers nothing starts a thread. The archive is read in place. Ids are those of the moment of the log.
"""

from __future__ import annotations

import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path

from django.db import transaction

from stoep.items.actions import publish, reply
from stoep.items.models import Item
from stoep.kernel.hearing import hear_facts
from stoep.kernel.ids import id_at
from stoep.organisation.actions import found_organisation
from stoep.organisation.models import Organisation
from stoep.people.actions import welcome_person
from stoep.people.models import Person

PER_TRANSACTION = 200
MOST_SIGNS = 20_000
_LINE = re.compile(r"^\[(\d\d):(\d\d)\] <([^>]{1,100})> (.*\S)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\.")


@dataclass(frozen=True)
class Message:
    """One line of a log: its key, whom it answers (or ""), when, who and what."""

    key: str
    answers: str
    id_: int
    name: str
    text: str


def messages_of(archive: Path) -> Iterator[Message]:
    """Give the messages of all logs, log by log, oldest first."""
    with tarfile.open(archive) as tar:
        texts = {
            member.name: tar.extractfile(member).read().decode("utf-8", "replace")  # type: ignore[union-attr]
            for member in tar
            if member.name.endswith((".raw.txt", ".annotation.txt"))
        }
    for number, name in enumerate(sorted(name for name in texts if name.endswith(".raw.txt"))):
        yield from _log(number, name, texts[name], texts.get(name.replace(".raw.", ".annotation."), ""))


def _log(number: int, name: str, raw: str, annotation: str) -> Iterator[Message]:
    day = datetime(*map(int, _DAY.search(name).groups()), tzinfo=UTC)  # type: ignore[arg-type, union-attr, misc]
    answers = _answers(annotation)
    known: set[int] = set()
    last = day
    for line, text in enumerate(raw.split("\n")):
        found = _LINE.match(text)
        if not found:
            continue
        hour, minute, who, said = found.groups()
        last = max(last, day + timedelta(hours=int(hour), minutes=int(minute), milliseconds=number))
        known.add(line)
        to = max((n for n in answers.get(line, ()) if n in known), default=None)
        answered = f"{number}:{to}" if to is not None else ""
        yield Message(f"{number}:{line}", answered, id_at(last, line), who, said[:MOST_SIGNS])


def _answers(annotation: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in annotation.split("\n"):
        if parts := row.split():
            earlier, later = sorted(map(int, parts[:2]))
            if earlier != later:
                found.setdefault(later, []).append(earlier)
    return found


def welcome_all(names: list[str]) -> dict[str, Person]:
    """Make an account for each name; nobody can sign in to it."""
    if not Organisation.objects.exists():
        found_organisation(name="Archief", language="en", accent="#ff6a1f")
    people = {}
    for some in batched(names, PER_TRANSACTION):
        with transaction.atomic():
            for name in some:
                people[name] = welcome_person(name=name, password=None, language="en")
    return people


class Publisher:
    """Publishes messages in order; remembers what answered what."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people
        self.made: dict[str, Item] = {}
        self.counts: Counter[str] = Counter()

    def run(self, messages: list[Message]) -> None:
        """Publish all, some hundreds in a transaction."""
        for some in batched(messages, PER_TRANSACTION):
            with transaction.atomic():
                for message in some:
                    self.made[message.key] = self._publish(message)

    def _publish(self, message: Message) -> Item:
        author = self.people[message.name]
        if message.answers:
            self.counts["replies"] += 1
            return reply(author, self.made[message.answers], body=message.text, id_=message.id_)
        self.counts["threads"] += 1
        return publish(author, kind=Item.Kind.POST, body=message.text, id_=message.id_)


def run(archive: Path) -> dict[str, float]:
    """Publish the whole archive, let the listeners hear it, and return the figures."""
    messages = list(messages_of(archive))
    started = time.perf_counter()
    people = welcome_all(sorted({message.name for message in messages}))
    welcomed = time.perf_counter()
    publisher = Publisher(people)
    publisher.run(messages)
    published = time.perf_counter()
    facts = 0
    while heard := hear_facts():
        facts += heard
    done = time.perf_counter()
    return {
        "people": len(people),
        "people_a_second": round(len(people) / (welcomed - started)),
        "messages": len(messages),
        **publisher.counts,
        "seconds": round(published - welcomed, 1),
        "messages_a_second": round(len(messages) / (published - welcomed)),
        "facts_heard_a_second": round(facts / (done - published)),
    }
