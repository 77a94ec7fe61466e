"""How often one may try at the door.

A device somebody signed in on counts for itself: guessing elsewhere shuts nobody out.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stoep.kernel.limits import Limit, allow, give_back, network_of
from stoep.people.backends import person_named
from stoep.people.models import Person

PER_ACCOUNT = Limit("sign-in-account", times=10, seconds=60)
PER_NETWORK = Limit("sign-in-network", times=10, seconds=60)
PER_DEVICE = Limit("sign-in-device", times=10, seconds=60)
CODES = Limit("sign-in-code", times=5, seconds=60)
CODES_A_DAY = Limit("sign-in-codes", times=50, seconds=86_400)  # of a million codes three are right at any moment
CHALLENGES = Limit("sign-in-challenge", times=60, seconds=60)
MAILS = Limit("sign-in-mails", times=20, seconds=3600)
MAILS_TO = Limit("sign-in-mails-to", times=3, seconds=3600)
DEVICE = settings.SESSION_COOKIE_NAME + "-device"
DEVICE_DAYS = 180


def network(request: HttpRequest) -> str:
    """Return what counts as one visitor."""
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _device_of(request: HttpRequest, person: Person | None) -> str:
    """Return the name of this device when `person` signed in on it, else ""."""
    person_id, _sep, device = (request.get_signed_cookie(DEVICE, default="") or "").partition(".")
    return device if person is not None and person_id == str(person.pk) else ""


class PasswordTry:
    """One password for one name: counted before it is looked at, given back when it is right."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        person = person_named(name).first()
        device = _device_of(request, person)
        account = str(person.pk) if person else name  # by handle or by address: it is one account
        elsewhere = [(PER_NETWORK, network(request)), (PER_ACCOUNT, account)]
        self.counts = [(PER_DEVICE, device)] if device else elsewhere

    def is_allowed(self) -> bool:
        """Count it; say whether there were not too many."""
        return all(allow(limit, key) for limit, key in self.counts)

    def was_right(self) -> None:
        """Count it no longer: fifty colleagues behind one address come in on a Monday morning."""
        for limit, key in self.counts:
            give_back(limit, key)


class CodeTry(PasswordTry):
    """One code for the second step of one account."""

    def __init__(self, request: HttpRequest, person: Person) -> None:
        key = _device_of(request, person) or str(person.pk)
        self.counts = [(CODES, key), (CODES_A_DAY, key)]


def know_device(response: HttpResponse, person: Person) -> HttpResponse:
    """Let the browser remember that `person` signed in on it."""
    response.set_signed_cookie(
        DEVICE,
        f"{person.pk}.{secrets.token_hex(8)}",
        max_age=DEVICE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
