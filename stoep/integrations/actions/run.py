"""One run of an import: records in, rows out, a batch a transaction.

What became of an outside id is written in the same transaction as the row itself. So a run that is cut off at any
point goes on where it was when it is started again, and a run over what is there already adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import batched, groupby

from django.db import transaction
from django.utils import timezone

from stoep.groups.models import Group
from stoep.integrations.actions.threads import settle_threads
from stoep.integrations.importers.archive import Refused
from stoep.integrations.importers.past import Past, PastItem, PastPerson
from stoep.integrations.importers.report import Report
from stoep.integrations.importers.values import fitting
from stoep.integrations.models import ImportedRow, ImportRun
from stoep.integrations.texts import html_of, plain_about
from stoep.items.actions.imported import Imported, confirm_imported, keep_imported
from stoep.items.models import Item
from stoep.kernel.ids import id_at
from stoep.people.actions import placeholder_person
from stoep.people.models import Person
from stoep.topics.actions import topics_by_name
from stoep.topics.models import Topic, topic_name

BATCH = 200
MOST_NAME = 200
KINDS = {"question": Item.Kind.QUESTION, "answer": Item.Kind.REPLY, "comment": Item.Kind.REPLY}
Key = tuple[str, str]


class Importer:
    """Writes the records of one source. Raises `Refused` while an undo of that source is not at its end."""

    def __init__(self, source: str, archive: str, report: Report, group: Group | None = None) -> None:
        self.source, archive = fitting(source, MOST_NAME), fitting(archive, MOST_NAME)
        self.report, self.group = report, group
        self._counted_topics: set[str] = set()
        runs = ImportRun.objects.filter(source=self.source)
        if undoing := runs.filter(state=ImportRun.State.UNDOING).first():
            raise Refused(
                f"an earlier import of it is half taken out; finish that first with: import undo {undoing.pk}"
            )
        unfinished = runs.filter(archive=archive, state=ImportRun.State.RUNNING)
        self.run = unfinished.first() or ImportRun.objects.create(source=self.source, archive=archive)

    def take(self, records: Iterable[Past], progress: Callable[[int], None]) -> ImportRun:
        """Write all records; call `progress` with how many were read after each batch."""
        read = 0
        for batch in in_batches(records):
            self._write(batch)
            read += len(batch)
            progress(read)
        self.run.state, self.run.ended_at = ImportRun.State.DONE, timezone.now()
        self.run.report = self.report.as_json()
        self.run.save()
        return self.run

    @transaction.atomic
    def _write(self, batch: list[Past]) -> None:
        """Write a batch of one kind, but for what is there already."""
        known = self._known(keys_of(batch))
        fresh = [record for record in batch if key_of(record) not in known]
        for record in batch:
            if key_of(record) in known:
                self.report.present[record.kind] += 1
                if isinstance(record, PastItem):
                    self._topics(set(record.topics))
        people = [record for record in fresh if isinstance(record, PastPerson)]
        items = [record for record in fresh if isinstance(record, PastItem)]
        made = self._people(people) if people else self._items(items, known)
        ImportedRow.objects.bulk_create(
            ImportedRow(run=self.run, source=self.source, kind=kind, external_id=external_id, row_id=row_id)
            for (kind, external_id), row_id in made.items()
        )
        for record in fresh:
            if key_of(record) in made:
                self.report.taken[record.kind] += 1

    def _known(self, keys: set[Key]) -> dict[Key, int]:
        """Return which of these outside ids became which row."""
        found: dict[Key, int] = {}
        for kind in {kind for kind, _ in keys}:
            ids = [external_id for k, external_id in keys if k == kind]
            rows = ImportedRow.objects.filter(source=self.source, kind=kind, external_id__in=ids)
            found |= {(kind, external): row for external, row in rows.values_list("external_id", "row_id")}
        return found

    def _people(self, people: list[PastPerson]) -> dict[Key, int]:
        ids = free_ids([(p.since, p.external_id) for p in people], _taken_people)
        for person, pk in zip(people, ids, strict=True):
            placeholder_person(
                name=person.name,
                handle=f"import-{pk:x}",
                id_=pk,
                about=plain_about(person.about),
                location=person.location,
            )
        return {key_of(person): pk for person, pk in zip(people, ids, strict=True)}

    def _items(self, items: list[PastItem], known: dict[Key, int]) -> dict[Key, int]:
        taken = [item for item in items if self._fits(item, known)]
        ids = free_ids([(item.written, item.external_id) for item in taken], _taken_items)
        made = {key_of(item): pk for item, pk in zip(taken, ids, strict=True)}
        roots = dict(self._parents(taken, known))
        batch = [self._imported(item, made[key_of(item)], known, roots) for item in taken]
        made_topics = self._topics({name for item in taken for name in item.topics})
        keep_imported(batch, self.group)
        confirm_imported([(known[i.parent], made[key_of(i)]) for i in taken if i.accepted and i.parent])
        settle_threads({one.root_id for one in batch if one.root_id}, [one.pk for one in batch if not one.root_id])
        return made | made_topics

    def _topics(self, names: set[str]) -> dict[Key, int]:
        """Make topics that are new; return those, for only they go when the import is taken out again."""
        wanted = {topic_name(name): name for name in names}
        before = set(Topic.objects.filter(name__in=wanted).values_list("name", flat=True))
        topics = topics_by_name(wanted)
        for name in topics:
            if name not in self._counted_topics:
                self._counted_topics.add(name)
                (self.report.present if name in before else self.report.taken)["topic"] += 1
        return {("topic", name): topic.pk for name, topic in topics.items() if name not in before}

    def _fits(self, item: PastItem, known: dict[Key, int]) -> bool:
        """Say whether author and parent are here; the report says so when not."""
        reason = "" if ("person", item.author) in known else "its author was not taken"
        if item.parent and item.parent not in known:
            reason = "what it replies to was not taken"
        if reason:
            self.report.leave(item.kind, reason, item.external_id)
        return not reason

    def _parents(self, items: list[PastItem], known: dict[Key, int]) -> Iterator[tuple[int, int]]:
        """Give for every parent its root: itself, or the root it is a reply to."""
        parents = {known[item.parent] for item in items if item.parent}
        rows = Item.objects.for_system("threads of an import").filter(pk__in=parents).values_list("pk", "root_id")
        yield from ((pk, root_id or pk) for pk, root_id in rows)

    def _imported(self, item: PastItem, pk: int, known: dict[Key, int], roots: dict[int, int]) -> Imported:
        parent_id = known[item.parent] if item.parent else None
        return Imported(
            pk=pk,
            kind=KINDS[item.kind],
            author_id=known["person", item.author],
            html=html_of(item, self.source),
            title=item.title or ("…" if item.kind == "question" else ""),
            root_id=roots[parent_id] if parent_id else None,
            parent_id=parent_id,
            topics=item.topics,
            edited_at=item.edited,
            appreciations=item.appreciations,
        )


def key_of(record: Past) -> Key:
    """Return under which kind and id a record is remembered; people of all sorts share one kind."""
    return ("person" if isinstance(record, PastPerson) else record.kind, record.external_id)


def keys_of(batch: Iterable[Past]) -> set[Key]:
    """Return the keys a batch speaks of: its own, its authors', its parents'."""
    keys = {key_of(record) for record in batch}
    for record in batch:
        if isinstance(record, PastItem):
            keys |= {("person", record.author)} | ({record.parent} if record.parent else set())
    return keys


def in_batches(records: Iterable[Past]) -> Iterator[list[Past]]:
    """Give batches of records of one kind, so that what is referred to was written in an earlier one.

    People may come between items: they are written first.
    """
    waiting: list[Past] = []
    for is_person, group in groupby(records, key=lambda record: isinstance(record, PastPerson)):
        for part in batched(group, BATCH):
            if is_person:
                yield list(part)
                continue
            for item in part:
                if waiting and (waiting[0].kind != item.kind or len(waiting) == BATCH):
                    yield waiting
                    waiting = []
                waiting.append(item)
    if waiting:
        yield waiting


def free_ids(moments: list[tuple[datetime, str]], taken: Callable[[list[int]], set[int]]) -> list[int]:
    """Return an id for each (moment, outside id): at its time, none used before."""
    wanted = [id_at(moment, _spread(external_id)) for moment, external_id in moments]
    used = taken(wanted)
    for place, pk in enumerate(wanted):
        while pk in used or (pk in taken([pk]) if pk != wanted[place] else False):
            pk += 1
        wanted[place] = pk
        used.add(pk)
    return wanted


def _spread(external_id: str) -> int:
    """Return a number that keeps the source's order among things of the same moment."""
    is_number = external_id.isascii() and external_id.removeprefix("-").isdigit()
    return (int(external_id) if is_number else sum(map(ord, external_id))) & 0xFFFF


def _taken_items(ids: list[int]) -> set[int]:
    return set(Item.objects.for_system("ids in use").filter(pk__in=ids).values_list("pk", flat=True))


def _taken_people(ids: list[int]) -> set[int]:
    return set(Person.objects.filter(pk__in=ids).values_list("pk", flat=True))
