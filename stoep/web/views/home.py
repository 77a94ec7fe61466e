from __future__ import annotations

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
from stoep.kernel.ids import id_in
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.streams.actions import mark_home_seen
from stoep.streams.models import Stream
from stoep.streams.queries import Page, followed_page, for_you_page, new_count, stream_page
from stoep.web.queries import questions_waiting_for

TABS = ("foryou", "following", "all", "questions")
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
    tab = request.GET.get("tab", "foryou")
    tab = tab if tab in TABS else "foryou"
    before, discussed = id_in(request.GET.get("before")), request.GET.get("sort") == "discussed"
    page = _page(request.user, tab, before, discussed)
    outside = _("From outside your groups and who you follow")
    cards = cards_for(request.user, [*page.top_ids, *page.item_ids], dict.fromkeys(page.outside, outside))
    on_top = [card for card in cards if card.pk in page.top_ids]
    rest = [card for card in cards if card.pk not in page.top_ids]
    sort = "&sort=discussed" if discussed else ""
    context = {
        "cards": cards_html(rest),
        "count": len(cards),
        "top": cards_html(on_top),
        "pill": _pill(max(page.item_ids, default=0)) if not before and not discussed else "",
        "more": f"?tab={tab}&before={page.next_before}{sort}" if page.next_before else "",
        "first": not before,
        "me": face_of(request.user),
        "may_write": not request.user.is_guest,
    }
    if request.htmx and before:
        return render(request, "streams/_stream.html", context)
    context |= {
        "tab": tab,
        "discussed": discussed,
        "today": _today(),
        "greeting": _greeting(request.user),
        "asked": questions_waiting_for(request.user),
    }
    return render(request, "web/home.html", context)


def _pill(newest: int) -> SafeString:
    return render_to_string("web/_pill.html", {"count": 0, "since": newest})


def _today() -> str:
    text = date_format(timezone.localtime(), "l j F")
    return text[:1].upper() + text[1:]


def _greeting(person: Person) -> str:
    hour = timezone.localtime().hour
    first = person.name.split()[0] if person.name else ""
    if hour < 12:
        return _("Good morning %(name)s.") % {"name": first}
    if hour < 18:
        return _("Good afternoon %(name)s.") % {"name": first}
    return _("Good evening %(name)s.") % {"name": first}


@login_required
@require_safe
def news(request: MemberRequest) -> HttpResponse:
    since = id_in(request.GET.get("since"))
    count = new_count(request.user, since, limit=NEW_SHOWN + 1)
    return render(request, "web/_pill.html", {"count": count, "since": since})


@login_required
@require_POST
def seen(request: MemberRequest) -> HttpResponse:
    if item_id := id_in(request.POST.get("item")):
        mark_home_seen(request.user, item_id)
    return HttpResponse(status=204)
