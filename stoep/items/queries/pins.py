"""What else is pinned where an item is."""

from __future__ import annotations

from django.db.models import QuerySet

from stoep.items.models import Item


def pinned_beside(item: Item) -> QuerySet[Item]:
    """Return the other items that are pinned in the same group. Asked for who may pin there: they read them all."""
    pinned = Item.objects.for_system("who pins in a group reads it").beside(item).filter(is_pinned=True)
    beside: QuerySet[Item] = pinned.filter(state=Item.State.PUBLISHED).exclude(pk=item.pk).order_by("-pk")
    return beside
