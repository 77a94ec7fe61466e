"""Error pages: what happened and what can be done; nothing typed is lost."""

from __future__ import annotations

import math
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TEXTS = ("title", "body", "name", "purpose", "rules", "about")


def _page(request: HttpRequest, status: int, headline: str, text: str, **more: object) -> HttpResponse:
    context = {"headline": headline, "text": text, "status": status, **more}
    return render(request, "ui/error.html", context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return the fields of a form that was sent, and which hold text; passwords are not sent back."""
    sent = [(name, str(value)) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    return [(name, value, name in TEXTS) for name, value in sent if "password" not in name]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be understood."""
    return _page(request, 400, _("This request is not right"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: may be seen, may not be done."""
    return _page(request, 403, _("This is not yours to do"), _("You may look here, but this takes somebody else."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not to be seen: the same answer."""
    return _page(request, 404, _("This page is not here (any more)"), _("Perhaps it moved, or it is not for you."))


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429: too often, for so many seconds yet."""
    minutes = math.ceil(seconds / 60)
    when = ngettext("in a minute", "in %(minutes)d minutes", minutes) % {"minutes": minutes}
    response = _page(
        request,
        429,
        _("A little slower, please"),
        _("You did this often in a short time. Try again %(when)s.") % {"when": when},
        typed=_typed(request),
        action=request.get_full_path(),
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; drawn without the database."""
    context = {
        "headline": _("This does not work right now"),
        "text": _("We know. Try again in a minute."),
        "status": 500,
    }
    return HttpResponse(render_to_string("ui/bare_error.html", context), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is too old: shows what was typed, to be sent again."""
    return _page(
        request,
        403,
        _("Send it once more"),
        _("This form had been open too long. What you typed is still here."),
        typed=_typed(request),
        action=request.get_full_path(),
    )


def refusal(status: int, languages: str, is_page: bool) -> tuple[str, str]:
    """Return what the server says when no page runs, and in which language; drawn without the database.

    `languages` is what the browser reads, in its own words (Accept-Language).
    """
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = languages
    language = translation.get_language_from_request(request)
    return _refusal(status, language, is_page, f"{settings.SITE}/"), language


@cache
def _refusal(status: int, language: str, is_page: bool, home: str) -> str:
    with translation.override(language):
        headline, text = {
            400: (_("This is another address"), _("This network is at %(site)s") % {"site": home}),
            408: (_("This took too long"), _("Perhaps the connection is slow. Go back and send it again.")),
            413: (_("This is too large"), _("Go back, make it smaller and send it again.")),
            503: (_("It is very busy here"), _("Try again in a moment.")),
        }[status]
        context = {"headline": headline, "text": text, "status": status, "home": home}
        return render_to_string("ui/bare_error.html", context) if is_page else f"{headline}. {text}"
