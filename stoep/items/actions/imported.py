"""Items that were written elsewhere: as they were, at their own time, telling nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.db.models import Count, Max

from stoep.groups.models import Group
from stoep.items.models import Item, ItemTopic, Question, ReactionImport
from stoep.kernel.language import language_of
from stoep.kernel.markup import lead_of, plain
from stoep.topics.actions import topics_by_name
from stoep.topics.models import topic_name


@dataclass(frozen=True)
class Imported:
    """One item of the past. `html` is sanitised already; `appreciations` are of givers nobody knows."""

    pk: int
    kind: int
    author_id: int
    html: str
    title: str = ""
    root_id: int | None = None
    parent_id: int | None = None
    topics: tuple[str, ...] = ()
    edited_at: datetime | None = None
    appreciations: int = 0


def keep_imported(batch: Sequence[Imported], group: Group | None) -> None:
    """Write items of the past and count replies at their roots; within the caller's transaction.

    Roots must have been written before their replies. No fact is announced: nobody is told or nudged.
    """
    Item.objects.bulk_create([_item(one, group) for one in batch])
    Question.objects.bulk_create([Question(item_id=one.pk) for one in batch if one.kind == Item.Kind.QUESTION])
    ReactionImport.objects.bulk_create(
        [ReactionImport(item_id=one.pk, emoji="agree", n=one.appreciations) for one in batch if one.appreciations]
    )
    topics = topics_by_name(name for one in batch for name in one.topics)
    links = [ItemTopic(item_id=one.pk, topic=topic) for one in batch for topic in _among(one.topics, topics)]
    ItemTopic.objects.bulk_create(links, ignore_conflicts=True)


def _among[T](names: Collection[str], topics: dict[str, T]) -> list[T]:
    return list(dict.fromkeys(topics[name] for name in map(topic_name, names) if name in topics))


def _item(one: Imported, group: Group | None) -> Item:
    text = unescape(plain(one.html))
    item = Item(
        pk=one.pk,
        kind=one.kind,
        author_id=one.author_id,
        root_id=one.root_id,
        parent_id=one.parent_id,
        title=one.title,
        body=text,
        html=one.html,
        lead=lead_of(one.html),
        language=language_of(f"{one.title} {text}", "en"),
        last_id=one.pk,
        edited_at=one.edited_at,
        reactions=f"agree:{one.appreciations}" if one.appreciations else "",
    )
    item.share_with(group)
    return item


def count_imported_replies(root_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Count the replies of these roots anew; return their last id before and after."""
    everything = Item.objects.for_system("count the replies of an import")
    before = dict(everything.filter(pk__in=root_ids).values_list("pk", "last_id"))
    counted = (
        everything.filter(root_id__in=root_ids, state=Item.State.PUBLISHED)
        .values_list("root_id")
        .annotate(n=Count("pk"), last=Max("pk"))
    )
    found = {root: (n, last) for root, n, last in counted}
    for root in root_ids:
        n, last = found.get(root, (0, root))
        everything.filter(pk=root).update(reply_count=n, last_id=max(root, last))
    return {root: (before[root], max(root, found.get(root, (0, root))[1])) for root in root_ids}


def confirm_imported(answers: Collection[tuple[int, int]]) -> None:
    """Confirm answers as their source did: pairs of (question, answer)."""
    for question_id, answer_id in answers:
        Question.objects.filter(item_id=question_id, answer=None).update(answer_id=answer_id)
