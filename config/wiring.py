"""Who listens to what, and who fills a place on a page of a lower app. Read this file to know what follows."""

from __future__ import annotations

from stoep.groups.facts import PersonJoined, PersonLeft
from stoep.items.facts import AnswerAccepted, ItemChanged, ItemDeleted, ItemPublished, ItemRestored
from stoep.kernel.facts import Wiring
from stoep.people.facts import PersonArrived, ProfileChanged
from stoep.streams import listeners as streams

WITHIN: Wiring = {
    ItemPublished: [streams.deliver],
    ItemRestored: [streams.deliver],
    ItemChanged: [streams.sort_again],
    ItemDeleted: [streams.withdraw],
    AnswerAccepted: [streams.sort_question],
    PersonJoined: [streams.subscribe_member],
    PersonLeft: [streams.unsubscribe_member],
    PersonArrived: [streams.subscribe_newcomer],
    ProfileChanged: [streams.subscribe_to_known],
}
AFTER: Wiring = {}
NUDGE: Wiring = {}
