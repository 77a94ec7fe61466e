"""Taking an import out again: all that this run alone brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from itertools import batched

from django.db import transaction

from stoep.integrations.actions.threads import settle_threads
from stoep.integrations.models import ImportedRow, ImportRun
from stoep.items.actions.removal import erase_items, threads_with_others
from stoep.items.models import Item, ItemTopic
from stoep.people.actions import erase_placeholders
from stoep.people.models import Knows
from stoep.streams.actions import forget_streams, take_out_of_streams
from stoep.streams.models import Stream
from stoep.topics.models import Topic

BATCH = 200
ITEM_KINDS = ("comment", "answer", "question")


def undo_import(run: ImportRun, progress: Callable[[int], None] = lambda n: None) -> Counter[str]:
    """Remove what `run` brought, in batches; return how many of each kind went.

    A thread that colleagues have replied to since stays, with its people. Cut off, it goes on when called again.
    """
    _set_state(run, ImportRun.State.UNDOING)  # first: cut off, the run says so
    gone: Counter[str] = Counter()
    kept = _threads_that_stay(run)
    for kind in ITEM_KINDS:
        for batch in batched(_rows(run, kind), BATCH):
            gone[kind] += _erase(run, kind, batch, kept)
            progress(gone.total())
    for batch in batched(_rows(run, "person"), BATCH):
        with transaction.atomic():
            left = erase_placeholders(batch)
            forget_streams([(Stream.Kind.PERSON, pk) for pk in left])
            _forget(run, "person", left)
        gone["person"] += len(left)
        progress(gone.total())
    gone["topic"] = _erase_topics(run)
    _set_state(run, ImportRun.State.UNDONE)
    return gone


def _set_state(run: ImportRun, state: ImportRun.State) -> None:
    run.state = state
    run.save(update_fields=["state"])


@transaction.atomic
def _erase_topics(run: ImportRun) -> int:
    ids = set(_rows(run, "topic"))
    ids -= set(ItemTopic.objects.filter(topic_id__in=ids).values_list("topic_id", flat=True))
    ids -= set(Knows.objects.filter(topic_id__in=ids).values_list("topic_id", flat=True))
    forget_streams([(kind, pk) for pk in ids for kind in (Stream.Kind.TOPIC, Stream.Kind.ASKED)])
    Topic.objects.filter(pk__in=ids).delete()
    _forget(run, "topic", ids)
    return len(ids)


def _rows(run: ImportRun, kind: str) -> list[int]:
    return list(ImportedRow.objects.filter(run=run, kind=kind).order_by("-row_id").values_list("row_id", flat=True))


def _threads_that_stay(run: ImportRun) -> set[int]:
    ours = set(ImportedRow.objects.filter(run=run, kind__in=ITEM_KINDS).values_list("row_id", flat=True))
    return threads_with_others(ours)


@transaction.atomic
def _erase(run: ImportRun, kind: str, ids: Collection[int], kept: set[int]) -> int:
    replies = Item.objects.for_system("threads an undo changes").filter(pk__in=ids).exclude(root=None)
    roots = set(replies.values_list("root_id", flat=True))
    erased = erase_items(ids, kept)
    settle_threads(roots)
    for item_id in erased:
        if kind == "question":
            take_out_of_streams(item_id)
    _forget(run, kind, erased)
    return len(erased)


def _forget(run: ImportRun, kind: str, row_ids: Iterable[int]) -> None:
    ImportedRow.objects.filter(run=run, kind=kind, row_id__in=list(row_ids)).delete()
