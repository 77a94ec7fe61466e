"""One item with its thread: the replies two levels deep."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from stoep.items.queries.cards import Card, Comment, card_of, comment_of
from stoep.items.queries.places import places_for
from stoep.items.queries.rows import Row, thread_rows
from stoep.people.models import Person

REPLIES = 200


@dataclass(frozen=True)
class Branch:
    """A reply and the replies to it, all that came below it in one row."""

    reply: Comment
    kids: tuple[Comment, ...]


@dataclass(frozen=True)
class Thread:
    """An item's page: the item, its replies, and after which reply more follow (0: that was all)."""

    card: Card
    answer: Branch | None
    branches: tuple[Branch, ...]
    more_after: int


def thread_of(viewer: Person, root_id: int, *, after: int = 0) -> Thread | None:
    """Return the thread of an item, None when `viewer` may not read it; three queries."""
    rows = thread_rows(viewer, root_id, after=after, limit=REPLIES + 1)
    if not rows:
        return None
    root, replies = rows[0], rows[1 : REPLIES + 1]
    places = places_for(viewer, (row.places for row in rows), {row.author_id for row in rows})
    comments = {row.pk: comment_of(row, places, root.answer_id) for row in replies}
    branches = _branches(root, replies, comments)
    answer = next((branch for branch in branches if branch.reply.is_answer), None)
    others = tuple(branch for branch in branches if branch is not answer)
    more = replies[-1].pk if len(rows) > REPLIES + 1 else 0
    return Thread(card_of(root, [], places), answer, others, more)


_IN_THREAD = (
    "SELECT author_id, NULL FROM items_item WHERE (root_id = %(root)s OR id = %(root)s) AND state = 1"
    " UNION SELECT person_id, follows FROM items_threadmark WHERE item_id = %(root)s"
)


def people_in_thread(root_id: int) -> set[int]:
    """Return the ids of who wrote in a thread or follows it, without who muted it; for telling, not for showing."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_THREAD, {"root": root_id})
        rows = cursor.fetchall()
    muted = {person for person, follows in rows if follows is not None and not follows}
    return {person for person, _ in rows} - muted


def _branches(root: Row, rows: list[Row], comments: dict[int, Comment]) -> list[Branch]:
    """Gather what hangs below each first-level reply; a deleted reply stays only where something hangs below."""
    top: dict[int, int] = {}
    kids: dict[int, list[Comment]] = {}
    for row in rows:
        above = row.parent_id
        top[row.pk] = row.pk if above == root.pk or above not in top else top[above]
        if top[row.pk] == row.pk:
            kids[row.pk] = []
        elif not comments[row.pk].is_deleted:
            kids[top[row.pk]].append(comments[row.pk])
    return [Branch(comments[pk], tuple(below)) for pk, below in kids.items() if below or not comments[pk].is_deleted]
