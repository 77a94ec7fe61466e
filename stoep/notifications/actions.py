"""Telling: one line a person and thread, bundled while it is unread."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from stoep.kernel.facts import announce
from stoep.kernel.ids import new_id
from stoep.notifications.facts import PersonTold
from stoep.notifications.models import Notification
from stoep.people.models import Person


def tell(
    person_id: int,
    kind: int,
    key: str,
    actor_id: int,
    *,
    item_id: int | None = None,
    group_id: int | None = None,
) -> None:
    """Add a line to somebody's list, or move the unread line with this key up; nobody is told of themselves."""
    if person_id == actor_id:
        return
    unread = Notification.objects.filter(person_id=person_id, key=key, is_read=False)
    line = unread.first()
    if line is None:
        Notification.objects.create(
            person_id=person_id, kind=kind, key=key, actor_id=actor_id, item_id=item_id, group_id=group_id
        )
    elif line.actor_id != actor_id:
        unread.update(id=new_id(), actor_id=actor_id, others=F("others") + 1, item_id=item_id)
    else:
        return
    announce(PersonTold(person_id))


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
