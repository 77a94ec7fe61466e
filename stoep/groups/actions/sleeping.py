"""Sleeping: a quiet group is left out of lists until somebody says something there. Nothing of it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone

from stoep.groups.access import may_lead
from stoep.groups.facts import GroupChanged, GroupsQuiet
from stoep.groups.models import Group, GroupQuerySet
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Person

ASK_AFTER = timedelta(days=45)
SLEEP_AFTER = timedelta(days=60)
BATCH = 500


@transaction.atomic
def keep_going(leader: Person, group: Group) -> None:
    """Say that a quiet group goes on, or wake it: it is asked after again when it was quiet as long once more."""
    require(may_lead(leader, group))
    Group.objects.filter(pk=group.pk).update(asked_at=None, asleep_at=None, kept_at=timezone.now())
    announce(GroupChanged(group.pk, leader.pk))


@transaction.atomic
def let_sleep(leader: Person, group: Group) -> None:
    """Let a group sleep now."""
    require(may_lead(leader, group))
    Group.objects.filter(pk=group.pk).update(asked_at=None, asleep_at=timezone.now())
    announce(GroupChanged(group.pk, leader.pk))


def wake(group_id: int | None) -> None:
    """Wake a group in which somebody said something, and no longer ask after it. One that is awake is left alone."""
    Group.objects.filter(pk=group_id or 0).exclude(asked_at=None, asleep_at=None).update(asked_at=None, asleep_at=None)


@transaction.atomic
def ask_leaders(group_ids: Iterable[int]) -> None:
    """Note that the leaders of these groups are asked whether they go on."""
    for batch in batched(group_ids, BATCH):
        Group.objects.filter(pk__in=batch).update(asked_at=timezone.now())
        announce(GroupsQuiet(list(batch)))


def put_to_sleep(quiet: GroupQuerySet) -> None:
    """Let the groups in `quiet` sleep whose leaders had time to answer.

    One statement: who says something meanwhile takes the question back, and with it the ground to sleep.
    """
    long_asked = timezone.now() - (SLEEP_AFTER - ASK_AFTER)
    quiet.awake().filter(asked_at__lte=long_asked).update(asleep_at=timezone.now())
