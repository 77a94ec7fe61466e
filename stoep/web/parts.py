"""The shell around every page: navigation, what stands at the top, the bar on a phone."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stoep.adoption.access import is_newcomer, may_invite
from stoep.adoption.parts import welcome_card
from stoep.adoption.queries import FIRST, welcoming_group
from stoep.adoption.texts import introduction
from stoep.kernel.ids import id_in
from stoep.organisation.functions import is_on
from stoep.people.models import Person
from stoep.people.queries import Face, face_of, people_present
from stoep.people.requests import MemberRequest
from stoep.streams.queries import Page
from stoep.ui.templatetags.ui import slot
from stoep.web.queries import Shell, best_of_groups, newcomers, shell_of

TABS = ("foryou", "following", "all", "questions")
FEW, JOINED, WEEK = 10, 6, timedelta(days=7)
PLACES = ("/", "/?tab=questions", "/g/", "/p/", "/saved/", "/notifications/")


def _shell(request: HttpRequest) -> Shell:
    """Read the shell once a request."""
    if not hasattr(request, "_shell"):
        request._shell = shell_of(request.user) if request.user.is_authenticated else Shell((), False)  # type: ignore[attr-defined]
    return request._shell  # type: ignore[attr-defined, no-any-return]


def _render(request: HttpRequest, template: str, roles: str = "") -> str:
    person = request.user
    if not isinstance(person, Person):
        return ""
    me = face_of(person)
    here = request.path if request.GET.get("tab") != "questions" else "/?tab=questions"
    place = here if here in (*PLACES, me.url) else ""
    present = min(people_present(), FIRST)
    return _html(template, _shell(request), me, place, get_language() or "", roles, present, may_invite(person))


@lru_cache(maxsize=1024)
def _html(
    template: str, shell: Shell, me: Face, here: str, language: str, roles: str, present: int, invites: bool
) -> str:
    """Return a piece of the shell; what it shows is its key, so it is rendered once for a person."""
    context = {"shell": shell, "me": me, "here": here, "roles": roles, "present": present, "first": FIRST}
    return render_to_string(template, context | {"invites": invites})


def navigation(request: HttpRequest, thing: object) -> str:
    """Fill the left navigation; it shows only what exists."""
    return _render(request, "web/_navigation.html", slot(Context({"request": request}), "navigation-roles"))


def top_acts(request: HttpRequest, thing: object) -> str:
    """Fill the right of the top bar."""
    return _render(request, "web/_top_acts.html")


def top_search(request: HttpRequest, thing: object) -> str:
    """Fill the middle of the top bar: find a colleague."""
    return _render(request, "web/_top_search.html")


def tab_bar(request: HttpRequest, thing: object) -> str:
    """Fill the bar at the bottom of a phone."""
    return _render(request, "web/_tab_bar.html")


def toast(request: HttpRequest, thing: object) -> str:
    """Say after a plain form what was done, with its undo."""
    if "removed" not in request.GET:
        return ""
    return render_to_string(
        "items/_removed.html", {"undo": id_in(request.GET["removed"]), "is_reply": request.path != "/"}
    )


def newcomers_aside(request: HttpRequest, thing: object) -> str:
    """Show beside home who came in of late; for a newcomer it stands above the stream."""
    assert isinstance(request.user, Person)
    if is_first_look(request):
        return ""
    people = newcomers(request.user)
    return _newcomers_html(people, get_language() or "") if people else ""


@lru_cache(maxsize=256)
def _newcomers_html(people: tuple[tuple[Face, bool], ...], language: str) -> str:
    return render_to_string("web/_newcomers.html", {"people": people})


def about_setting(request: HttpRequest, thing: object) -> str:
    """Lead from the settings to what is recorded, and to the house rules."""
    return render_to_string("web/_about_setting.html")


def tab_of(request: HttpRequest) -> str:
    """Return which stream of home is asked."""
    tab = request.GET.get("tab", "")
    return tab if tab in TABS else TABS[0]


def is_first_look(request: HttpRequest) -> bool:
    """Say whether this is the first page of a newcomer's *For you*; known without a query."""
    assert isinstance(request.user, Person)
    return is_newcomer(request.user) and tab_of(request) == TABS[0] and "before" not in request.GET


def is_short(page: Page) -> bool:
    """Say whether a stream holds fewer than ten items in all."""
    return len(page.item_ids) < FEW and not page.next_before


def first_look(request: MemberRequest, page: Page) -> dict[str, object]:
    """Return what stands above the stream of who came in of late: to begin with, and to find one's way."""
    me = request.user
    few = is_short(page)
    joined = newcomers(me, within=WEEK, limit=JOINED)
    return {
        "newcomer": True,
        "welcome": welcome_card(request),
        "few": few,
        "best": [] if few else best_of_groups(me),
        "joined": sorted(joined, key=lambda pair: pair[0].name),
        "prompts": _prompts(me) if few and not me.is_guest else (),
    }


def _prompts(me: Person) -> tuple[tuple[str, str, str], ...]:
    """Return three ways to begin: an icon, what it says, and the composer with its first words."""
    place = welcoming_group(me)
    hello = {"text": introduction(me)} | ({"group": place.slug} if place else {})
    asks = (
        "message-circle-question-mark",
        _("Ask a question"),
        f"/new/question/?{urlencode({'title': _('Who knows') + ' '})}",
    )
    return (
        *([asks] if is_on("questions") else []),
        ("hammer", _("Show what you are working on"), f"/new/post/?{urlencode({'text': _('I am working on') + ' '})}"),
        ("circle-user-round", _("Who are you?"), f"/new/post/?{urlencode(hello)}"),
    )
