"""Seeds an installation with realistic skew, straight into the tables: people, groups, topics, roots, replies.

Shape (facts of the data engine): authors, groups and topics by Zipf; subscriptions median about 59; about a fifth
of the roots in closed or secret groups; about 2.9 stream entries a root; two replies a root on average, and a few
threads with exactly 20 and 500.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import accumulate, islice

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.organisation.actions import found_organisation
from stoep.organisation.models import Organisation
from stoep.people.models import Person
from stoep.streams.models import Stream
from stoep.topics.models import Topic

WORDS = [
    "de",
    "het",
    "een",
    "van",
    "in",
    "op",
    "met",
    "voor",
    "niet",
    "ook",
    "nog",
    "wel",
    "pomp",
    "warmte",
    "leiding",
    "storing",
    "klant",
    "planning",
    "monteur",
    "vergadering",
    "rooster",
    "kabel",
    "druk",
    "meting",
    "afspraak",
    "wijk",
    "buurt",
    "straat",
    "project",
    "team",
    "werk",
    "vandaag",
    "morgen",
    "week",
    "maand",
    "overleg",
    "vraag",
    "antwoord",
    "idee",
    "probleem",
    "oplossing",
    "controle",
    "onderhoud",
    "veiligheid",
    "sleutel",
    "auto",
    "fiets",
    "kantoor",
    "scherm",
    "telefoon",
    "code",
    "rapport",
    "cijfer",
    "begroting",
    "contract",
    "levering",
    "bestelling",
    "voorraad",
    "magazijn",
    "dienst",
    "nacht",
    "weekend",
    "feest",
    "taart",
    "koffie",
]
BATCH = 20_000
PER_DAY_MS = 86_400_000
YEARS = 3


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """Return cumulative Zipf weights of `count` things."""
    return list(accumulate(1 / (rank + 1) ** exponent for rank in range(count)))


def insert(table: str, columns: str, rows: Iterator[tuple[object, ...]] | list[tuple[object, ...]]) -> int:
    """Write rows in batches; return how many."""
    marks = ",".join(["%s"] * len(columns.split(",")))
    total, stream = 0, iter(rows)
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)
        total += len(batch)
    return total


class Seeder:
    """Writes one network of `people` people and `roots` roots, the same for the same `seed`."""

    def __init__(self, people: int, roots: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.roots = roots
        self.now = int(time.time() * 1000) - 3_600_000
        self.start = self.now - YEARS * 365 * PER_DAY_MS
        self.people = [id_at_ms(self.start - (people - n) * 1000) for n in range(people)]
        self.groups = [id_at_ms(self.start - 10 * PER_DAY_MS + n * 1000) for n in range(max(20, people // 10))]
        self.openness = [self.chance.choices((0, 1, 2), (75, 18, 7))[0] for _ in self.groups]
        self.topics = [f"onderwerp-{n}" for n in range(max(20, people // 10))]
        self.texts = [self._text(self.chance.choice((12, 25, 40, 60, 90))) for _ in range(5000)]

    def _text(self, words: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=words)).capitalize() + "."

    def run(self) -> dict[str, int]:
        """Write everything; return the counts."""
        if not Organisation.objects.exists():
            found_organisation(name="Meetbedrijf", language="nl", accent="#ff6a1f")
        self._people()
        self._groups()
        self._streams()
        members = self._members()
        counts = self._items(members)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return {"people": len(self.people), "groups": len(self.groups), **counts}

    def _people(self) -> None:
        password = make_password("meten is weten")
        made = (
            Person(pk=pk, handle=f"p{n}", name=f"Persoon {n} van Meten", password=password, function="Monteur")
            for n, pk in enumerate(self.people)
        )
        Person.objects.bulk_create(made, batch_size=2000)

    def _groups(self) -> None:
        made = (
            Group(pk=pk, slug=f"groep-{n}", name=f"Groep {n}", purpose="Meten", openness=self.openness[n])
            for n, pk in enumerate(self.groups)
        )
        Group.objects.bulk_create(made, batch_size=2000)
        Topic.objects.bulk_create([Topic(name=name) for name in self.topics], batch_size=2000)
        self.topic_ids = list(Topic.objects.order_by("pk").values_list("pk", flat=True))

    def _streams(self) -> None:
        kinds = Stream.Kind
        places = [(kinds.EVERYONE, 0), (kinds.QUESTIONS, 0), (kinds.ANNOUNCEMENTS, 0)]
        places += [(kinds.PERSON, pk) for pk in self.people] + [(kinds.GROUP, pk) for pk in self.groups]
        places += [(kinds.TOPIC, pk) for pk in self.topic_ids]
        Stream.objects.bulk_create([Stream(kind=kind, ref_id=ref) for kind, ref in places], batch_size=2000)
        self.stream = {(kind, ref): pk for pk, kind, ref in Stream.objects.values_list("pk", "kind", "ref_id")}

    def _members(self) -> list[list[int]]:
        """Write who is in which group and who follows what; return the members of each group."""
        members: list[set[int]] = [set() for _ in self.groups]
        group_weights, topic_weights = zipf(len(self.groups), 0.8), zipf(len(self.topics), 0.8)
        people_weights = zipf(len(self.people), 0.7)
        subscriptions: set[tuple[int, int]] = set()
        for person in self.people:
            wanted = min(1400, max(5, int(self.chance.lognormvariate(4.1, 0.9))))
            for n in self.chance.choices(range(len(self.groups)), cum_weights=group_weights, k=wanted // 5):
                members[n].add(person)
                subscriptions.add((person, self.stream[Stream.Kind.GROUP, self.groups[n]]))
            for n in self.chance.choices(range(len(self.people)), cum_weights=people_weights, k=wanted // 2):
                subscriptions.add((person, self.stream[Stream.Kind.PERSON, self.people[n]]))
            for n in self.chance.choices(range(len(self.topics)), cum_weights=topic_weights, k=wanted // 3):
                subscriptions.add((person, self.stream[Stream.Kind.TOPIC, self.topic_ids[n]]))
        for n, group in enumerate(members):
            group.add(self.people[n % len(self.people)])
        rows = [(p, self.groups[n], False, 0) for n, group in enumerate(members) for p in sorted(group)]
        insert("groups_membership", "person_id,group_id,is_leader,since_id", rows)
        insert(
            "streams_subscription",
            "person_id,stream_id,seen_id,follows",
            [(person, stream, 0, True) for person, stream in sorted(subscriptions)],
        )
        return [sorted(group) for group in members]

    def _items(self, members: list[list[int]]) -> dict[str, int]:
        plan = list(self._plan(members))
        replies = list(self._replies(plan))
        last: dict[int, int] = {}
        count: dict[int, int] = {}
        for pk, _author, root, _group, _text in replies:
            last[root], count[root] = pk, count.get(root, 0) + 1
        columns = (
            "id,audience_id,kind,state,author_id,root_id,parent_id,title,body,html,lead,places,language,"
            "reply_count,reactions,last_id,version,is_pinned,read_count"
        )
        insert("items_item", columns, (self._root_row(r, last, count) for r in plan))
        insert("items_item", columns, (self._reply_row(r) for r in replies))
        insert("items_question", "item_id", [(r[0],) for r in plan if r[4]])
        entries = sorted((s, r[0], r[2]) for r in plan for s in self._streams_of(r))
        total = insert("streams_entry", "stream_id,item_id,audience_id", entries)
        insert(
            "streams_disc",
            "stream_id,last_id,item_id,audience_id",
            sorted((s, last.get(i, i), i, a) for s, i, a in entries),
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO items_itemtopic (item_id, topic_id) SELECT e.item_id, s.ref_id FROM streams_entry e"
                " JOIN streams_stream s ON s.id = e.stream_id WHERE s.kind = %s",
                [int(Stream.Kind.TOPIC)],
            )
            cursor.execute(
                "UPDATE streams_stream SET last_item_id = coalesce("
                "(SELECT max(item_id) FROM streams_entry e WHERE e.stream_id = streams_stream.id), 0)"
            )
        return {"roots": len(plan), "replies": len(replies), "entries": total}

    def _plan(self, members: list[list[int]]) -> Iterator[tuple[int, int, int, int, bool]]:
        """Give (id, author, audience, topic, is question) of each root, oldest first."""
        people_weights, group_weights = zipf(len(self.people), 0.7), zipf(len(self.groups), 0.8)
        topic_weights = zipf(len(self.topics), 0.8)
        step = (self.now - self.start) / self.roots
        for n in range(self.roots):
            pk = id_at_ms(int(self.start + n * step), n & 0xFFFF)
            topic = self.chance.choices(self.topic_ids, cum_weights=topic_weights)[0] if n % 10 < 7 else 0
            if self.chance.random() < 0.7:
                group = self.chance.choices(range(len(self.groups)), cum_weights=group_weights)[0]
                yield pk, self.chance.choice(members[group]), self.groups[group], topic, n % 6 == 0
            else:
                author = self.chance.choices(self.people, cum_weights=people_weights)[0]
                yield pk, author, 0, topic, n % 6 == 0

    def _replies(self, plan: list[tuple[int, int, int, int, bool]]) -> Iterator[tuple[int, int, int, int, str]]:
        size = len(plan)
        for n, (pk, _author, group, _topic, _question) in enumerate(plan):
            wanted = 20 if n % 199 == 0 else 500 if n in (size // 2, size - 60) else (0, 1, 2, 2, 3, 5)[n % 6]
            for k in range(wanted):
                reply_id = pk + ((k + 1) * 60_000 << 16) + (n & 0x3F)
                yield reply_id, self.chance.choice(self.people), pk, group, self.texts[(n + k) % 5000]

    def _root_row(
        self, row: tuple[int, int, int, int, bool], last: dict[int, int], count: dict[int, int]
    ) -> tuple[object, ...]:
        pk, author, group, _topic, question = row
        text = self.texts[(pk >> 16) % 5000]
        kind = Item.Kind.QUESTION if question else Item.Kind.POST
        title = text[:60] if question else ""
        reactions = f"agree:{pk % 9 + 1},thanks:{pk % 4 + 1}" if pk % 3 else ""
        return (
            pk, group, int(kind), 1, author, None, None, title, text, f"<p>{text}</p>\n", "", "", "nl",
            count.get(pk, 0), reactions, last.get(pk, pk), 1, False, 0,
        )  # fmt: skip

    @staticmethod
    def _reply_row(row: tuple[int, int, int, int, str]) -> tuple[object, ...]:
        pk, author, root, group, text = row
        return (
            pk, group, 10, 1, author, root, root, "", text, f"<p>{text}</p>\n", "", "", "nl", 0, "", pk, 1, False, 0,
        )  # fmt: skip

    def _streams_of(self, row: tuple[int, int, int, int, bool]) -> Iterator[int]:
        _pk, author, group, topic, question = row
        yield self.stream[Stream.Kind.EVERYONE, 0]
        yield self.stream[Stream.Kind.PERSON, author]
        if group:
            yield self.stream[Stream.Kind.GROUP, group]
        if topic:
            yield self.stream[Stream.Kind.TOPIC, topic]
        if question:
            yield self.stream[Stream.Kind.QUESTIONS, 0]


def id_at_ms(milliseconds: int, spread: int = 0) -> int:
    """Return the id of a moment in milliseconds."""
    return milliseconds << 16 | spread
