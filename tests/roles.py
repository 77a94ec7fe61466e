"""The kinds of visitor, each with a client that is signed in as one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone

from stoep.groups.actions import ask_to_join, leave_group
from stoep.people.models import Person
from stoep.people.sessions import SessionStore
from tests.world import World, add

ROLES = (
    "anonymous",
    "guest",
    "member",
    "outsider",
    "ex-member",
    "asked",
    "leader",
    "moderator",
    "admin",
    "deactivated",
    "ex-guest",
)
INSIDE = {"closed": {"guest", "member", "leader"}, "secret": {"leader"}}
SIGNED_IN = set(ROLES) - {"anonymous", "deactivated", "ex-guest"}
AUDIENCES = ("everyone", "open", "closed", "secret")


def reads(role: str, audience: str) -> bool:
    """Say, by the words of the product page, whether `role` may read what has `audience`."""
    if role not in SIGNED_IN:
        return False
    if audience in ("everyone", "open"):
        return role != "guest"
    return role in INSIDE[audience]


def client_of(person: Person | None) -> Client:
    """Return a client with a session of `person`."""
    client = Client()
    if person is not None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def people_of(world: World) -> dict[str, Person | None]:
    """Return who plays each role; somebody left Harbour and Orchid, and somebody asked to join Harbour.

    The ex-guest has a session, is in Harbour, and had the last day yesterday.
    """
    from stoep.people.actions import welcome_person

    gone = welcome_person(name="Xena Gone", handle="gone", password="a long pass phrase", language="en")
    for group, leader in ((world.harbour, world.amber), (world.orchid, world.dilara)):
        add(group, leader, gone)
        leave_group(gone, group)
    asker = welcome_person(name="Yara Asks", handle="asks", password="a long pass phrase", language="en")
    ask_to_join(asker, world.harbour)
    add(world.orchid, world.dilara, world.amber)
    over = welcome_person(name="Zoë Over", handle="over", password="a long pass phrase", role=Person.Role.GUEST)
    add(world.harbour, world.amber, over)
    Person.objects.filter(pk=over.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
    return {
        "anonymous": None,
        "guest": world.gus,
        "member": world.bilal,
        "outsider": world.chen,
        "ex-member": gone,
        "asked": asker,
        "leader": world.amber,
        "moderator": world.milan,
        "admin": world.eva,
        "deactivated": world.fired,
        "ex-guest": over,
    }
