from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.streams.queries import for_you_page

MOST = 50


def _newest(person: Person) -> list[int]:
    """Return the first items of home: unread announcements, then its newest."""
    page = for_you_page(person)
    ids = dict.fromkeys([*page.top_ids, *page.item_ids])
    while page.next_before and len(ids) < MOST:
        page = for_you_page(person, before=page.next_before)
        ids |= dict.fromkeys(page.item_ids)
    return list(ids)[:MOST]


@login_required
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """Home as a device keeps it: the last fifty items with their whole texts, in one page."""
    cards = cards_for(request.user, _newest(request.user), whole=True)
    context = {"cards": cards_html(cards), "count": len(cards), "me": face_of(request.user)}
    context["may_write"] = not request.user.is_guest
    return render(request, "web/kept.html", context)
