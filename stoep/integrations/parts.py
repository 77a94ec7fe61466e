"""What imports add to a profile: "that was me"."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.integrations.models import Claim
from stoep.people.models import Person
from stoep.people.requests import MemberRequest


def claim_act(request: MemberRequest, person: Person) -> SafeString:
    """Offer on the profile of a placeholder to say that it is oneself."""
    if not person.is_placeholder or request.user.is_guest:
        return SafeString("")
    asked = Claim.objects.filter(placeholder=person, person=request.user).exists()
    return render_to_string("integrations/_claim.html", {"person": person, "asked": asked})
