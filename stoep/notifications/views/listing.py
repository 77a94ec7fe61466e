from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from stoep.kernel.ids import id_in
from stoep.notifications.actions import mark_all_read
from stoep.notifications.queries import lines_for
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@login_required
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    lines, more = lines_for(request.user, before=id_in(request.GET.get("before")))
    return render(request, "notifications/list.html", {"lines": lines, "more": more})


@login_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    mark_all_read(request.user)
    return SeeOther("/notifications/")
