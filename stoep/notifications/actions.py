"""Telling: one line a person and thread, bundled while it is unread."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from stoep.kernel.facts import announce
from stoep.notifications.facts import PeopleTold
from stoep.notifications.models import Notification
from stoep.people.models import Person


def tell(
    person_ids: Iterable[int],
    kind: int,
    key: str,
    actor_id: int,
    *,
    item_id: int | None = None,
    group_id: int | None = None,
) -> None:
    """Add a line to the list of each of these people, or move their unread line with this key up.

    Nobody is told of themselves, or of the same person twice in a row. The statements are few however many they are.
    """
    wanted = set(person_ids) - {actor_id}
    unread = Notification.objects.filter(person_id__in=wanted, key=key, is_read=False)
    lines = {line.person_id: line for line in unread}
    told = sorted(pk for pk in wanted if pk not in lines or lines[pk].actor_id != actor_id)
    if not told:
        return
    unread.filter(person_id__in=told).delete()
    Notification.objects.bulk_create(
        Notification(
            person_id=pk,
            kind=kind,
            key=key,
            actor_id=actor_id,
            others=lines[pk].others + 1 if pk in lines else 0,
            item_id=item_id,
            group_id=group_id,
        )
        for pk in told
    )
    announce(PeopleTold(told))


def remind(kind: int, key: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Tell people of groups in which nobody did anything: pairs of a person and a group, in few statements.

    There is no actor but themselves. Who has not read the last reminder gets no second.
    """
    lines = [
        Notification(person_id=person_id, kind=kind, key=f"{key}-{group_id}", actor_id=person_id, group_id=group_id)
        for person_id, group_id in pairs
    ]
    Notification.objects.bulk_create(lines, ignore_conflicts=True)
    if lines:
        announce(PeopleTold(sorted({line.person_id for line in lines})))


@transaction.atomic
def mark_all_read(person: Person) -> None:
    """Mark everything in somebody's list as read."""
    Notification.objects.filter(person=person, is_read=False).update(is_read=True)


@transaction.atomic
def mark_read(person: Person, notification_id: int) -> None:
    """Mark one line as read."""
    Notification.objects.filter(person=person, pk=notification_id).update(is_read=True)


def forget_about(item_ids: list[int]) -> None:
    """Take lines about these items out of every list."""
    Notification.objects.filter(item_id__in=item_ids).delete()
