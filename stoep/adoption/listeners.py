"""What follows here from what happened below."""

from __future__ import annotations

from stoep.adoption.actions import note_taking_part, receive
from stoep.items.facts import ItemPublished
from stoep.notifications.actions import tell
from stoep.notifications.models import Notification
from stoep.people.facts import PersonArrived
from stoep.people.models import Person


def thank_inviter(fact: ItemPublished) -> None:
    """Give an invitation back to who invited the author, at their first post or reply, and tell them."""
    if invitation := note_taking_part(fact.author_id):
        kind = Notification.Kind.TOOK_PART
        tell([invitation.invited_by_id], kind, f"took-part-{fact.author_id}", fact.author_id)


def receive_newcomer(fact: PersonArrived) -> None:
    """Who came in is welcomed."""
    receive(Person.objects.get(pk=fact.person_id))
