"""What groups remember for a while only."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.groups.models import Departure

KEPT = timedelta(days=30)


def forget_departures() -> None:
    """Forget who left a group 30 days ago."""
    Departure.objects.filter(left_at__lt=timezone.now() - KEPT).delete()
