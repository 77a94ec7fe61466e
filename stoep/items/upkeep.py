"""What sharing leaves behind and nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.items.models import SentKey
from stoep.kernel.ids import id_at

KEPT = timedelta(days=30)  # a device sends by itself what it tried up to 28 days ago, and still makes one item


def forget_sent_keys() -> None:
    """Remove the keys of forms that were sent a month ago."""
    SentKey.objects.filter(item_id__lt=id_at(timezone.now() - KEPT)).delete()
