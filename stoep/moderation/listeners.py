"""What follows from facts: a line in the audit log, and leaders who hear that their group is read on a ground."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from stoep.groups.queries import leader_ids
from stoep.items.facts import ItemDeleted, ItemRestored
from stoep.items.models import Item
from stoep.kernel.facts import Fact
from stoep.moderation.actions import record
from stoep.moderation.facts import AccessEnded, AccessGranted
from stoep.moderation.models import GroundedAccess
from stoep.notifications.actions import tell
from stoep.notifications.models import Notification

_THINGS = ("access_id", "item_id", "person_id", "group_id", "topic_id")  # the first a fact has is what it is about


def write_down(fact: Fact) -> None:
    """Write what somebody did to another (`by_id`, 0: the system) into the audit log, with the other fields."""
    fields: dict[str, Any] = asdict(fact)
    actor_id = fields.pop("by_id", 0) or None
    if actor_id and actor_id == fields.get("person_id"):
        return  # what people do with their own is theirs
    name = next((name for name in _THINGS if name in fields), "")
    thing = f"{name.removesuffix('_id')} {fields.pop(name)}" if name else ""
    record(type(fact).__name__, actor_id=actor_id, thing=thing, details=fields)


def write_down_if_not_the_author(fact: ItemDeleted | ItemRestored) -> None:
    """Write down that somebody took away, or brought back, what another wrote."""
    author = Item.objects.for_system("who wrote it").filter(pk=fact.item_id).values_list("author_id", flat=True).first()
    if author != fact.person_id:
        record(type(fact).__name__, actor_id=fact.person_id, thing=f"item {fact.item_id}")


def tell_leaders_of_ground(fact: AccessGranted | AccessEnded) -> None:
    """Tell the leaders of a group that it is, or was, read on a ground: once, now or when it is over."""
    if isinstance(fact, AccessGranted) and not fact.told:
        return
    access = GroundedAccess.objects.filter(pk=fact.access_id, told_at=None).first()
    if access is None:
        return
    leaders = leader_ids(access.group_id)
    tell(leaders, Notification.Kind.GROUND, f"ground-{access.pk}", access.asked_by_id, group_id=access.group_id)
    GroundedAccess.objects.filter(pk=access.pk).update(told_at=timezone.now())
