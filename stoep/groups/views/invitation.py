"""Bringing colleagues into a group: inviting them, or putting them into an open group one leads."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from stoep.groups.access import may_add_to, may_be_added, may_invite_into
from stoep.groups.actions import add_colleague, invite_into_group
from stoep.groups.forms import ColleagueForm
from stoep.groups.models import Group
from stoep.groups.queries import colleagues_for
from stoep.groups.views.group import group_for
from stoep.kernel.access import require
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_invite_into(request.user, group))  # before the form: it tells who exists
    form = ColleagueForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        invite_into_group(request.user, group, form.cleaned_data["handle"])
        return SeeOther(request.get_full_path())
    return _page(request, group, form)


@login_required
@require_POST
def add(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_add_to(request.user, group))
    form = ColleagueForm(request.POST, viewer=request.user)
    if form.is_valid() and may_be_added(form.cleaned_data["handle"]):
        add_colleague(request.user, group, form.cleaned_data["handle"])
        return SeeOther(f"{group.get_absolute_url()}invitation/?{request.GET.urlencode()}")
    return _page(request, group, form)


def _page(request: MemberRequest, group: Group, form: ColleagueForm) -> HttpResponse:
    asked, adds = request.GET.get("q", "").strip()[:80], may_add_to(request.user, group)
    rows = colleagues_for(request.user, group, asked, adds=adds) if asked else []
    context = {"group": group, "form": form, "q": asked, "colleagues": rows, "adds": adds}
    template = "groups/_colleagues.html" if request.htmx else "groups/invite.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)
