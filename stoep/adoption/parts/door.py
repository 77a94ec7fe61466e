"""What coming in adds to other pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.adoption.queries import is_domain_open


def domain_door(request: HttpRequest, thing: object) -> SafeString:
    """Offer on the sign-in page to come in by an address of the organisation, where that is set."""
    return render_to_string("adoption/_at_domain.html") if is_domain_open() else SafeString("")
