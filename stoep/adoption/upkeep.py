"""What inviting leaves behind and nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from stoep.adoption.models import DomainArrival, Invitation

SHOWN_ON = timedelta(days=1)  # so long a withdrawn one can come back


def forget_invitations() -> None:
    """Remove invitations and links by mail that lead nowhere any more, with the names and addresses in them."""
    past = timezone.now() - SHOWN_ON
    over = Q(expires_at__lt=past) | Q(withdrawn_at__lt=past)
    Invitation.objects.filter(over, accepted_by=None).delete()
    DomainArrival.objects.filter(expires_at__lt=past).delete()
