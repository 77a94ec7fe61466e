"""Who is in a group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from stoep.groups.access import (
    is_leader,
    is_member,
    may_add_to,
    may_ask,
    may_be_added,
    may_invite_into,
    may_join,
    may_lead,
)
from stoep.groups.actions.leading import could_lead, lead_if_asked, require_other_leader
from stoep.groups.facts import JoiningAsked, MemberAdded, PersonInvited, PersonJoined, PersonLeft
from stoep.groups.models import Departure, Group, Membership, Request
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Person


def recount(*group_ids: int) -> None:
    """Count again who is in these groups: kept beside the group, for a directory asks it of sixty at once."""
    active = Membership.objects.filter(group_id=OuterRef("pk"), person__is_active=True)

    def number(rows: QuerySet[Membership, Any]) -> Coalesce:
        counted = rows.order_by().values("group_id").annotate(n=Count("person_id")).values("n")
        return Coalesce(Subquery(counted), 0)

    guests = active.filter(person__role=Person.Role.GUEST)
    members = active.exclude(person__role=Person.Role.GUEST)
    Group.objects.filter(pk__in=group_ids).update(member_count=number(members), guest_count=number(guests))


def add_member(group: Group, person: Person, *, is_leader: bool = False) -> bool:
    """Put a person in a group without asking who may; say whether they are new there."""
    _, added = Membership.objects.get_or_create(
        person_id=person.pk, group_id=group.pk, defaults={"is_leader": is_leader}
    )
    Request.objects.filter(group=group, person=person).delete()
    if added:
        Departure.objects.filter(group=group, person=person).delete()
        recount(group.pk)
    return added


@transaction.atomic
def join_group(person: Person, group: Group) -> None:
    """Walk into an open group, or accept an invitation into another. Joining twice is no error."""
    invitation = Request.objects.filter(group=group, person=person, invited_by__isnull=False).first()
    require(invitation is not None or may_join(person, group) or is_member(person, group))
    if add_member(group, person):
        announce(PersonJoined(group.pk, person.pk))
        lead_if_asked(person, group, invitation)


@transaction.atomic
def add_colleague(leader: Person, group: Group, colleague: Person) -> None:
    """Put a colleague into an open group; who left it of late by themselves is invited instead, and may say no."""
    require(may_add_to(leader, group) and may_be_added(colleague))
    if Departure.objects.filter(group=group, person=colleague).exists():
        invite_into_group(leader, group, colleague)
    elif add_member(group, colleague):
        announce(MemberAdded(group.pk, colleague.pk, by_id=leader.pk))


@transaction.atomic
def ask_to_join(person: Person, group: Group) -> None:
    """Ask the leaders of a closed group to be let in. Asking twice is no error."""
    require(may_ask(person, group) and not is_member(person, group))
    _, asked = Request.objects.get_or_create(group=group, person=person)
    if asked:
        announce(JoiningAsked(group.pk, person.pk))


@transaction.atomic
def withdraw_request(person: Person, group: Group) -> None:
    """Take back one's own asking, or decline an invitation."""
    Request.objects.filter(group=group, person=person).delete()


@transaction.atomic
def answer_request(leader: Person, group: Group, asker: Person, *, let_in: bool) -> None:
    """Let in who asked, or not. Raises `Request.DoesNotExist` when nobody asked."""
    require(may_lead(leader, group))
    Request.objects.get(group=group, person=asker, invited_by__isnull=True).delete()
    if let_in and add_member(group, asker):
        announce(PersonJoined(group.pk, asker.pk, by_id=leader.pk))


@transaction.atomic
def invite_into_group(person: Person, group: Group, colleague: Person) -> None:
    """Invite a colleague; who had asked already is let in by a leader's invitation."""
    require(may_invite_into(person, group) and colleague.is_active and not colleague.is_placeholder)
    if is_member(colleague, group):
        return
    request, is_new = Request.objects.get_or_create(group=group, person=colleague, defaults={"invited_by": person})
    if is_new:
        announce(PersonInvited(group.pk, colleague.pk, by_id=person.pk))
    elif request.invited_by_id is None and is_leader(person, group):
        answer_request(person, group, colleague, let_in=True)


def _remove(group: Group, person: Person, by: Person | None) -> None:
    if could_lead(group.pk).exclude(person_id=person.pk).exists():
        require_other_leader(group, person)
    if Membership.objects.filter(group_id=group.pk, person_id=person.pk).delete()[0]:
        recount(group.pk)
        if by is None:
            Departure.objects.update_or_create(group=group, person=person, defaults={"left_at": timezone.now()})
        announce(PersonLeft(group.pk, person.pk, by_id=by.pk if by else 0))


@transaction.atomic
def leave_group(person: Person, group: Group) -> None:
    """Leave. Raises `LastLeader` when the group would go on without one."""
    _remove(group, person, by=None)


@transaction.atomic
def remove_member(leader: Person, group: Group, person: Person) -> None:
    """Remove `person`; what they wrote stays. Raises `LastLeader` as `leave_group`."""
    require(may_lead(leader, group))
    _remove(group, person, by=leader)
