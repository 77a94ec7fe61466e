from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stoep.administration.access import for_admins
from stoep.administration.actions import switch
from stoep.organisation.functions import FUNCTIONS, is_on
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def show(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        on = request.POST.getlist("function")
        switch(request.user, [name for name in FUNCTIONS if name not in on])
        return SeeOther("/admin/functions/?saved=1")
    functions = [(function, is_on(name)) for name, function in FUNCTIONS.items()]
    return render(request, "administration/functions.html", {"functions": functions})
