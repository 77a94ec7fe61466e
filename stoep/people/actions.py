"""Every write about people."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.media.models import StoredFile
from stoep.people.facts import PersonArrived, PersonDeactivated, PersonReactivated, ProfileChanged
from stoep.people.models import Knows, PasswordReset, Person, Session
from stoep.topics.actions import topics_named

RESET_VALID = timedelta(hours=1)
PROFILE_FIELDS = (
    "name", "function", "department", "location", "manager", "spoken", "pronouns", "phone", "about", "working_days",
)  # fmt: skip
WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "Đ": "D", "ı": "i"}
)  # what Unicode does not take apart
SETTINGS_FIELDS = ("language", "theme", "keys_on")


def digest(token: str) -> str:
    """Return what is stored of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


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
    role: str = Person.Role.MEMBER,
    invited_by: Person | None = None,
    language: str = "",
    id_: int | None = None,
) -> Person:
    """Make an account. Without a password nobody can sign in to it until a reset link is used.

    Raises `ValidationError` when the password is too weak or the handle or address is taken.
    """
    _require_free(email)
    person = Person(name=name, handle=handle or free_handle(name), email=email or None, role=role)
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


def _require_free(email: str | None, *, but: Person | None = None) -> None:
    others = Person.objects.filter(email__iexact=email or "")
    if email and (others.exclude(pk=but.pk) if but else others).exists():
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


@transaction.atomic
def change_profile(person: Person, *, knows: Iterable[str] | None = None, **fields: object) -> Person:
    """Change one's profile; `knows` are names of topics. Raises `ValueError` for a field that is none."""
    for name, value in fields.items():
        if name not in PROFILE_FIELDS:
            raise ValueError(f"{name} is no field of the profile")
        setattr(person, name, value)
    if _reports_to(person.manager, person):
        raise ValidationError({"manager": _("This colleague reports to you.")})
    person.save(update_fields=list(fields) or ["name"])
    if knows is not None:
        topics = topics_named(knows)
        Knows.objects.filter(person=person).exclude(topic__in=topics).delete()
        Knows.objects.bulk_create([Knows(person=person, topic=topic) for topic in topics], ignore_conflicts=True)
    announce(ProfileChanged(person.pk))
    return person


def _reports_to(manager: Person | None, person: Person) -> bool:
    for _step in range(50):
        if manager is None or manager.pk is None:
            return False
        if manager.pk == person.pk:
            return True
        manager = manager.manager
    return True


@transaction.atomic
def change_portrait(person: Person, portrait: StoredFile | None) -> None:
    """Give a person another photo, or none."""
    person.portrait = portrait
    person.save(update_fields=["portrait"])
    announce(ProfileChanged(person.pk))


@transaction.atomic
def change_settings(person: Person, **fields: object) -> None:
    """Change how the network looks to this person. Raises `ValueError` for a field that is no setting."""
    for name, value in fields.items():
        if name not in SETTINGS_FIELDS:
            raise ValueError(f"{name} is no setting")
        setattr(person, name, value)
    person.save(update_fields=list(fields))


@transaction.atomic
def change_email(person: Person, email: str) -> None:
    """Let a person sign in with another address, or with none; links under way end.

    Raises `ValidationError` when somebody else has it.
    """
    _require_free(email, but=person)
    person.email = email or None
    person.save(update_fields=["email"])
    PasswordReset.objects.filter(person=person).delete()


@transaction.atomic
def change_password(person: Person, password: str) -> None:
    """Give a person another password; all their sessions end. Raises `ValidationError` for a weak one."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()


@transaction.atomic
def make_reset(person: Person, made_by: Person | None) -> str:
    """Return the token of a single-use link for a new password, valid for an hour; earlier links end.

    An admin makes it and hands it over, or has it mailed to an address they know to be the person's.
    """
    require(made_by is None or made_by.is_admin)
    PasswordReset.objects.filter(person=person).delete()
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + RESET_VALID
    PasswordReset.objects.create(digest=digest(token), person=person, made_by=made_by, expires_at=expires_at)
    return token


def person_of_reset(token: str) -> Person | None:
    """Return whose password this link resets, None when it is used or too old."""
    reset = PasswordReset.objects.filter(digest=digest(token), expires_at__gt=timezone.now())
    row = reset.select_related("person").first()
    return row.person if row and row.person.is_active else None


@transaction.atomic
def use_reset(token: str, password: str) -> Person | None:
    """Set a new password with a single-use link; None when it is used or too old. Raises `ValidationError`."""
    person = person_of_reset(token)
    if person is None or not PasswordReset.objects.filter(digest=digest(token)).delete()[0]:
        return None
    change_password(person, password)
    return person


@transaction.atomic
def deactivate(admin: Person, person: Person) -> None:
    """Let a person no longer come in: sessions and reset links end now, live streams within 15 seconds."""
    require(admin.is_admin and admin.pk != person.pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    Session.objects.filter(person=person).delete()
    PasswordReset.objects.filter(person=person).delete()
    announce(PersonDeactivated(person.pk))


@transaction.atomic
def reactivate(admin: Person, person: Person) -> None:
    """Let a person come in again, with the password they had."""
    require(admin.is_admin and not person.is_placeholder)
    person.is_active = True
    person.save(update_fields=["is_active"])
    announce(PersonReactivated(person.pk))


@transaction.atomic
def end_sessions(person: Person, *, but: str = "") -> None:
    """End all sessions of a person but the one with key `but`."""
    Session.objects.filter(person=person).exclude(session_key=but).delete()
