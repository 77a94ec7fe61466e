"""Who may open these pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from stoep.kernel.access import require
from stoep.people.requests import MemberRequest


def for_admins[**P](
    view: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[Concatenate[MemberRequest, P], HttpResponse]:
    """Let only admins see what `view` shows, before anything is looked up: 403 for everybody else who is in."""

    @wraps(view)
    def shown(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(request.user.is_admin)
        return view(request, *args, **kwargs)

    return login_required(shown)  # type: ignore[return-value]
