from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.administration.access import for_admins
from stoep.administration.queries import limits, overview, parts_of_health, vitals
from stoep.kernel.backup.shelf import last_backup, last_good
from stoep.kernel.reach import reach
from stoep.people.requests import MemberRequest


@require_safe
@for_admins
def overview_page(request: MemberRequest) -> HttpResponse:
    return render(request, "administration/overview.html", {"now": overview()})


@require_safe
@for_admins
def show(request: MemberRequest) -> HttpResponse:
    is_well, parts = parts_of_health()
    largest = {"page": settings.BODY_LIMIT, "file": max(settings.BODY_LIMITS.values())}
    last = last_backup()
    context = {"is_well": is_well, "parts": parts, "vitals": vitals(), "limits": limits(), "largest": largest}
    context |= {"reach": reach(), "backup": last, "good": last if last is None or last.good else last_good()}
    return render(request, "administration/health.html", context)
