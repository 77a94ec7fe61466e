"""Second factors: an app that shows codes, passkeys, and the recovery codes for when they are lost."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.db.models import F

from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.kernel.sealing import CannotUnseal, seal, unseal
from stoep.people.actions.passwords import digest
from stoep.people.backends.codes import step_of
from stoep.people.backends.passkeys import BadPasskey, Kept, credential_in, read_new, read_used
from stoep.people.facts import RecoveryCodesMade, SecondFactorAdded, SecondFactorsRemoved
from stoep.people.models import Person, RecoveryCode, SecondFactor, Session

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another
ASKED_ENOUGH = 2  # an admin who signed in so often without a second factor has to set one up, on https
Kind = SecondFactor.Kind


class WrongCode(Exception):
    """The code does not belong to this moment, or was used."""


@transaction.atomic
def add_codes(person: Person, secret: str, code: str) -> list[str]:
    """Add the app that knows `secret`, proved by a code; return the recovery codes when it is the first factor.

    Raises `WrongCode`, and `NotAllowed` for a second app.
    """
    _lock(person)
    require(not person.second_factors.filter(kind=Kind.CODES).exists())
    step = step_of(secret, code, after=0)
    if step is None:
        raise WrongCode
    return _add(SecondFactor(person=person, kind=Kind.CODES, sealed=seal(secret), counter=step))


@transaction.atomic
def add_passkey(person: Person, name: str, kept: Kept, answer: str) -> list[str]:
    """Add a passkey a browser made; return the recovery codes when it is the first factor. Raises `BadPasskey`."""
    _lock(person)
    credential, public, count = read_new(kept, answer)
    if len(credential) > 400 or SecondFactor.objects.filter(credential=credential).exists():
        raise BadPasskey
    factor = SecondFactor(person=person, kind=Kind.PASSKEY, name=name, sealed=seal(public), counter=count)
    factor.credential = credential
    try:
        with transaction.atomic():
            return _add(factor)
    except IntegrityError as error:  # somebody else added it at this very moment
        raise BadPasskey from error


def _lock(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)


def _add(factor: SecondFactor) -> list[str]:
    person = factor.person
    is_first = not person.second_factors.exists()
    factor.save(force_insert=True)
    Person.objects.filter(pk=person.pk).update(asked_factor=0)
    announce(SecondFactorAdded(person.pk, factor.kind))
    return make_recovery_codes(person) if is_first else []


@transaction.atomic
def make_recovery_codes(person: Person) -> list[str]:
    """Return ten new recovery codes, each for one use; older ones open nothing. They are shown once."""
    _lock(person)
    person.recovery_codes.all().delete()
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_hidden(person, code)) for code in codes)
    announce(RecoveryCodesMade(person.pk))
    return codes


def _hidden(person: Person, code: str) -> str:
    letters = "".join(letter for letter in code.casefold() if letter.isalnum())
    return digest(f"{person.pk}:{letters}")


def use_code(person: Person, code: str) -> bool:
    """Say whether this is a code of the person's app, or a recovery code. Either works once, however many try."""
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit() and len(typed) == 6):
        return bool(person.recovery_codes.filter(digest=_hidden(person, code)).delete()[0])
    app = person.second_factors.filter(kind=Kind.CODES).first()
    if app is None:
        return False
    try:
        step = step_of(unseal(app.sealed), typed, after=app.counter)
    except CannotUnseal:
        return False
    return step is not None and _count_on(app, step)


def _count_on(factor: SecondFactor, counter: int) -> bool:
    """Move the counter forward; of two who bring the same one hears True."""
    rows = SecondFactor.objects.filter(pk=factor.pk, counter__lt=counter)
    return bool(rows.update(counter=counter))


def use_passkey(kept: Kept, answer: str, person: Person | None = None) -> Person:
    """Return who signs in with a passkey: `person`, or whose it is. Raises `BadPasskey`.

    A count that does not go on means that there is a copy of the key: it opens nothing.
    """
    keys = SecondFactor.objects.filter(kind=Kind.PASSKEY, credential=credential_in(answer)).select_related("person")
    key = (keys.filter(person=person) if person else keys).first()
    if key is None or not key.person.may_come_in:
        raise BadPasskey
    try:
        count = read_used(kept, answer, unseal(key.sealed), key.person_id)
    except CannotUnseal as error:
        raise BadPasskey from error
    if (count or key.counter) and not _count_on(key, count):
        raise BadPasskey
    return key.person


@transaction.atomic
def remove_factor(person: Person, factor: SecondFactor) -> None:
    """Take out one of one's own factors; with the last one the recovery codes go.

    An admin without one is asked for another at once, where that is required.
    """
    require(factor.person_id == person.pk)
    _lock(person)
    factor.delete()
    if not person.second_factors.exists():
        person.recovery_codes.all().delete()
        Person.objects.filter(pk=person.pk).update(asked_factor=ASKED_ENOUGH)
    announce(SecondFactorsRemoved(person.pk))


@transaction.atomic
def remove_factors_of(admin: Person, person: Person, reason: str) -> None:
    """Take out all factors of somebody who lost them, and end their sessions: only the password is left."""
    require(admin.is_admin and admin.pk != person.pk and bool(reason.strip()))
    _lock(person)
    person.second_factors.all().delete()
    person.recovery_codes.all().delete()
    Session.objects.filter(person=person).delete()
    announce(SecondFactorsRemoved(person.pk, admin.pk, reason.strip()))


def ask_for_factor(person: Person) -> None:
    """Count that an admin signed in without a second factor; nobody else is counted."""
    if person.is_admin and not person.second_factors.exists():
        asked = Person.objects.filter(pk=person.pk, asked_factor__lt=ASKED_ENOUGH)
        asked.update(asked_factor=F("asked_factor") + 1)
