"""What signing in adds to the pages of an administrator."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.people.middleware import factor_is_required
from stoep.people.requests import MemberRequest


def second_step_notice(request: MemberRequest, thing: object) -> SafeString:
    """Ask an administrator without a second factor for one, from the second time they signed in."""
    if not request.user.is_authenticated or not request.user.asked_factor or not request.user.is_admin:
        return SafeString("")
    context = {"is_required": factor_is_required(request.user)}
    return render_to_string("people/_second_step_notice.html", context)
