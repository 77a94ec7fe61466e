from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from stoep.kernel.ids import MAX_ID, id_in, moment_of
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.streams.actions import mark_home_seen
from stoep.streams.models import Stream
from stoep.streams.queries import (
    Page,
    followed_page,
    for_you_page,
    is_quiet,
    new_in_stream,
    new_in_streams,
    stream_page,
)
from stoep.web.parts import first_look, is_first_look, is_short, tab_of
from stoep.web.queries import questions_waiting_for

NEW_SHOWN = 99


def _page(person: Person, tab: str, before: int, discussed: bool) -> Page:
    if tab == "following":
        return followed_page(person, before=before, discussed=discussed)
    if tab in ("all", "questions"):
        kind = Stream.Kind.EVERYONE if tab == "all" else Stream.Kind.QUESTIONS
        return stream_page(person, kind, before=before, discussed=discussed)
    return for_you_page(person, before=before, discussed=discussed)


@login_required
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    tab, before = tab_of(request), id_in(request.GET.get("before"))
    discussed = request.GET.get("sort") == "discussed"
    seen = id_in(request.GET.get("seen")) or request.user.seen_id
    page, source = _page(request.user, tab, before, discussed), tab
    if is_first_look(request) and is_short(page):
        page, source = _everything(request.user, page, discussed), "all"
    context = {
        **_list(request.user, page, seen if not discussed else MAX_ID, before),
        "pill": _pill(tab, max(page.item_ids, default=0)) if not before and not discussed else "",
        "more": _more(source, page.next_before, seen, discussed=discussed),
        "may_write": not request.user.is_guest,
        "me": face_of(request.user),
    }
    if request.htmx and before:
        return render(request, "streams/_stream.html", context)
    context |= {"tab": tab, "discussed": discussed, "today": _today(), "greeting": _greeting(request.user)}
    context |= {"seen_at": moment_of(seen) if seen else None, "asked": questions_waiting_for(request.user)}
    if is_first_look(request):
        context |= first_look(request, page)
    return render(request, "web/home.html", context)


def _everything(person: Person, page: Page, discussed: bool) -> Page:
    """Return *Everyone* in place of a newcomer's own streams, in which there is little yet: home is never empty."""
    return replace(stream_page(person, Stream.Kind.EVERYONE, discussed=discussed), top_ids=page.top_ids)


def _list(person: Person, page: Page, seen: int, before: int) -> dict[str, object]:
    """Return the cards of a page, split where what is newer than item `seen` ends; unread announcements on top."""
    on_top = page.top_ids if not before else ()
    wanted = dict.fromkeys([*on_top, *(pk for pk in page.item_ids if pk not in page.top_ids)])
    outside = dict.fromkeys(page.outside, _("From outside your groups and who you follow"))
    cards = cards_for(person, list(wanted), outside)
    rest = [card for card in cards if card.pk not in on_top]
    fresh = sum(card.pk > seen for card in rest)
    is_mark = bool(seen) and fresh < len(rest) and (fresh > 0 or before > seen)
    return {
        "first": not before,
        "count": len(cards),
        "top": cards_html(card for card in cards if card.pk in on_top),
        "cards": cards_html(rest[:fresh] if is_mark else rest),
        "seen_cards": cards_html(rest[fresh:]) if is_mark else "",
        "fresh": fresh if seen else 0,
        "fresh_label": f"{fresh}{'+' if page.next_before and fresh == len(rest) else ''}",
    }


def _more(tab: str, before: int, seen: int, *, discussed: bool) -> str:
    """Return where the next page is; it takes along what was seen, because that moves on while one reads."""
    query = {"tab": tab, "before": before, "seen": seen} | ({"sort": "discussed"} if discussed else {})
    return f"?{urlencode(query)}" if before else ""


def _pill(tab: str, newest: int) -> SafeString:
    return render_to_string("web/_pill.html", {"count": 0, "since": newest, "tab": tab})


def _new_in(person: Person, tab: str, since: int) -> int:
    """Return how many items are new in a tab, one more than is shown at most."""
    most = NEW_SHOWN + 1
    if tab == "questions":
        return new_in_stream(person, Stream.Kind.QUESTIONS, since, limit=most)
    if tab == "all" or (tab == "foryou" and is_quiet(person)):
        return new_in_stream(person, Stream.Kind.EVERYONE, since, limit=most)
    return new_in_streams(person, since, only_followed=tab == "following", limit=most)


def _today() -> str:
    text = date_format(timezone.localtime(), "l j F")
    return text[:1].upper() + text[1:]


def _greeting(person: Person) -> str:
    hour = timezone.localtime().hour
    if hour < 12:
        return _("Good morning %(name)s.") % {"name": person.first_name}
    if hour < 18:
        return _("Good afternoon %(name)s.") % {"name": person.first_name}
    return _("Good evening %(name)s.") % {"name": person.first_name}


@login_required
@require_safe
def news(request: MemberRequest) -> HttpResponse:
    since, tab = id_in(request.GET.get("since")), tab_of(request)
    count = _new_in(request.user, tab, since)
    return render(request, "web/_pill.html", {"count": count, "since": since, "tab": tab})


@login_required
@require_POST
def seen(request: MemberRequest) -> HttpResponse:
    if item_id := id_in(request.POST.get("item")):
        mark_home_seen(request.user, item_id)
    return HttpResponse(status=204)
