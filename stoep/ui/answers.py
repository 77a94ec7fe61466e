"""Answers: the part for htmx, the page for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """Go on with a GET after a form was sent."""

    status_code = 303


def back(request: HttpRequest, otherwise: str) -> str:
    """Return the page the form was sent from, or `otherwise`; never another site."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return otherwise
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def answer(
    request: HttpRequest,
    part: str,
    context: Mapping[str, Any],
    *,
    page: str,
    toast: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the rendered `part` to htmx, and send everybody else to `page`."""
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(page)
    response = render(request, part, dict(context), status=status)
    if toast:
        response.headers["HX-Trigger"] = "toast"
    return response


def go_to(request: HttpRequest, page: str) -> HttpResponse:
    """Send htmx and everybody else to a whole page."""
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = page
        return response
    return SeeOther(page)
