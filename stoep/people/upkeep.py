"""What people leave behind and nobody needs any more, and guests whose time is over."""

from __future__ import annotations

from django.utils import timezone

from stoep.people.actions import deactivate_guests_whose_time_is_over
from stoep.people.models import EmailConfirmation, PasswordReset, Session


def forget_what_ended() -> None:
    """Remove sessions and links whose time is over."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    PasswordReset.objects.filter(expires_at__lt=now).delete()
    EmailConfirmation.objects.filter(expires_at__lt=now).delete()


def see_guests_out() -> None:
    """Deactivate guests whose last day is past."""
    deactivate_guests_whose_time_is_over()
