"""One's own place in a group: joining, asking, leaving."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from stoep.groups.access import is_member, may_join
from stoep.groups.actions import LastLeader, ask_to_join, join_group, leave_group, withdraw_request
from stoep.groups.views.group import group_for
from stoep.kernel.access import require
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@login_required
@require_POST
def create(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    join_group(request.user, group)
    return SeeOther(group.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask first: who leaves a closed group cannot walk back in. Who may walk back in need not be asked."""
    group = group_for(request, slug)
    is_last = False
    if request.method == "POST":
        try:
            leave_group(request.user, group)
        except LastLeader:
            is_last = True
        else:
            return SeeOther(f"/g/?left={group.slug}" if may_join(request.user, group) else "/g/")
    require(is_member(request.user, group))
    template = "groups/_leave.html" if request.htmx else "groups/leave.html"
    return render(request, template, {"group": group, "is_last": is_last}, status=409 if is_last else 200)


@login_required
@require_POST
def ask(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    if request.POST.get("on") == "0":
        withdraw_request(request.user, group)
        return SeeOther("/g/")
    ask_to_join(request.user, group)
    return SeeOther(group.get_absolute_url())
