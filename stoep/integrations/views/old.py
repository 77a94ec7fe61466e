"""Addresses of things as they were elsewhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from stoep.integrations.queries import item_from
from stoep.people.requests import MemberRequest


@login_required
@require_safe
def lead(request: MemberRequest, source: str, kind: str, external_id: str) -> HttpResponse:
    item = item_from(request.user, source, kind, external_id)
    if item is None:
        raise Http404
    return redirect(item.get_absolute_url())
