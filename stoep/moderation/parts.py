"""What keeping order adds to pages: the way there, for who takes part in it."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.moderation.access import keeps_order
from stoep.moderation.queries import count_waiting_for
from stoep.people.requests import MemberRequest


def access_place(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins and moderators to reading on a ground, with how many requests wait for them."""
    if not keeps_order(request.user):
        return SafeString("")
    context = {"waiting": count_waiting_for(request.user), "is_here": request.path.startswith("/access/")}
    return render_to_string("moderation/_place.html", context)


def audit_section(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins from administration to the audit log."""
    return render_to_string("moderation/_section.html", {"is_here": request.path == "/admin/audit/"})
