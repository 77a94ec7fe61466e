"""Reads about invitations: how many are left, what is under way, the first fifty, and who brought whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, Q, Sum
from django.utils import timezone

from stoep.adoption.models import Invitation, TeamLink
from stoep.organisation.queries import organisation, sends_mail
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.people.queries import Face, face_of

FIRST = 50
TREE_UP_TO = 200  # so many people make a tree one can look at; beyond it everybody sees their own branch
DEFAULT_EACH = 5
DEEPEST = 12  # levels of the tree that are drawn inside each other


def invitations_left(person: Person) -> int | None:
    """Return how many more `person` may invite, None for as many as they like.

    Away are: open invitations, accepted ones whose invitee has not taken part, the places of open links for a team
    and the used ones of closed ones.
    """
    if person.is_admin:
        return None
    mine = Invitation.objects.filter(invited_by=person)
    away = mine.filter(_open() | Q(accepted_by__isnull=False, took_part_at=None)).count()
    links = TeamLink.objects.filter(invited_by=person)
    still, over = links.filter(_open_link()), links.exclude(_open_link())
    away += (still.aggregate(n=Sum("places"))["n"] or 0) + (over.aggregate(n=Sum("used"))["n"] or 0)
    ours = organisation()
    return max(0, (ours.invitations_each if ours else DEFAULT_EACH) - away)


def _open() -> Q:
    return Q(accepted_by=None, withdrawn_at=None, expires_at__gt=timezone.now())


def _open_link() -> Q:
    return Q(withdrawn_at=None, expires_at__gt=timezone.now())


def under_way(person: Person, *, limit: int = 50) -> tuple[list[Invitation], list[TeamLink]]:
    """Return the open invitations and links of `person`, the newest first."""
    personal = Invitation.objects.filter(_open(), invited_by=person).order_by("-pk")[:limit]
    return list(personal), list(
        TeamLink.objects.filter(_open_link(), invited_by=person, used__lt=F("places")).order_by("-pk")[:limit]
    )


def invited_by(person: Person, viewer: Person, *, limit: int = 50) -> list[Face]:
    """Return whom `person` brought in, as far as `viewer` sees them, in alphabetical order."""
    rows = people_visible_to(viewer).present().filter(invited_by=person).order_by("name", "pk")[:limit]
    return [face_of(row) for row in rows]


@dataclass(frozen=True)
class Fifty:
    """The first fifty: who is there, how many are under way, how many places are free beside the next one."""

    present: list[Face]
    number: int
    sent: int
    free: int

    @property
    def to_go(self) -> int:
        """Return how many are still to come."""
        return FIRST - self.number


def fifty(viewer: Person) -> Fifty | None:
    """Return the first fifty as they fill up, None once they are there."""
    people = people_visible_to(viewer).present().exclude(role=Person.Role.GUEST).order_by("pk")
    present = [face_of(person) for person in people[:FIRST]]
    if len(present) >= FIRST:
        return None
    sent = min(Invitation.objects.filter(_open()).count(), FIRST - len(present) - 1)
    return Fifty(present, len(present), sent, FIRST - len(present) - sent - 1)


@dataclass
class Branch:
    """Somebody, and whom they brought in."""

    face: Face
    is_me: bool
    branches: list[Branch] = field(default_factory=list)


def tree_for(viewer: Person) -> list[Branch]:
    """Return who brought whom, alphabetical within a branch; in a large organisation only the viewer's own branch."""
    people = people_visible_to(viewer).present().exclude(role=Person.Role.GUEST)
    if people.count() > TREE_UP_TO:
        people = people.filter(Q(pk=viewer.pk) | Q(invited_by=viewer) | Q(pk=viewer.invited_by_id or 0))
    rows = list(people.order_by("name", "pk")[: TREE_UP_TO + 1])
    branches = {row.pk: Branch(face_of(row), row.pk == viewer.pk) for row in rows}
    roots: list[Branch] = []
    brought = {row.pk: row.invited_by_id or 0 for row in rows}
    for row in rows:
        above = branches.get(_stem(row.pk, brought))
        (above.branches if above else roots).append(branches[row.pk])
    return roots


def _stem(pk: int, brought: dict[int, int]) -> int:
    """Return below whom somebody stands: who brought them, or from `DEEPEST` on somebody higher up the same line."""
    line = [pk]
    while (above := brought.get(line[-1], 0)) in brought and above not in line:
        line.append(above)
    return line[max(1, len(line) - DEEPEST)] if len(line) > 1 else 0


def is_of_the_organisation(email: str) -> bool:
    """Say whether the domain of an e-mail address is one that lets people in; a sub-domain only when it is named."""
    ours = organisation()
    allowed = {line.strip().casefold() for line in (ours.domains if ours else "").splitlines() if line.strip()}
    return email.rpartition("@")[2].casefold() in allowed


def is_domain_open() -> bool:
    """Say whether an address of the organisation lets people in: domains are named, and mail is sent."""
    ours = organisation()
    return bool(ours and ours.domains.strip() and sends_mail())
