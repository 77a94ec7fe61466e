"""Trying the mail server, with the answer kept for the page that asks."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from stoep.administration.models import MailTry
from stoep.kernel.access import require
from stoep.people.models import Person


@transaction.atomic
def start_mail_try(admin: Person, address: str) -> MailTry:
    """Note that a message is to be tried; earlier tries of this admin are forgotten."""
    require(admin.is_admin)
    MailTry.objects.filter(asked_by=admin).delete()
    return MailTry.objects.create(asked_by=admin, address=address)


@transaction.atomic
def end_mail_try(try_id: int, fault: str) -> None:
    """Note how a try ended: what went wrong, "" for nothing."""
    MailTry.objects.filter(pk=try_id).update(ended_at=timezone.now(), fault=fault[:500])
