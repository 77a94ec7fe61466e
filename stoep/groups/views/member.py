"""The members of a group, and what its leaders decide about them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.groups.access import is_leader, may_add_to, may_be_leader, may_invite_into, may_lead, may_read_in
from stoep.groups.actions import LastLeader, answer_request, hand_over, remove_member, set_leader
from stoep.groups.models import Group, Request
from stoep.groups.queries import members_page
from stoep.groups.views.group import group_for, head
from stoep.kernel.access import require
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

PAGE = 60


def members_address(group: Group) -> str:
    """Return the address of who is in a group."""
    return f"{group.get_absolute_url()}members/"


@login_required
@require_safe
def listing(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_read_in(request.user, group))
    asked = request.GET.get("q", "").strip()[:80]
    rows, after = members_page(group, request.GET.get("after", ""), PAGE, asked)
    context = {"group": group, "members": rows, "after": after, "q": asked, "leads": may_lead(request.user, group)}
    if request.htmx:
        return render(request, "groups/_members.html", context)
    context |= head(request, group, "members")
    context["may_invite"] = may_invite_into(request.user, group)
    context["may_add"] = may_add_to(request.user, group)
    return render(request, "groups/members.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, slug: str, handle: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_lead(request.user, group))  # before the name is looked up: who may not lead learns of nobody
    person = get_object_or_404(Person, handle=handle)
    is_last = False
    if request.method == "POST":
        try:
            _decide(request, group, person)
        except LastLeader:
            is_last = True
        else:
            return SeeOther(members_address(group))
    context = {
        "group": group,
        "face": face_of(person),
        "is_me": person.pk == request.user.pk,
        "is_leading": is_leader(person, group),
        "may_be_leader": may_be_leader(person),
        "is_last": is_last,
    }
    template = "groups/_member.html" if request.htmx else "groups/member.html"
    return render(request, template, context, status=409 if is_last else 200)


def _decide(request: MemberRequest, group: Group, person: Person) -> None:
    if request.POST.get("on") == "out":
        remove_member(request.user, group, person)
    elif request.POST.get("on") == "over":
        hand_over(request.user, group, person)
    else:
        set_leader(request.user, group, person, leads=request.POST.get("on") == "1")


@login_required
@require_POST
def answer(request: MemberRequest, slug: str, handle: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_lead(request.user, group))
    asker = get_object_or_404(Person, handle=handle)
    try:
        answer_request(request.user, group, asker, let_in=request.POST.get("on") == "1")
    except Request.DoesNotExist:  # another leader was first
        return SeeOther(members_address(group))
    return SeeOther(members_address(group))
