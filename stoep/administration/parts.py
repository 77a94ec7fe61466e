"""What administration adds to pages: the way to it, and its own sections."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stoep.people.models import Person
from stoep.people.requests import MemberRequest

SECTIONS = (
    ("overview", "gauge", _("Overview")),
    ("organisation", "palette", _("Organisation")),
    ("people", "contact", _("People")),
    ("invitations", "user-plus", _("Invitations")),
    ("mail", "mail", _("E-mail")),
    ("functions", "toggle-right", _("Functions")),
    ("health", "activity", _("Health")),
)
_ALSO = {"people": "/admin/import/"}  # pages of a section that stand at another address


def sections(request: MemberRequest, thing: object) -> SafeString:
    """List the sections of administration that are its own."""
    lines = [_section(request.path, *section) for section in SECTIONS]
    return render_to_string("administration/_sections.html", {"sections": lines})


def _section(path: str, name: str, icon: str, label: Promise) -> dict[str, object]:
    url = reverse(f"administration:{name}")
    is_here = path == url if name == "overview" else path.startswith((url, _ALSO.get(name, url)))
    return {"url": url, "icon": icon, "label": label, "is_here": is_here}


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
