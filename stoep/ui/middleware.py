"""Headers of every answer, and what htmx needs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
if settings.HTTPS:
    HEADERS["Strict-Transport-Security"] = "max-age=31536000"

Answer = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """Sets the same headers on every answer; a page is private and never stored unless it says otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PartOrPage:
    """Says whether htmx asks (`request.htmx`); one that is sent to the sign-in page goes there as a whole page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.htmx = request.META.get("HTTP_HX_REQUEST") == "true"  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.htmx and response.status_code == 302:  # type: ignore[attr-defined]
            moved = HttpResponse(status=401)
            moved.headers["HX-Redirect"] = response.headers["Location"]
            return moved
        return response
