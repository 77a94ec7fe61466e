"""What must be right of a thread after each batch: its counts, its last reply, its streams."""

from __future__ import annotations

from collections.abc import Collection

from stoep.items.actions.imported import count_imported_replies
from stoep.items.models import Item
from stoep.streams.actions import bump, put_in_streams


def settle_threads(changed: Collection[int], new: Collection[int] = ()) -> None:
    """Count the replies of the `changed` roots anew and put them and the `new` ones in their streams."""
    for root_id, (before, after) in count_imported_replies(changed).items():
        bump(root_id, before, after)
    roots = Item.objects.for_system("threads an import changed").filter(pk__in=[*changed, *new])
    for root in roots.filter(state=Item.State.PUBLISHED).select_related("question"):
        put_in_streams(root)
