"""What groups add to other pages."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from stoep.groups.access import is_member, may_join
from stoep.groups.models import Group
from stoep.groups.queries import groups_shown_of
from stoep.people.models import Person
from stoep.people.requests import MemberRequest


def profile_aside(request: MemberRequest, person: Person) -> SafeString:
    """Show on a profile the groups the viewer may know this person is in."""
    groups = groups_shown_of(person, request.user)
    return render_to_string("groups/_of_person.html", {"groups": groups}) if groups else SafeString("")


def toast(request: MemberRequest, thing: object) -> SafeString:
    """Say that one left a group, with its undo: where one may walk back in."""
    slug = request.GET.get("left", "")
    if not slug or not request.user.is_authenticated:
        return SafeString("")
    group = Group.objects.visible_to(request.user).filter(slug=slug).first()
    if group is None or not may_join(request.user, group) or is_member(request.user, group):
        return SafeString("")
    return render_to_string("groups/_left.html", {"group": group})


def admin_section(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins to the list of all groups."""
    return render_to_string("groups/_admin_place.html", {"is_here": request.path.startswith("/admin/groups/")})
