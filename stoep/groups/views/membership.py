from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stoep.groups.actions import (
    LastLeader,
    answer_request,
    ask_to_join,
    invite_into_group,
    join_group,
    leave_group,
    remove_member,
    set_leader,
    withdraw_request,
)
from stoep.groups.forms import ColleagueForm
from stoep.groups.models import Group, Request
from stoep.groups.views.group import group_for
from stoep.people.models import Person
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


def _members_page(group: Group) -> str:
    return f"{group.get_absolute_url()}members/"


def _invited_or_visible(request: MemberRequest, slug: str) -> Group:
    """Return the group, also a secret one to which the viewer is invited."""
    invited = Request.objects.filter(person=request.user, invited_by__isnull=False, group__slug=slug)
    return invited[0].group if invited else group_for(request, slug)


@login_required
@require_POST
def create(request: MemberRequest, slug: str) -> HttpResponse:
    group = _invited_or_visible(request, slug)
    join_group(request.user, group)
    return SeeOther(group.get_absolute_url())


@login_required
@require_POST
def remove(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    try:
        leave_group(request.user, group)
    except LastLeader:
        return _last_leader(request, group)
    return SeeOther("/g/")


def _last_leader(request: MemberRequest, group: Group) -> HttpResponse:
    context = {
        "headline": _("Somebody has to lead"),
        "text": _("Make another member leader first, then you can go."),
        "status": 409,
    }
    return render(request, "ui/error.html", context, status=409)


@login_required
@require_POST
def ask(request: MemberRequest, slug: str) -> HttpResponse:
    group = _invited_or_visible(request, slug)
    if request.POST.get("on") == "0":
        withdraw_request(request.user, group)
        return SeeOther("/g/")
    ask_to_join(request.user, group)
    return SeeOther(group.get_absolute_url())


@login_required
@require_POST
def answer(request: MemberRequest, slug: str, handle: str) -> HttpResponse:
    group = group_for(request, slug)
    asker = get_object_or_404(Person, handle=handle)
    try:
        answer_request(request.user, group, asker, let_in=request.POST.get("on") == "1")
    except Request.DoesNotExist:
        return SeeOther(_members_page(group))
    return SeeOther(_members_page(group))


@login_required
@require_POST
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    form = ColleagueForm(request.POST)
    if form.is_valid():
        invite_into_group(request.user, group, form.cleaned_data["handle"])
        return SeeOther(_members_page(group))
    return render(request, "groups/invite.html", {"group": group, "form": form}, status=422)


@login_required
@require_POST
def change(request: MemberRequest, slug: str, handle: str) -> HttpResponse:
    group = group_for(request, slug)
    person = get_object_or_404(Person, handle=handle)
    try:
        if request.POST.get("on") == "out":
            remove_member(request.user, group, person)
        else:
            set_leader(request.user, group, person, leads=request.POST.get("on") == "1")
    except LastLeader:
        return _last_leader(request, group)
    return SeeOther(_members_page(group))
