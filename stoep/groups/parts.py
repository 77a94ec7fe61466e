"""What groups add to pages of people."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.groups.queries import groups_shown_of
from stoep.people.models import Person
from stoep.people.requests import MemberRequest


def profile_aside(request: MemberRequest, person: Person) -> SafeString:
    """Show on a profile the groups the viewer may know this person is in."""
    groups = groups_shown_of(person, request.user)
    return render_to_string("groups/_of_person.html", {"groups": groups}) if groups else SafeString("")
