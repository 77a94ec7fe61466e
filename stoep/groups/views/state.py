"""What becomes of a group: archived or open, asleep or awake, led again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from stoep.groups.actions import archive_group, keep_going, let_sleep, take_lead
from stoep.groups.views.group import group_for
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther, back


@login_required
@require_POST
def archive(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    archive_group(request.user, group, archived=request.POST.get("on") == "1")
    return SeeOther(back(request, group.get_absolute_url()))


@login_required
@require_POST
def sleep(request: MemberRequest, slug: str) -> HttpResponse:
    """Let a group sleep (on), or say that it goes on."""
    group = group_for(request, slug)
    (let_sleep if request.POST.get("on") == "1" else keep_going)(request.user, group)
    return SeeOther(back(request, group.get_absolute_url()))


@login_required
@require_POST
def lead(request: MemberRequest, slug: str) -> HttpResponse:
    """Take up a group that nobody leads."""
    group = group_for(request, slug)
    take_lead(request.user, group)
    return SeeOther(group.get_absolute_url())
