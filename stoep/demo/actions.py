"""Filling an empty installation with the demonstration: every row through the action a person would have used."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stoep.demo.clock import Ids, moment_ago, reply_moments
from stoep.demo.content import LINK, Company, Row
from stoep.groups.actions import (
    ask_to_join,
    invite_into_group,
    join_group,
    leave_group,
    let_sleep,
    set_leader,
    start_group,
)
from stoep.groups.models import Group
from stoep.items.actions import accept_answer, bookmark, mark_read, pin, publish, react, reply
from stoep.items.models import Item
from stoep.kernel.hearing import hear_facts
from stoep.kernel.ids import moment_of
from stoep.notifications.models import Notification
from stoep.organisation.actions import found_organisation
from stoep.people.actions import change_profile, welcome_person
from stoep.people.models import Person
from stoep.streams.actions import follow, mark_group_seen, mark_home_seen
from stoep.topics.actions import topics_named

OPENNESS = {"open": Group.Openness.OPEN, "closed": Group.Openness.CLOSED, "secret": Group.Openness.SECRET}
KINDS = {"post": Item.Kind.POST, "question": Item.Kind.QUESTION, "announcement": Item.Kind.POST}
LAST_VISIT = 0.9  # days ago: what came since is new to everybody
Say = Callable[[str], object]


def build(company: Company, say: Say) -> None:
    """Fill an empty installation with `company`. Raises `NotAllowed` where somebody does what they may not."""
    with transaction.atomic():
        builder = Builder(company, timezone.now())
        say(f"{len(company.people)} colleagues arrive …")
        builder.organisation()
        builder.people()
        say(f"{len(company.groups)} groups …")
        builder.groups()
        say(f"{len(list(company.items()))} items in {len(company.threads)} conversations …")
        for thread in company.threads:
            builder.thread(thread)
        builder.habits()
        builder.rest()
    say("Everybody is told …")
    while hear_facts():
        pass
    builder.date_notifications()


class Builder:
    """Remembers who and what the names in the content stand for."""

    def __init__(self, company: Company, now: datetime) -> None:
        self.company, self.now, self.ids = company, now, Ids()
        self.person: dict[str, Person] = {}
        self.group: dict[str, Group] = {}
        self.root: dict[str, Item] = {}
        self.chance = random.Random("Lichtwaard")  # the same company every time

    def organisation(self) -> None:
        found_organisation(name="Lichtwaard", language="nl", accent="#ff6a1f")

    def people(self) -> None:
        """Let everybody arrive in order, invited by whom they were, and tell about themselves."""
        for row in sorted(self.company.people.values(), key=lambda row: -row["arrived"]):
            self.person[row["handle"]] = welcome_person(
                name=row["name"],
                handle=row["handle"],
                password=None,
                role=row.get("role", Person.Role.MEMBER),
                invited_by=self.person.get(row.get("invited_by", "")),
                language=row.get("language", "nl"),
                id_=self.ids.at(moment_ago(row["arrived"], self.now)),
            )
        for row in self.company.people.values():
            told = ("function", "department", "location", "spoken", "about", "working_days")
            fields: dict[str, object] = {name: row[name] for name in told if name in row}
            fields["manager"] = self.person.get(row.get("manager", ""))
            change_profile(self.person[row["handle"]], knows=row["knows"], **fields)

    def groups(self) -> None:
        for row in self.company.groups.values():
            first, *others = row["leaders"]
            group = start_group(
                self.person[first],
                name=row["name"],
                purpose=row["purpose"],
                rules=row["rules"],
                openness=OPENNESS[row["openness"]],
                welcomes=row.get("welcomes", False),
                id_=self.ids.at(moment_ago(row["started"], self.now)),
            )
            self.group[row["slug"]] = group
            if row.get("leaderless"):
                leave_group(self.person[first], group)
            for handle in sorted(self.company.inside(row["slug"]) - {first}):
                if row["openness"] != "open" or self.person[handle].is_guest:
                    invite_into_group(self.person[first], group, self.person[handle])
                join_group(self.person[handle], group)
            for handle in others:
                set_leader(self.person[first], group, self.person[handle], leads=True)

    def thread(self, row: Row) -> None:
        """Let a conversation happen, at its own time."""
        start = moment_ago(row["days_ago"], self.now)
        root = publish(
            self.person[row["by"]],
            kind=KINDS[row["kind"]],
            title=row.get("title", ""),
            body=self._text(row),
            group=self.group.get(row.get("group", "")),
            top_until=start + timedelta(days=row["days"]) if row["kind"] == "announcement" else None,
            id_=self.ids.at(start),
        )
        self.root[row["key"]] = root
        said = row.get("replies", [])
        replies: list[Item] = []
        for one, moment in zip(said, reply_moments(start, [one["hours"] for one in said], self.now), strict=True):
            parent = replies[one["to"]] if "to" in one else root
            replies.append(reply(self.person[one["by"]], parent, body=self._text(one), id_=self.ids.at(moment)))
            if one.get("accepted"):
                accept_answer(self.person[row["by"]], replies[-1])
        for item, told in zip([root, *replies], [row, *said], strict=True):
            for handle, reaction in told.get("reactions", []):
                react(self.person[handle], item, reaction)
        if row.get("pinned"):
            pin(self._leader(row["group"]), root, pinned=True)
        if row["kind"] == "announcement":
            self._let_read(row, root)

    def _text(self, row: Row) -> str:
        def address(key: str) -> str:
            return f"{settings.SITE}{self.root[key].get_absolute_url()}"

        return LINK.sub(lambda link: address(link.group(1)), row["body"]).strip()

    def _leader(self, slug: str) -> Person:
        return self.person[self.company.groups[slug]["leaders"][0]]

    def _let_read(self, row: Row, root: Item) -> None:
        """Let most who were there, but none of the visitors, say that they read an announcement."""
        visitors = {visitor.handle for visitor in self.company.visitors}
        meant = self.company.inside(row["group"]) if "group" in row else self.company.readers(row)
        for handle in sorted(meant - visitors - {row["by"]}):
            if self.person[handle].pk < root.pk and self.chance.random() < 0.8:
                mark_read(self.person[handle], root)

    def habits(self) -> None:
        """Let people follow, keep and have seen what they would have; somebody waits at each closed door.

        Who arrived after everybody's last visit has no habits yet.
        """
        seen = self.ids.at(self.now - timedelta(days=LAST_VISIT))
        settled = [person for person in self.person.values() if person.pk < seen]
        members = [person for person in settled if not person.is_guest]
        for person in members:
            for colleague in self.chance.sample(members, 4):
                if colleague != person:
                    follow(person, colleague)
            for topic in topics_named(self.company.people[person.handle]["knows"]):
                follow(person, topic)
        for person in settled:
            mark_home_seen(person, seen)
            for group in self.group.values():
                mark_group_seen(person, group, seen)
        known = {person.handle for person in settled}
        for visitor in (visitor for visitor in self.company.visitors if visitor.handle in known):
            readable = [t for t in self.company.threads[-80:] if visitor.handle in self.company.readers(t)]
            for thread in self.chance.sample(readable, min(6, len(readable))):
                bookmark(self.person[visitor.handle], self.root[thread["key"]])
        for handle, slug in self.company.asking:
            ask_to_join(self.person[handle], self.group[slug])
        for handle, slug in self.company.invited:
            invite_into_group(self._leader(slug), self.group[slug], self.person[handle])

    def rest(self) -> None:
        """Let the groups sleep whose leaders did."""
        for slug, row in self.company.groups.items():
            if row.get("asleep"):
                let_sleep(self._leader(slug), self.group[slug])

    def date_notifications(self) -> None:
        """Give what people were told the time of what it is about; what is old, they have read."""
        unread_from = self.ids.at(self.now - timedelta(days=LAST_VISIT))
        for line in Notification.objects.order_by("pk"):
            then = self.ids.at(self._told_at(line))
            Notification.objects.filter(pk=line.pk).update(id=then, is_read=then < unread_from)

    def _told_at(self, line: Notification) -> datetime:
        """Return when a line came: soon after an item or an arrival, of late at a door, any time for the rest."""
        arrived = max(moment_of(line.actor_id), moment_of(line.person_id))
        if line.item_id or line.kind == Notification.Kind.ARRIVED:
            return moment_of(line.item_id or line.actor_id) + timedelta(minutes=3)
        if line.kind in (Notification.Kind.GROUP_INVITATION, Notification.Kind.JOINING_ASKED):
            return self.now - timedelta(hours=self.chance.uniform(1, 20))
        return arrived + (self.now - arrived) * self.chance.uniform(0.1, 0.95)
