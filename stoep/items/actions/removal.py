"""Erasing items for good, with all that hangs on them: for the undo of an import, never for a colleague's click."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import batched

from django.db.models import Q

from stoep.items.models import Item

BATCH = 500


def threads_with_others(ours: Collection[int]) -> set[int]:
    """Return the ids of all items in threads that hold a reply which is not one of `ours`."""
    everything = Item.objects.for_system("what an undo leaves alone")
    stays: set[int] = set()
    for batch in batched(ours, BATCH):
        replies = everything.filter(root_id__in=batch).values_list("root_id", "pk")
        stays |= {root_id for root_id, pk in replies if pk not in ours}
    for batch in batched(list(stays), BATCH):
        stays |= set(everything.filter(root_id__in=batch).values_list("pk", flat=True))
    return stays


def erase_items(ids: Iterable[int], kept: Collection[int]) -> list[int]:
    """Erase the items with these ids, but for those `kept` and those something still hangs below; return which."""
    everything = Item.objects.for_system("an undo erases")
    wanted = [pk for pk in ids if pk not in kept]
    above = set(everything.filter(Q(root_id__in=wanted) | Q(parent_id__in=wanted)).values_list("root_id", "parent_id"))
    holding = {pk for pair in above for pk in pair}
    erased = [pk for pk in wanted if pk not in holding]
    everything.filter(pk__in=erased).delete()
    return erased
