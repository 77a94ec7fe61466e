"""The e-mail address one signs in with: it counts for nothing until somebody proved to read its mail."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.kernel.facts import announce
from stoep.people.actions.accounts import make_free
from stoep.people.actions.passwords import digest
from stoep.people.facts import EmailChanged
from stoep.people.models import EmailConfirmation, PasswordReset, Person

CONFIRM_WITHIN = timedelta(hours=24)


def _give(person: Person, email: str | None, *, is_proved: bool) -> None:
    make_free(email, is_proved=is_proved, but=person)
    person.email, person.email_verified = email or None, bool(email) and is_proved
    person.save(update_fields=["email", "email_verified"])
    PasswordReset.objects.filter(person=person).delete()
    EmailConfirmation.objects.filter(person=person).delete()
    announce(EmailChanged(person.pk))


@transaction.atomic
def change_email(person: Person, email: str) -> None:
    """Let a person sign in with another address, unproved, or with none; links under way end.

    Raises `ValidationError` when somebody else has it.
    """
    _give(person, email, is_proved=False)


@transaction.atomic
def make_confirmation(person: Person, email: str) -> str:
    """Return the token of a single-use link that proves who reads the mail of `email`; earlier links end.

    It belongs in a mail to that address and nowhere else.
    """
    EmailConfirmation.objects.filter(person=person).delete()
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + CONFIRM_WITHIN
    EmailConfirmation.objects.create(digest=digest(token), person=person, email=email, expires_at=expires_at)
    return token


def confirmation_of(token: str) -> EmailConfirmation | None:
    """Return the address this link confirms, and whose, None when it is used or too old."""
    rows = EmailConfirmation.objects.filter(digest=digest(token), expires_at__gt=timezone.now())
    row = rows.select_related("person").first()
    return row if row and row.person.may_come_in else None


@transaction.atomic
def confirm_email(token: str) -> Person | None:
    """Give a person the address whose mail they read, None when the link is used or too old.

    Raises `ValidationError` when somebody else proved it in between.
    """
    row = confirmation_of(token)
    if row is None or not EmailConfirmation.objects.filter(pk=row.pk).delete()[0]:
        return None
    _give(row.person, row.email, is_proved=True)
    return row.person
