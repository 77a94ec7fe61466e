"""Inviting colleagues into a group."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stoep.groups.access import may_invite_into
from stoep.groups.actions import invite_into_group
from stoep.groups.forms import ColleagueForm
from stoep.groups.queries import colleagues_to_invite
from stoep.groups.views.group import group_for
from stoep.kernel.access import require
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_invite_into(request.user, group))  # before the form: it tells who exists
    asked = request.GET.get("q", "").strip()[:80]
    form = ColleagueForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        invite_into_group(request.user, group, form.cleaned_data["handle"])
        return SeeOther(request.get_full_path())
    rows = colleagues_to_invite(request.user, group, asked) if asked else []
    context = {"group": group, "form": form, "q": asked, "colleagues": rows}
    template = "groups/_colleagues.html" if request.htmx else "groups/invite.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)
