"""What somebody says about themselves, and how the network looks to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoep.kernel.facts import announce
from stoep.media.models import StoredFile
from stoep.people.facts import ProfileChanged
from stoep.people.models import Knows, Person
from stoep.topics.actions import topics_named

PROFILE_FIELDS = (
    "name", "function", "department", "location", "manager", "spoken", "pronouns", "phone", "about", "working_days",
)  # fmt: skip
SETTINGS_FIELDS = ("language", "theme", "keys_on")


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
