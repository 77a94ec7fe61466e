"""What administration keeps no longer than it is of use."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.administration.models import MailTry, PeopleSheet
from stoep.kernel.ids import id_at

UNDECIDED = timedelta(days=1)
MADE = timedelta(days=14)


def forget_sheets() -> None:
    """Remove sheets nobody decided on within a day, what is kept of others after two weeks, and tries of mail."""
    now = timezone.now()
    old, older = id_at(now - UNDECIDED), id_at(now - MADE)
    PeopleSheet.objects.filter(pk__lt=old, state=PeopleSheet.State.CHECKED).delete()
    PeopleSheet.objects.filter(pk__lt=older, state=PeopleSheet.State.MADE).delete()
    MailTry.objects.filter(pk__lt=old).delete()
