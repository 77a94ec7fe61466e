"""What administration adds to pages: the way to it, and its own sections."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.people.models import Person
from stoep.people.requests import MemberRequest

SECTIONS = {
    "/admin/": "overview",
    "/admin/organisation/": "organisation",
    "/admin/people/": "people",
    "/admin/import/": "people",
    "/admin/invitations/": "invitations",
    "/admin/mail/": "mail",
    "/admin/functions/": "functions",
    "/admin/health/": "health",
}


def sections(request: MemberRequest, thing: object) -> SafeString:
    """List the sections of administration that are its own."""
    first = "/".join(request.path.split("/")[:3]).rstrip("/") + "/"
    return render_to_string("administration/_sections.html", {"here": SECTIONS.get(first, "")})


def place(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins to administration."""
    return _way(request, "administration/_place.html")


def setting(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins there from their settings, for a phone shows no navigation."""
    return _way(request, "administration/_setting.html")


def _way(request: MemberRequest, template: str) -> SafeString:
    if not request.user.is_authenticated or not request.user.is_admin:
        return SafeString("")
    return render_to_string(template, {"is_here": request.path.startswith("/admin/")})


def manage(request: MemberRequest, person: Person) -> SafeString:
    """Lead admins from a profile to the page where they run its account."""
    if not request.user.is_admin or person.is_placeholder:
        return SafeString("")
    return render_to_string("administration/_manage.html", {"person": person})
