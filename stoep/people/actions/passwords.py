"""Passwords, and the single-use links for a new one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.facts import FirstLinksMade, PasswordChanged, ResetMade
from stoep.people.models import PasswordReset, Person, Session

RESET_VALID = timedelta(hours=1)
FIRST_VALID = timedelta(days=14)


def digest(token: str) -> str:
    """Return what is stored of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def change_password(person: Person, password: str) -> None:
    """Give a person another password; all their sessions end. Raises `ValidationError` for a weak one."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()
    announce(PasswordChanged(person.pk))


@transaction.atomic
def make_reset(person: Person, made_by: Person | None) -> str:
    """Return the token of a single-use link for a new password, valid for an hour; earlier links end.

    An admin makes it and hands it over, or has it mailed; or the person asked for it at the door (`made_by` None).
    It opens no second step.
    """
    require(made_by is None or made_by.is_admin)
    PasswordReset.objects.filter(person=person).delete()
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + RESET_VALID
    PasswordReset.objects.create(digest=digest(token), person=person, made_by=made_by, expires_at=expires_at)
    announce(ResetMade(person.pk, made_by.pk if made_by else 0))
    return token


@transaction.atomic
def make_first_links(people: Iterable[Person], made_by: Person) -> list[tuple[Person, str]]:
    """Return a single-use link's token for each of `people` who never chose a password, valid for fourteen days.

    Earlier links of theirs end. Whoever has a password, or may not come in, gets none.
    """
    require(made_by.is_admin)
    new = [person for person in people if person.may_come_in and not person.has_usable_password()]
    made = [(person, secrets.token_urlsafe(32)) for person in new]
    PasswordReset.objects.filter(person__in=new).delete()
    expires_at = timezone.now() + FIRST_VALID
    rows = (PasswordReset(digest=digest(t), person=p, made_by=made_by, expires_at=expires_at) for p, t in made)
    PasswordReset.objects.bulk_create(rows)
    if made:
        announce(FirstLinksMade(len(made), made_by.pk))
    return made


def person_of_reset(token: str) -> Person | None:
    """Return whose password this link resets, None when it is used or too old."""
    reset = PasswordReset.objects.filter(digest=digest(token), expires_at__gt=timezone.now())
    row = reset.select_related("person").first()
    return row.person if row and row.person.may_come_in else None


@transaction.atomic
def use_reset(token: str, password: str) -> Person | None:
    """Set a new password with a single-use link; None when it is used or too old. Raises `ValidationError`."""
    person = person_of_reset(token)
    if person is None or not PasswordReset.objects.filter(digest=digest(token)).delete()[0]:
        return None
    change_password(person, password)
    return person
