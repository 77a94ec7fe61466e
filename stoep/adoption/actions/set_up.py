"""Founding the organisation."""

from __future__ import annotations

from django.db import transaction

from stoep.adoption.actions.doors import NoLongerValid
from stoep.media.models import StoredFile
from stoep.organisation.actions import found_organisation, set_up_token_is_valid
from stoep.people.actions import welcome_person
from stoep.people.models import Person


@transaction.atomic
def set_up(
    token: str,
    *,
    organisation: str,
    language: str,
    accent: str,
    name: str,
    email: str,
    password: str,
    logo: StoredFile | None = None,
) -> Person:
    """Found the organisation and make its first admin; of two at once one succeeds.

    Raises `NoLongerValid`, `IntegrityError` for the later of two, and `ValidationError` for a weak password.
    """
    if not set_up_token_is_valid(token):
        raise NoLongerValid
    found_organisation(name=organisation, language=language, accent=accent, logo=logo)
    return welcome_person(name=name, email=email, password=password, role=Person.Role.ADMIN, language=language)
