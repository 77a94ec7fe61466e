from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from stoep.people.actions import end_session, end_sessions
from stoep.people.requests import MemberRequest
from stoep.people.sessions import handle_of
from stoep.people.views.door import signed_out
from stoep.ui.answers import SeeOther

HERE = "/settings/#devices"


@login_required
@require_POST
def end_many(request: MemberRequest) -> HttpResponse:
    """End all sessions but this one, or this one too."""
    if request.POST.get("all") != "1":
        end_sessions(request.user, but=request.session.session_key or "")
        return SeeOther(HERE)
    end_sessions(request.user)
    logout(request)
    return signed_out()


@login_required
@require_POST
def end(request: MemberRequest, session: str) -> HttpResponse:
    if session == handle_of(request.session.session_key):
        logout(request)
        return signed_out()
    if not end_session(request.user, session):
        raise Http404
    return SeeOther(HERE)
