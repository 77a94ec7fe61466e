"""Error pages: what happened and what can be done; nothing typed is lost."""

from __future__ import annotations

import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
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


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than is taken at once."""
    return _page(request, 413, _("This is too large"), _("Make it smaller and send it again."))


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
