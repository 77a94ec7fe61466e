"""One item with its thread: the replies two levels deep, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from stoep.items.models import Item
from stoep.items.queries.cards import Card, Comment, card_of, comment_of
from stoep.items.queries.places import places_for
from stoep.items.queries.rows import Row, start_around, thread_rows
from stoep.people.models import Person

REPLIES = 200
SORTED_FROM = 4


@dataclass(frozen=True)
class Branch:
    """A reply and the replies to it, all that came below it in one row."""

    reply: Comment
    kids: tuple[Comment, ...]


@dataclass(frozen=True)
class Thread:
    """An item's page: the item and a page of its replies, the accepted answer on top of the first page.

    `earlier_at` is the reply before which there are more, `more_after` the one after which (0: there are none);
    `query` leads to this very page.
    """

    card: Card
    answer: Branch | None
    branches: tuple[Branch, ...]
    earlier_at: int
    more_after: int
    query: str = ""
    is_best_first: bool = False

    @property
    def is_sortable(self) -> bool:
        """Say whether another order helps: a question with some answers, all of them on this page."""
        whole = not self.earlier_at and not self.more_after
        return self.card.is_question and self.card.reply_count >= SORTED_FROM and whole


def thread_of(
    viewer: Person, root_id: int, *, after: int = 0, around: int = 0, best_first: bool = False
) -> Thread | None:
    """Return the thread of an item, None when `viewer` may not read it; three queries, one more to look `around`.

    It begins after reply `after`, or so that reply `around` is on the page.
    """
    start = start_around(root_id, around, REPLIES) if around else after
    rows = thread_rows(viewer, root_id, after=start, limit=REPLIES + 1)
    root = next((row for row in rows if not row.root_id), None)
    if root is None:
        return None
    query = f"?at={around}" if around and start else f"?after={after}" if start else ""
    thread = _thread(viewer, root, rows, query)
    return _best_first(thread) if best_first and thread.is_sortable else thread


def _thread(viewer: Person, root: Row, rows: list[Row], query: str) -> Thread:
    """Return the page that is at `query` ("" for the first)."""
    replies, answer = _page(root, rows)
    people = {row.author_id for row in rows} | {root.accepted_by}
    places = places_for(viewer, (row.places for row in rows), people)
    comments = {row.pk: comment_of(row, places, root) for row in (*replies[:REPLIES], *answer)}
    best, branches = _branches(root, replies[:REPLIES], comments, [] if query else answer)
    earlier_at = replies[0].pk if query and replies else 0
    more_after = replies[REPLIES - 1].pk if len(replies) > REPLIES else 0
    return Thread(card_of(root, [], places), best, branches, earlier_at, more_after, query)


def _page(root: Row, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the replies of a page in order, and the accepted answer, which comes besides, as its only row."""
    replies = sorted((row for row in rows if row.root_id), key=lambda row: row.pk)
    answer = [row for row in replies if row.pk == root.answer_id][:1]
    for row in answer:
        replies.remove(row)
    return replies, answer


def _best_first(thread: Thread) -> Thread:
    branches = sorted(thread.branches, key=lambda branch: (-branch.reply.reacted, branch.reply.pk))
    return Thread(thread.card, thread.answer, tuple(branches), 0, 0, "?sort=best", is_best_first=True)


_FOLLOWS = (
    "SELECT coalesce((SELECT m.follows FROM items_threadmark m"
    " WHERE m.person_id = %(viewer)s AND m.item_id = %(root)s),"
    " EXISTS (SELECT 1 FROM items_item i WHERE (i.root_id = %(root)s OR i.id = %(root)s)"
    " AND i.author_id = %(viewer)s AND i.state = %(state)s))"
)


def follows_thread(viewer: Person, root_id: int) -> bool:
    """Say whether `viewer` hears of replies here: by choice, or because they wrote in it and did not mute it."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOWS, {"root": root_id, "viewer": viewer.pk, "state": int(Item.State.PUBLISHED)})
        return bool(cursor.fetchone()[0])


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


def _branches(
    root: Row, rows: list[Row], comments: dict[int, Comment], answer: list[Row]
) -> tuple[Branch | None, tuple[Branch, ...]]:
    """Gather what hangs below each first-level reply, and take the accepted `answer` out to stand on top.

    A deleted reply stays only where something hangs below, or where the viewer can bring it back.
    """
    top: dict[int, int] = {}
    kids: dict[int, list[Comment]] = {}
    for row in rows:
        above = row.parent_id
        top[row.pk] = row.pk if above == root.pk or above not in top else top[above]
        if top[row.pk] == row.pk:
            kids[row.pk] = []
        elif _is_shown(comments[row.pk]):
            kids[top[row.pk]].append(comments[row.pk])
    best = answer[0].pk if answer else 0
    below_best = tuple(kids.pop(best, ()))
    shown = {pk: tuple(kid for kid in below if kid.pk != best) for pk, below in kids.items()}
    branches = [Branch(comments[pk], below) for pk, below in shown.items() if below or _is_shown(comments[pk])]
    return Branch(comments[best], below_best) if best else None, tuple(branches)


def _is_shown(comment: Comment) -> bool:
    return not comment.is_deleted or comment.may_restore
