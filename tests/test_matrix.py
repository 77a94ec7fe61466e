"""Every route, method, role and audience against the matrix."""

from __future__ import annotations

from typing import ClassVar
from unittest.mock import patch

from django.db import transaction
from django.test import TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.limits import Limit
from tests.matrix import MATRIX, Row
from tests.roles import AUDIENCES, INSIDE, ROLES, SIGNED_IN, client_of, people_of, reads
from tests.world import World

DONE = {200, 204, 302, 303, 400, 409, 422}
WROTE = {("member", "open"), ("member", "closed")}  # who wrote the item of that audience
LEADS = {("member", "open"), ("leader", "closed")}  # who leads its group
AWAY = {302}


def routes(resolver: URLResolver | None = None, space: str = "") -> list[str]:
    """Return the name of every route."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{space}{pattern.name}")
        else:
            found += routes(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
    return found


def knows_group(role: str, audience: str) -> bool:
    """Say whether `role` may know that the group exists."""
    if role == "guest":
        return audience == "closed"
    return role in SIGNED_IN and (audience != "secret" or role in INSIDE["secret"])


class Cell:
    """What a role gets from a route about something of an audience, by the matrix."""

    def __init__(self, need: str, role: str, audience: str) -> None:
        self.need, self.role, self.audience = need, role, audience

    def expected(self) -> set[int]:
        """Return the statuses that are right."""
        if self.need == "none":
            return {405} if self.role in SIGNED_IN else {405, *AWAY}
        if self.need in ("public", "door"):
            return DONE
        if self.need == "health":
            return {200, 503}
        if self.need == "nobody":
            return {404}
        if self.role not in SIGNED_IN:
            return AWAY
        return getattr(self, "_" + self.need.replace(" ", "_"))()

    def _in(self) -> set[int]:
        return DONE

    def _nobody_in(self) -> set[int]:
        return {404}

    def _members(self) -> set[int]:
        return {403} if self.role == "guest" else DONE

    def _admin(self) -> set[int]:
        return DONE if self.role == "admin" else {403}

    def _admin_nothing(self) -> set[int]:
        return {404} if self.role == "admin" else {403}

    def _order(self) -> set[int]:
        return DONE if self.role in ("admin", "moderator") else {403}

    def _order_nothing(self) -> set[int]:
        return {404} if self.role in ("admin", "moderator") else {403}

    def _person(self) -> set[int]:
        return DONE

    def _follow(self) -> set[int]:
        return {403} if self.role in ("guest", "leader") else DONE

    def _read(self) -> set[int]:
        return DONE if reads(self.role, self.audience) else {404}

    def _topic(self) -> set[int]:
        if not reads(self.role, self.audience):
            return {404}
        return {403} if self.role == "guest" else DONE

    def _own(self) -> set[int]:
        if (self.role, self.audience) in WROTE:
            return DONE
        return {403} if reads(self.role, self.audience) else {404}

    def _answer(self) -> set[int]:
        return {403} if reads(self.role, self.audience) else {404}

    def _nothing_to_read(self) -> set[int]:
        return {403} if reads(self.role, self.audience) else {404}

    def _remove(self) -> set[int]:
        if not reads(self.role, self.audience):
            return {404}
        own = (self.role, self.audience) in WROTE | LEADS
        return DONE if own or self.role == "moderator" else {403}

    def _pin(self) -> set[int]:
        if not reads(self.role, self.audience):
            return {404}
        leads = (self.role, self.audience) in LEADS
        runs = self.role in ("admin", "moderator") and self.audience == "everyone"
        return DONE if leads or runs else {403}

    def _group(self) -> set[int]:
        return {*DONE, 403} if knows_group(self.role, self.audience) else {404}

    def _inside(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if reads(self.role, self.audience) else {403}

    def _lead(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if (self.role, self.audience) in LEADS else {403}

    def _run(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if self.role == "admin" or (self.role, self.audience) in LEADS else {403}

    def _add(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if (self.role, self.audience) == ("member", "open") else {403}

    def _join(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if self.audience == "open" or self.role in INSIDE[self.audience] else {403}

    def _ask(self) -> set[int]:
        if not knows_group(self.role, self.audience):
            return {404}
        return DONE if self.audience == "closed" and self.role not in INSIDE["closed"] else {403}


class MatrixTests(TestCase):
    items: ClassVar[dict[str, Item]]
    groups: ClassVar[dict[str, Group]]

    @classmethod
    def setUpTestData(cls) -> None:
        world = World()
        world.build()
        cls.world = world
        people = people_of(world)
        cls.clients = {role: client_of(person) for role, person in people.items()}
        cls.items = {
            "everyone": world.other_notice,
            "open": world.open_post,
            "closed": world.closed_post,
            "secret": world.secret,
        }
        cls.groups = {"open": world.square, "closed": world.harbour, "secret": world.orchid}

    def address(self, name: str, row: Row, audience: str) -> str:
        values = {
            "": [],
            "item": [self.items[audience].pk],
            "group": [self.groups[audience].slug] if audience in self.groups else [],
            "group person": [self.groups[audience].slug, "chen"] if audience in self.groups else [],
            "person": ["amber"],
            "person id": ["amber", 1],
            "person number": [self.world.amber.pk],
            "topic": [{"everyone": "all", "open": "market", "closed": "ships", "secret": "hush"}[audience]],
            "kind": ["post"],
            "group id": [self.groups["open"].pk],
            "subject": ["market"],
            "colour": ["ff6a1f"],
            "token": ["no-such-token"],
            "id": [12345],
            "step": [1],
            "old address": ["stackexchange:nowhere", "question", "1"],
        }
        return reverse(name, args=values[row.about])

    def test_every_route_is_in_the_matrix(self) -> None:
        self.assertEqual(sorted(MATRIX), sorted(routes()))

    @patch("stoep.people.middleware.WRITES", Limit("matrix", times=100_000, seconds=60))  # it writes thousands
    def test_every_cell(self) -> None:
        wrong = []
        for name, row in MATRIX.items():
            audiences = [a for a in AUDIENCES if a != "everyone"] if "group" in row.about else AUDIENCES
            for audience in audiences if row.about in ("item", "topic", "group", "group person") else ("everyone",):
                for role in ROLES:
                    for method, need in (("get", row.get), ("post", row.post)):
                        wrong += self.cell(name, row, audience, role, method, need)
        self.assertEqual(wrong, [], "\n".join(wrong))

    def cell(self, name: str, row: Row, audience: str, role: str, method: str, need: str) -> list[str]:
        expected = Cell(need, role, audience).expected()
        data = {
            "body": "hello",
            "on": "1",
            "emoji": "agree",
            "item": "1",
            "name": "Test circle",
            "openness": "0",
        }
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = getattr(client, method)(self.address(name, row, audience), data if method == "post" else {})
            transaction.set_rollback(True)
        client.cookies = cookies
        if response.status_code in expected:
            return []
        return [f"{method.upper()} {name} {audience} as {role}: {response.status_code}, not {sorted(expected)}"]
