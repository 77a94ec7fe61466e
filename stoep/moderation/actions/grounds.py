"""Reading on a ground: asked by one, agreed by another, over after seven days."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.moderation.access import groups_under_order, may_answer, may_end
from stoep.moderation.facts import AccessAsked, AccessEnded, AccessGranted, AccessRefused
from stoep.moderation.models import GroundedAccess
from stoep.people.models import Person

VALID_FOR = timedelta(days=7)


@transaction.atomic
def ask_access(person: Person, *, group: Group, thread: Item | None, ground: int, reason: str) -> GroundedAccess:
    """Ask to read a closed or secret group, or one thread in it. Nothing opens before a second person agrees."""
    require(groups_under_order(person).filter(pk=group.pk).exists())
    access = GroundedAccess(group=group, thread=thread, ground=ground, reason=reason, asked_by=person)
    access.save(force_insert=True)
    announce(AccessAsked(access.pk, person.pk))
    return access


@transaction.atomic
def answer_access(person: Person, access: GroundedAccess, *, agrees: bool, postponed_because: str = "") -> None:
    """Agree, or not. The leaders of the group are told now, or when it is over if that is postponed for a reason."""
    access = GroundedAccess.objects.select_for_update().get(pk=access.pk)
    require(may_answer(person, access))
    now = timezone.now()
    access.answered_by = person
    if not agrees:
        access.refused_at = now
        access.save(update_fields=["answered_by", "refused_at"])
        announce(AccessRefused(access.pk, person.pk))
        return
    access.granted_at, access.expires_at, access.postponed_because = now, now + VALID_FOR, postponed_because
    access.save(update_fields=["answered_by", "granted_at", "expires_at", "postponed_because"])
    announce(AccessGranted(access.pk, person.pk, told=not postponed_because))


@transaction.atomic
def end_access(person: Person, access: GroundedAccess) -> None:
    """End it before its time."""
    access = GroundedAccess.objects.select_for_update().get(pk=access.pk)
    require(may_end(person, access))
    _end(access, person.pk)


def _end(access: GroundedAccess, by_id: int) -> None:
    access.ended_at = timezone.now()
    access.save(update_fields=["ended_at"])
    announce(AccessEnded(access.pk, by_id))


@transaction.atomic
def end_what_ran_out() -> None:
    """End what is past its seven days: who was to be told later is told now."""
    over = GroundedAccess.objects.filter(expires_at__lt=timezone.now(), ended_at=None)
    for access in over.select_for_update():
        _end(access, 0)
