"""Whom to tell about what an import brought."""

from __future__ import annotations

from stoep.integrations.facts import ClaimAsked
from stoep.integrations.models import Claim
from stoep.notifications.actions import tell
from stoep.notifications.models import Notification
from stoep.people.models import Person


def tell_admins(fact: ClaimAsked) -> None:
    """Tell the admins that somebody waits for their answer, while they do."""
    if Claim.objects.filter(pk=fact.claim_id, approved_at=None).exists():
        admins = Person.objects.present().filter(role=Person.Role.ADMIN).values_list("pk", flat=True)
        tell(admins, Notification.Kind.CLAIMED, f"claim-{fact.claim_id}", fact.person_id)
