"""Signing in with a handle or an e-mail address and a password."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest

from stoep.people.models import Person, PersonQuerySet


def person_named(name: str) -> PersonQuerySet:
    """Return who signs in with this handle or address: one or nobody."""
    people = Person.objects.present().alias(email_low=Lower("email"))
    return people.filter(Q(handle=name.casefold()) | Q(email_low=name.lower()))


class PersonBackend(BaseBackend):
    """Knows people by handle or e-mail. An unknown name costs as much time as a wrong password."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, username: str = "", password: str = ""
    ) -> Person | None:
        """Return the person who signs in so, or None."""
        person = person_named(username[:254].strip()).first()
        if person is None or person.is_over:
            make_password(password)
            return None
        return person if person.check_password(password) else None

    def get_user(self, user_id: int) -> Person | None:
        """Return the person with this id, if they can come in."""
        return Person.objects.present().filter(pk=user_id).first()
