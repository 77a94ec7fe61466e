from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.kernel.access import require
from stoep.kernel.ids import id_in
from stoep.moderation.queries import audit_page
from stoep.moderation.texts import acts
from stoep.people.models import Person
from stoep.people.requests import MemberRequest


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    require(request.user.is_admin)
    by, act = request.GET.get("by", "")[:39], request.GET.get("act", "")[:40]
    actor = Person.objects.filter(handle=by.lstrip("@").casefold()).first() if by else None
    lines, more = audit_page(before=id_in(request.GET.get("before")), actor_id=actor.pk if actor else 0, act=act)
    if by and actor is None:
        lines, more = [], 0
    context = {"lines": lines, "more": more, "by": by, "act": act, "acts": sorted(acts().items(), key=lambda a: a[1])}
    return render(request, "moderation/audit.html", context)
