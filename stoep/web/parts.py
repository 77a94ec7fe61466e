"""The shell around every page: navigation, what stands at the top, the bar on a phone."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.translation import get_language

from stoep.adoption.access import may_invite
from stoep.kernel.ids import id_in
from stoep.people.models import Person
from stoep.people.queries import Face, face_of
from stoep.ui.templatetags.ui import slot
from stoep.web.queries import Shell, newcomers, shell_of

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
    return _html(template, _shell(request), me, place, get_language() or "", roles, may_invite(person))


@lru_cache(maxsize=1024)
def _html(template: str, shell: Shell, me: Face, here: str, language: str, roles: str, invites: bool) -> str:
    """Return a piece of the shell; what it shows is its key, so it is rendered once for a person."""
    return render_to_string(template, {"shell": shell, "me": me, "here": here, "roles": roles, "invites": invites})


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
    """Show beside home who came in of late."""
    assert isinstance(request.user, Person)
    people = newcomers(request.user)
    return _newcomers_html(people, get_language() or "") if people else ""


@lru_cache(maxsize=256)
def _newcomers_html(people: tuple[tuple[Face, bool], ...], language: str) -> str:
    return render_to_string("web/_newcomers.html", {"people": people})
