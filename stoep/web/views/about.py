from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoep.kernel.facts import wiring
from stoep.organisation.queries import organisation
from stoep.people.requests import MemberRequest


def _base(request: HttpRequest) -> str:
    return "ui/base.html" if request.user.is_authenticated else "ui/bare.html"


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is recorded, from the register; for who is not in yet too."""
    records, figures = wiring().REGISTER
    context = {"records": records, "figures": figures, "base": _base(request)}
    return render(request, "web/privacy.html", context)


@login_required
@require_safe
def rules(request: MemberRequest) -> HttpResponse:
    """The house rules, in the words of the organisation."""
    ours = organisation()
    return render(request, "web/rules.html", {"rules": ours.house_rules if ours else ""})
