"""What imports add to pages: "that was me" on a profile, and for admins the way to who says so."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.integrations.models import Claim
from stoep.integrations.queries import count_waiting, known_as
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest


def claim_act(request: MemberRequest, person: Person) -> SafeString:
    """Offer on the profile of a placeholder to say that it is oneself; say whose it is once that is known."""
    if not person.is_placeholder or request.user.is_guest:
        return SafeString("")
    asked = Claim.objects.filter(placeholder=person, person=request.user).exists()
    owner = None if person.is_active else known_as(person)
    context = {"person": person, "asked": asked, "owner": face_of(owner) if owner else None}
    return render_to_string("integrations/_claim.html", context)


def claims_place(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins to who says who they were, with how many wait."""
    return _way(request, "integrations/_place.html")


def claims_setting(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins there from their settings, for a phone shows no navigation."""
    return _way(request, "integrations/_setting.html")


def _way(request: MemberRequest, template: str) -> SafeString:
    if not request.user.is_authenticated or not request.user.is_admin:
        return SafeString("")
    return render_to_string(template, {"waiting": count_waiting(), "is_here": request.path == "/claims/"})
