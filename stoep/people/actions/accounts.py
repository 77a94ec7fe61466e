"""Accounts: who comes in, who no longer does."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.actions.roles import guest_until_or_usual, may_become, require_other_admin
from stoep.people.facts import PersonArrived, PersonDeactivated, PersonReactivated, SessionsEnded
from stoep.people.models import EmailConfirmation, PasswordReset, Person, Session
from stoep.people.sessions import handle_of

WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "Đ": "D", "ı": "i"}
)  # what Unicode does not take apart


def free_handle(name: str) -> str:
    """Return a handle for `name` that nobody has."""
    base = slugify(name.translate(WITHOUT_MARKS)).replace("-", ".")[:34].strip(".") or "collega"
    taken = set(Person.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    numbered = (f"{base}{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(handle for handle in numbered if handle not in taken)


@transaction.atomic
def welcome_person(
    *,
    name: str,
    password: str | None,
    handle: str = "",
    email: str | None = None,
    email_verified: bool = False,
    role: str = Person.Role.MEMBER,
    guest_until: date | None = None,
    invited_by: Person | None = None,
    language: str = "",
    id_: int | None = None,
) -> Person:
    """Make an account. Without a password nobody can sign in to it until a reset link is used.

    `email_verified` says that they proved to read the mail of `email`. A guest without an end date gets the usual one.
    Raises `ValidationError` when the password is too weak or the handle or address is taken.
    """
    require(may_become(role))
    make_free(email, is_proved=email_verified)
    person = Person(name=name, handle=handle or free_handle(name), email=email or None, role=role)
    person.email_verified = bool(email) and email_verified
    person.guest_until = guest_until_or_usual(role, guest_until)
    person.invited_by, person.language = invited_by, language
    if id_ is not None:
        person.pk = id_
    if password is not None:
        validate_password(password, person)
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save(force_insert=True)
    announce(PersonArrived(person.pk, invited_by.pk if invited_by else 0))
    return person


def make_free(email: str | None, *, is_proved: bool, but: Person | None = None) -> None:
    """Make sure that nobody else has this address. Who proved that it is theirs takes it from who only typed it.

    Raises `ValidationError` when somebody has it.
    """
    if not email:
        return
    others = Person.objects.get_queryset().with_email(email).exclude(pk=but.pk if but else 0)
    if is_proved:
        others.filter(email_verified=False).update(email=None)
    if others.exists():
        raise ValidationError({"email": _("A colleague signs in with this address already.")})


def placeholder_person(*, name: str, handle: str, id_: int, about: str = "", location: str = "") -> Person:
    """Make somebody known from an import only: nobody can sign in to it and it never gets mail."""
    person = Person(pk=id_, name=name[:100], handle=handle, is_placeholder=True, about=about[:1000])
    person.location = location[:100]
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def erase_placeholders(ids: Iterable[int]) -> list[int]:
    """Erase these placeholders, but for those something still belongs to; return which are gone."""
    wanted = list(ids)
    for person in Person.objects.filter(pk__in=wanted, is_placeholder=True):
        with suppress(ProtectedError, IntegrityError), transaction.atomic():
            person.delete()
    left = set(Person.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return [pk for pk in wanted if pk not in left]


def _shut_out(person: Person, by_id: int) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])
    for rows in (Session, PasswordReset, EmailConfirmation):
        rows._default_manager.filter(person=person).delete()
    announce(PersonDeactivated(person.pk, by_id))


@transaction.atomic
def deactivate(admin: Person, person: Person) -> None:
    """Let a person no longer come in: sessions and links end now, live streams within 15 seconds.

    Raises `LastAdmin` when nobody would be left to run the network.
    """
    require(admin.is_admin and admin.pk != person.pk)
    require_other_admin(person)
    _shut_out(person, admin.pk)


@transaction.atomic
def reactivate(admin: Person, person: Person) -> None:
    """Let a person come in again, with the password they had; a guest whose time was over gets the usual time."""
    require(admin.is_admin and not person.is_placeholder)
    person.is_active = True
    person.guest_until = guest_until_or_usual(person.role, None if person.is_over else person.guest_until)
    person.save(update_fields=["is_active", "guest_until"])
    announce(PersonReactivated(person.pk, admin.pk))


def deactivate_guests_whose_time_is_over() -> None:
    """Deactivate every guest past the end date; they could not come in since that day."""
    for pk in Person.objects.present().over().values_list("pk", flat=True):
        with transaction.atomic():
            person = Person.objects.select_for_update().get(pk=pk)
            if person.is_active and person.is_over:  # an admin may have given more time in between
                _shut_out(person, 0)


@transaction.atomic
def end_sessions(person: Person, *, but: str = "", by: Person | None = None) -> None:
    """End all sessions of a person but the one with key `but`. Raises `NotAllowed` for who is no admin."""
    require(by is None or by.pk == person.pk or by.is_admin)
    Session.objects.filter(person=person).exclude(session_key=but).delete()
    announce(SessionsEnded(person.pk, by.pk if by else person.pk))


@transaction.atomic
def end_session(person: Person, handle: str) -> bool:
    """End the session of a person that is called so on their page; say whether there was one."""
    keys = Session.objects.filter(person=person).values_list("session_key", flat=True)
    found = [key for key in keys if secrets.compare_digest(handle_of(key), handle)]
    if not Session.objects.filter(person=person, session_key__in=found).delete()[0]:
        return False
    announce(SessionsEnded(person.pk, person.pk))
    return True
