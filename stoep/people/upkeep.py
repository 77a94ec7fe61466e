"""What people leave behind and nobody needs any more."""

from __future__ import annotations

from django.utils import timezone

from stoep.people.models import PasswordReset, Session


def forget_what_ended() -> None:
    """Remove sessions and reset links whose time is over."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    PasswordReset.objects.filter(expires_at__lt=now).delete()
