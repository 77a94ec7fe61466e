from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from stoep.integrations.actions.claim import approve_claim, ask_claim, refuse_claim, undo_claim
from stoep.integrations.models import Claim
from stoep.integrations.queries import claims_approved, claims_waiting
from stoep.kernel.access import require
from stoep.people.models import Person
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

SHOWN = 50


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    require(request.user.is_admin)
    context = {"waiting": claims_waiting(request.user, SHOWN), "approved": claims_approved()[:SHOWN]}
    return render(request, "integrations/claims.html", context)


@login_required
@require_POST
def ask(request: MemberRequest, handle: str) -> HttpResponse:
    placeholder = get_object_or_404(Person, handle=handle, is_placeholder=True)
    ask_claim(request.user, placeholder)
    return SeeOther(f"{placeholder.get_absolute_url()}?asked=1")


@login_required
@require_POST
def answer(request: MemberRequest, claim_id: int) -> HttpResponse:
    require(request.user.is_admin)
    claim = get_object_or_404(Claim.objects.select_related("placeholder", "person"), pk=claim_id)
    {"yes": approve_claim, "no": refuse_claim, "undo": undo_claim}.get(request.POST.get("on", ""), _nothing)(
        request.user, claim
    )
    return SeeOther("/claims/")


def _nothing(admin: Person, claim: Claim) -> None:
    """Do nothing for a word nobody offered."""
