"""A link for a team: limited in number and time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from stoep.adoption.actions.invitations import VALID_FOR, fresh_token, require_left
from stoep.adoption.models import TeamLink
from stoep.kernel.access import require
from stoep.people.models import Person

MOST_PLACES = 100


@transaction.atomic
def make_team_link(person: Person, *, name: str, places: int) -> tuple[TeamLink, str]:
    """Make a link by which `places` colleagues can come in; return it and its token. Raises `NoneLeft`.

    As long as it is open its places count as given away, afterwards the used ones.
    """
    require(1 <= places <= MOST_PLACES)
    require_left(person, places)
    token, stored = fresh_token()
    link = TeamLink.objects.create(
        digest=stored, invited_by=person, name=name[:100], places=places, expires_at=timezone.now() + VALID_FOR
    )
    return link, token


@transaction.atomic
def renew_team_link(person: Person, link: TeamLink) -> str:
    """Put a new address in place of the old one, with the same places and end; return its token."""
    link = TeamLink.objects.select_for_update().get(pk=link.pk)
    require(link.invited_by_id == person.pk and link.is_open)
    token, link.digest = fresh_token()
    link.save(update_fields=["digest"])
    return token


@transaction.atomic
def withdraw_team_link(person: Person, link: TeamLink) -> None:
    """Close a link: who came in by it stays."""
    require(link.invited_by_id == person.pk or person.is_admin)
    TeamLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
