"""Where somebody is signed in, and with what besides a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from stoep.kernel.ids import moment_of
from stoep.people.models import Person, SecondFactor, Session
from stoep.people.sessions import SessionStore, handle_of
from stoep.people.texts import device_words


@dataclass(frozen=True, slots=True)
class Device:
    """Somewhere a person is signed in."""

    handle: str
    words: str
    since: datetime
    until: datetime
    is_own: bool
    is_this: bool


def devices_of(person: Person, this: str | None) -> list[Device]:
    """Return where a person is signed in, this device first; `this` is the key of its session."""
    rows = Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-expire_date")
    found = [
        Device(
            handle_of(row.session_key),
            device_words(row.device),
            datetime.fromtimestamp(SessionStore().decode(row.session_data).get("since", 0), UTC),
            row.expire_date,
            row.is_own,
            row.session_key == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.is_this)


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One second factor in a list."""

    pk: int
    name: str
    is_app: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What a person signs in with besides a password, and how many recovery codes are left."""

    factors: tuple[FactorLine, ...]
    recovery_left: int

    @property
    def has_app(self) -> bool:
        """Say whether an app is among them."""
        return any(factor.is_app for factor in self.factors)


def second_step_of(person: Person) -> SecondStep:
    """Return the second factors of a person, in two queries."""
    rows = SecondFactor.objects.filter(person=person).order_by("kind", "pk").values_list("pk", "name", "kind")
    lines = (FactorLine(pk, name, kind == SecondFactor.Kind.CODES, moment_of(pk)) for pk, name, kind in rows)
    return SecondStep(tuple(lines), person.recovery_codes.count())
