"""The cards of a list: everything twenty items show, in three queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.items.models.marks import NAMED
from stoep.items.queries.places import Linked, Places, places_for
from stoep.items.queries.rows import Row, list_rows
from stoep.kernel.ids import moment_of
from stoep.kernel.markup import words_of_html
from stoep.people.models import Person
from stoep.people.queries import Face, people_present

LABELS = {"agree": _("Agree"), "thanks": _("Thanks"), "learned": _("Learned"), "lovely": _("Lovely")}
ICONS = {"agree": "thumbs-up", "thanks": "hand-heart", "learned": "lightbulb", "lovely": "heart"}
SHORT_TEXT = 120
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReactionChoice:
    """One reaction button: a named one, or an emoji somebody gave."""

    emoji: str
    count: int
    is_mine: bool

    @property
    def label(self) -> str:
        """Return its name in the reader's language."""
        return str(LABELS.get(self.emoji, self.emoji))

    @property
    def icon(self) -> str:
        """Return its icon, "" for an emoji."""
        return ICONS.get(self.emoji, "")


@dataclass(frozen=True, slots=True)
class Comment:
    """A reply as it shows below a card or in a thread."""

    pk: int
    author: Face
    html: str
    is_long: bool
    language: str
    created_at: datetime
    is_edited: bool
    is_answer: bool
    is_deleted: bool
    reactions: tuple[ReactionChoice, ...]
    linked: tuple[Linked, ...] = ()
    may_restore: bool = False
    accepted_by: str = ""

    @property
    def reacted(self) -> int:
        """Return how many people reacted to it."""
        return sum(choice.count for choice in self.reactions)


@dataclass(frozen=True, slots=True)
class Card:
    """A root as it shows in a list and on its page; every value shown is a field, so it is its own cache key."""

    pk: int
    kind: int
    author: Face
    title: str
    html: str
    is_long: bool
    is_short: bool
    language: str
    created_at: datetime
    is_edited: bool
    is_pinned: bool
    top_until: datetime | None
    read_count: int
    read_of: int
    is_read: bool
    group_id: int
    group_slug: str
    group_name: str
    group_openness: int
    is_archived: bool
    topics: tuple[str, ...]
    reply_count: int
    reactions: tuple[ReactionChoice, ...]
    is_bookmarked: bool
    answer: Comment | None
    answered_at: datetime | None
    comments: tuple[Comment, ...]
    linked: tuple[Linked, ...]
    reason: str = ""

    @property
    def headline(self) -> str:
        """Return what it is called where its name must fit on a line: the title, or its first words."""
        return self.title or words_of_html(self.html)

    @property
    def is_question(self) -> bool:
        """Say whether it asks."""
        return self.kind == Item.Kind.QUESTION

    @property
    def answered_in(self) -> str:
        """Return how long its answer took, "" where that was less than a minute or more than a week."""
        took = self.answered_at - self.created_at if self.answered_at else timedelta()
        within = timedelta(minutes=1) <= took < WEEK
        return timesince(self.created_at, self.answered_at, depth=1) if within else ""

    @property
    def is_announcement(self) -> bool:
        """Say whether it carries the mark of an announcement."""
        return self.top_until is not None

    @property
    def is_on_top(self) -> bool:
        """Say whether its days on top are not over."""
        return self.top_until is not None and self.top_until > timezone.now()

    @property
    def is_on_top_today(self) -> bool:
        """Say whether today is the last of its days on top."""
        return self.top_until is not None and timezone.localdate(self.top_until) == timezone.localdate()

    @property
    def is_for_members(self) -> bool:
        """Say whether only the members of its group may read it."""
        return bool(self.group_id) and self.group_openness != Group.Openness.OPEN


def choices_of(row: Row, *, all_named: bool = True) -> tuple[ReactionChoice, ...]:
    """Return the buttons below an item: the named four in their order, then what else was given."""
    totals = dict(part.split(":", 1) for part in row.reactions.split(",")) if row.reactions else {}
    named = NAMED if all_named else [emoji for emoji in NAMED if emoji in totals]
    others = [emoji for emoji in totals if emoji not in NAMED]
    return tuple(ReactionChoice(e, int(totals.get(e, 0)), e == row.reacted) for e in (*named, *others))


def readers_of(row: Row) -> int:
    """Return how many people an announcement is for, 0 for what is none; never fewer than have read it."""
    if row.top_until is None:
        return 0
    return max(row.read_count, row.group_size if row.group_id else people_present())


def topics_of(row: Row) -> tuple[str, ...]:
    """Return the topics of an item that do not stand in its text as links already."""
    return tuple(sorted(name for name in row.topics.split() if f'href="/t/{name}/"' not in row.html))


def comment_of(row: Row, places: Places, root: Row) -> Comment:
    """Return a reply for a page; of a deleted one nothing but that it was there."""
    gone, is_answer = row.state != Item.State.PUBLISHED, row.pk == root.answer_id
    accepted_by = places.people.get(root.accepted_by) if is_answer else None
    return Comment(
        row.pk,
        places.people[row.author_id],
        "" if gone else places.filled(row.html, row.places),
        row.is_long,
        row.language,
        moment_of(row.pk),
        row.is_edited,
        is_answer,
        gone,
        () if gone else choices_of(row, all_named=False),
        () if gone else places.linked(row.places),
        bool(row.may_restore),
        accepted_by.full_name if accepted_by else "",
    )


def card_of(row: Row, replies: Sequence[Row], places: Places, reason: str = "") -> Card:
    """Return a root for a page, with some of its replies."""
    comments = {reply.pk: comment_of(reply, places, row) for reply in replies}
    answer = comments.pop(row.answer_id, None)
    html = places.filled(row.html, row.places)
    return Card(
        pk=row.pk,
        kind=row.kind,
        author=places.people[row.author_id],
        title=row.title,
        html=html,
        is_long=row.is_long,
        is_short=not row.title and len(row.html) < SHORT_TEXT,
        language=row.language,
        created_at=moment_of(row.pk),
        is_edited=row.is_edited,
        is_pinned=row.is_pinned,
        top_until=row.top_until,
        read_count=row.read_count,
        read_of=readers_of(row),
        is_read=row.is_read,
        group_id=row.group_id,
        group_slug=row.group_slug,
        group_name=row.group_name,
        group_openness=row.group_openness,
        is_archived=bool(row.is_archived),
        topics=topics_of(row),
        reply_count=row.reply_count,
        reactions=choices_of(row),
        is_bookmarked=row.is_bookmarked,
        answer=answer,
        answered_at=moment_of(row.answer_id) if row.answer_id else None,
        comments=() if row.top_until else tuple(comments[pk] for pk in sorted(comments)),
        linked=places.linked(row.places),
        reason=reason,
    )


def cards_for(
    viewer: Person, ids: Sequence[int], reasons: Mapping[int, str] | None = None, *, whole: bool = False
) -> list[Card]:
    """Return the cards of the items with these ids, in this order, once each; what may not be read is left out.

    A long text is cut short, unless the `whole` is asked for.
    """
    if not ids:
        return []
    rows = list_rows(viewer, ids, whole=whole)
    roots = {row.pk: row for row in rows if not row.root_id}
    places = places_for(viewer, (row.places for row in rows), {row.author_id for row in rows})
    replies: dict[int, dict[int, Row]] = {pk: {} for pk in roots}
    for row in rows:
        if row.root_id in replies:
            replies[row.root_id][row.pk] = row
    why = reasons or {}
    shown = [pk for pk in dict.fromkeys(ids) if pk in roots]
    return [card_of(roots[pk], list(replies[pk].values()), places, why.get(pk, "")) for pk in shown]
