"""Finding people, also those who may not come in."""

from __future__ import annotations

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stoep.kernel.lists import named_page
from stoep.people.models import Person

PAGE = 50
STATES: dict[str, tuple[Promise, Q]] = {
    "": (_("Who can come in"), Q(is_active=True)),
    "admin": (_("Administrators"), Q(is_active=True, role=Person.Role.ADMIN)),
    "moderator": (_("Moderators"), Q(is_active=True, is_moderator=True)),
    "guest": (_("Guests"), Q(is_active=True, role=Person.Role.GUEST)),
    "new": (_("Without a password"), Q(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)),
    "out": (_("Deactivated"), Q(is_active=False)),
}
_SEARCHED = ("name", "handle", "email", "department", "function")


def people_page(asked: str, state: str, after: str) -> tuple[list[Person], str]:
    """Return a page of people by name, and the key the next one goes on from; people of an import are not among them.

    Every word of `asked` is in a name, an address, a department or a function.
    """
    people = Person.objects.get_queryset().filter(STATES[state][1], is_placeholder=False)
    for word in asked.split()[:5]:
        anywhere = Q()
        for field in _SEARCHED:
            anywhere |= Q(**{f"{field}__icontains": word})
        people = people.filter(anywhere)
    return named_page(people, after, PAGE)
