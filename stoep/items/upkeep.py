"""What sharing leaves behind and nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stoep.items.access import UNDO_WITHIN
from stoep.items.models import Item, ItemTopic, Mention, Reference, SentKey, Version
from stoep.kernel.ids import id_at

KEPT = timedelta(days=30)  # a device sends by itself what it tried up to 28 days ago, and still makes one item
AT_ONCE = 200
HOUR = timedelta(hours=1)


def forget_sent_keys() -> None:
    """Remove the keys of forms that were sent a month ago."""
    SentKey.objects.filter(item_id__lt=id_at(timezone.now() - KEPT)).delete()


@transaction.atomic
def forget_deleted_text() -> None:
    """Wipe what was written from items that can no longer come back; what is left shows that something stood there."""
    items = Item.objects.for_system("wiping what was deleted")
    over = items.filter(state=Item.State.DELETED, deleted_at__lt=timezone.now() - UNDO_WITHIN - HOUR)
    gone = list(over.exclude(title="", body="").order_by("deleted_at").values_list("pk", flat=True)[:AT_ONCE])
    if not gone:
        return
    with_root = Q(root__in=gone, state=Item.State.WITH_ROOT)
    wiped = [*gone, *items.filter(with_root).values_list("pk", flat=True)]
    items.filter(pk__in=wiped).update(title="", body="", html="", lead="", places="")
    for rows in (Version, Mention, Reference, ItemTopic):
        rows.objects.filter(item__in=wiped).delete()
