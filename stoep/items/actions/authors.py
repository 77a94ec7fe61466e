"""Giving items another author: when somebody turns out to be who an import only knew by name."""

from __future__ import annotations

from collections.abc import Collection

from stoep.items.facts import AuthorChanged
from stoep.items.models import Item
from stoep.kernel.facts import announce
from stoep.people.models import Person


def change_author(old: Person, new: Person, *, only: Collection[int] | None = None) -> list[int]:
    """Make `new` the author of the items of `old` (of those in `only`); return their ids."""
    items = Item.objects.for_system("an author is known by another name").filter(author=old)
    ids = list((items if only is None else items.filter(pk__in=only)).values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        Item.objects.for_system("the same").filter(pk__in=part).update(author=new)
    announce(AuthorChanged(old.pk, new.pk))
    return ids
