"""Founding the organisation."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import override

from stoep.adoption.actions.doors import NoLongerValid
from stoep.adoption.models import Arrival
from stoep.adoption.texts import STARTING
from stoep.groups.actions import start_group
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
    groups: Collection[str] = (),
) -> Person:
    """Found the organisation, make its first admin and the starting groups chosen; of two at once one succeeds.

    The founder's welcome begins with the first post: there is nobody yet to look good for.

    Raises `NoLongerValid`, `IntegrityError` for the later of two, and `ValidationError` for a weak password.
    """
    if not set_up_token_is_valid(token):
        raise NoLongerValid
    found_organisation(name=organisation, language=language, accent=accent, logo=logo)
    founder = welcome_person(name=name, email=email, password=password, role=Person.Role.ADMIN, language=language)
    Arrival.objects.filter(person=founder).update(step=Arrival.Step.GREETING)
    with override(language):
        _start_groups(founder, organisation, groups)
    return founder


def _start_groups(founder: Person, organisation: str, chosen: Collection[str]) -> None:
    for group in STARTING:
        if group.slug in chosen:
            name = (str(group.name) % {"organisation": organisation})[:80]
            start_group(founder, name=name, purpose=str(group.purpose), welcomes=group.welcomes)
