"""The one gate: against a slow reference, a crawl for planted words, and a secret that must not exist."""

from __future__ import annotations

import random
import re
from typing import ClassVar

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from stoep.groups.actions import join_group, start_group
from stoep.groups.models import Group, Membership
from stoep.items.actions import delete_item, publish, react, reply
from stoep.items.models import Item
from stoep.kernel.access import NotAllowed
from stoep.people.actions import welcome_person
from stoep.people.models import Person
from stoep.streams.models import Entry
from tests.roles import client_of, people_of
from tests.world import World, WorldTestCase, add

CANARY = "quillfeather"
NAME = "circlewright"  # an admin sees what a group is called, in the list of groups; nothing that is in it
LISTS = "/admin/groups/"
MOMENT = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+")
LINK = re.compile(rb'(?:href|src|action|formaction|data-src)="(/[^"#]*)"')


def reference(viewer: Person, item: Item) -> bool:
    """Say by plain words, slowly, whether `viewer` may read `item`."""
    root = item.root or item
    if not viewer.is_active or item.state != Item.State.PUBLISHED or root.state != Item.State.PUBLISHED:
        return False
    group = Group.objects.filter(pk=item.group_id_or_none or 0).first()
    inside = group is not None and (viewer.pk, group.pk) in {
        (m.person_id, m.group_id) for m in Membership.objects.all()
    }
    if viewer.is_guest:
        return inside
    return group is None or group.is_open or inside


class ReferenceTests(TestCase):
    def test_a_thousand_pairs(self) -> None:
        chance = random.Random(42)
        people, items = self.company(chance)
        pairs = [(chance.choice(people), chance.choice(items)) for _ in range(1000)]
        for viewer, item in pairs:
            expected = reference(viewer, item)
            self.assertEqual(Item.objects.visible_to(viewer).filter(pk=item.pk).exists(), expected, (viewer, item.pk))
            if item.root_id is None and item.state == Item.State.PUBLISHED:
                entries = Entry.objects.visible_to(viewer).filter(item_id=item.pk)
                self.assertEqual(entries.exists(), expected, (viewer, item.pk))

    def company(self, chance: random.Random) -> tuple[list[Person], list[Item]]:
        roles = [Person.Role.MEMBER] * 5 + [Person.Role.GUEST, Person.Role.ADMIN]
        people = [
            welcome_person(name=f"P {n}", handle=f"p{n}", password=None, role=chance.choice(roles)) for n in range(24)
        ]
        members = [person for person in people if not person.is_guest]
        groups = [start_group(chance.choice(members), name=f"Group {n}", openness=n % 3) for n in range(9)]
        for group in groups:
            leader = Person.objects.get(pk=group.started_by_id)
            for person in chance.sample(people, 7):
                if person.pk != leader.pk:
                    add(group, leader, person)
        items = []
        for n in range(90):
            group = chance.choice([*groups, None, None])
            who = members if group is None else [m.person for m in group.members.select_related("person")]
            item = publish(chance.choice(who), kind=Item.Kind.POST, body=f"text {n}", group=group)
            items.append(item)
            items.append(reply(item.author, item, body="and"))
        for item in chance.sample(items, 12):
            item.refresh_from_db()
            if item.state == Item.State.PUBLISHED:
                delete_item(item.author, item)
        Person.objects.filter(pk__in=[p.pk for p in chance.sample(people, 3)]).update(is_active=False)
        fresh = Item.objects.for_system("test").select_related("root", "author")
        return list(Person.objects.filter(handle__startswith="p")), list(fresh.filter(pk__in=[i.pk for i in items]))


class CrawlTests(TestCase):
    """Planted words of a secret group are nowhere for anybody outside it."""

    clients: ClassVar[dict[str, Client]]

    @classmethod
    def setUpTestData(cls) -> None:
        world = World()
        world.build()
        people = people_of(world)
        secret = start_group(world.dilara, name=f"{CANARY} {NAME}", openness=Group.Openness.SECRET, purpose=CANARY)
        question = publish(
            world.dilara,
            kind=Item.Kind.QUESTION,
            title=f"{CANARY} title",
            body=f"{CANARY} body #{CANARY} @amber @chen http://localhost:8000/i/{world.notice.pk}/",
            group=secret,
        )
        reply(world.dilara, question, body=f"{CANARY} reply @milan")
        react(world.dilara, question, "agree")
        publish(world.chen, kind=Item.Kind.POST, body=f"see http://localhost:8000/i/{question.pk}/")
        cls.secret, cls.question = secret, question
        cls.clients = {role: client_of(person) for role, person in people.items()}

    def crawl(self, client: Client) -> tuple[int, list[str]]:
        waiting = [
            "/",
            "/kept/",
            "/?tab=all",
            "/?tab=all&sort=discussed",
            "/?tab=questions",
            "/g/",
            "/p/",
            "/notifications/",
        ]
        waiting += [
            f"/i/{self.question.pk}/",
            f"/i/{self.question.pk}/menu/",
            f"/g/{self.secret.slug}/",
            "/saved/",
        ]
        waiting += [
            f"/complete/topics/?q={CANARY[:4]}",
            f"/g/overlap/?q={CANARY}",
            f"/g/?q={CANARY}",
            f"/p/?q={CANARY}",
        ]
        waiting += [
            "/p/dilara/",
            "/new-items/?since=1",
            "/complete/people/?q=di",
            f"/i/{self.question.pk}/history/",
        ]
        seen: set[str] = set()
        leaks = []
        while waiting and len(seen) < 250:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            response = client.get(address)
            body = b"".join(response) if response.streaming else response.content
            if address.startswith(LISTS):
                body = body.replace(f"{CANARY} {NAME}".encode(), b"")
            if CANARY.encode() in body.lower().replace(address.lower().encode(), b"").replace(
                f'value="{CANARY}"'.encode(), b""
            ):
                leaks.append(address)
            waiting += [link.decode().replace("&amp;", "&") for link in LINK.findall(body)]
        return len(seen), leaks

    def test_no_outsider_finds_a_planted_word(self) -> None:
        total = 0
        for role, client in self.clients.items():
            count, leaks = self.crawl(client)
            total += count
            self.assertEqual([a for a in leaks if CANARY not in a], [], role)
        self.assertGreater(total, 300)


class OracleTests(WorldTestCase):
    """A secret group answers exactly as one that does not exist."""

    def got(self, client: Client, address: str) -> tuple[int, bytes, list[str]]:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        return response.status_code, response.content, [MOMENT.sub("", query["sql"]) for query in captured]

    def test_same_status_bytes_and_statements(self) -> None:
        client = client_of(self.chen)
        client.get("/g/")
        for tail in ("", "about/", "members/", "edit/"):
            real = self.got(client, f"/g/{self.orchid.slug}/{tail}")
            fake_slug = f"x-{self.orchid.pk + 1:x}"
            fake = self.got(client, f"/g/{fake_slug}/{tail}")
            self.assertEqual(real[0], fake[0])
            self.assertEqual(real[1], fake[1])
            self.assertEqual([q.replace(self.orchid.slug, fake_slug) for q in real[2]], fake[2])

    def test_items_of_a_secret_group_likewise(self) -> None:
        client = client_of(self.chen)
        client.get("/g/")
        real = self.got(client, f"/i/{self.secret.pk}/")
        fake = self.got(client, f"/i/{self.secret.pk + 7}/")
        self.assertEqual(real[:2], fake[:2])
        self.assertEqual([q.replace(str(self.secret.pk), str(self.secret.pk + 7)) for q in real[2]], fake[2])

    def test_its_name_is_free(self) -> None:
        group = start_group(self.chen, name="Orchid")
        self.assertEqual(group.slug, "orchid")

    def test_joining_it_is_not_there(self) -> None:
        client = client_of(self.chen)
        for tail in ("join/", "request/", "leave/"):
            self.assertEqual(client.post(f"/g/{self.orchid.slug}/{tail}").status_code, 404)
        with self.assertRaises(NotAllowed):
            join_group(self.chen, self.orchid)
