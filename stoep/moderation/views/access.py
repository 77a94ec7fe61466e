from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.kernel.access import require
from stoep.kernel.ids import id_in
from stoep.kernel.limits import Limit, allow, seconds_until_more
from stoep.moderation.access import keeps_order, may_answer, may_end, may_read_on
from stoep.moderation.actions import answer_access, ask_access, end_access
from stoep.moderation.forms import AnswerForm, AskForm
from stoep.moderation.models import GroundedAccess
from stoep.moderation.queries import accesses_for, threads_on_ground
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

ASKED = Limit("access-asked", times=20, seconds=86_400)  # so that nobody tries addresses
SHOWN = 50


def _access(request: MemberRequest, access_id: int) -> GroundedAccess:
    require(keeps_order(request.user))
    return get_object_or_404(accesses_for(request.user), pk=access_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: MemberRequest) -> HttpResponse:
    require(keeps_order(request.user))
    form = AskForm(request.POST or None, person=request.user)
    if request.method == "POST":
        if not allow(ASKED, str(request.user.pk)):
            return too_many(request, seconds_until_more(ASKED))
        if form.is_valid():
            group, thread = form.cleaned_data["place"]
            ask_access(
                request.user,
                group=group,
                thread=thread,
                ground=form.cleaned_data["ground"],
                reason=form.cleaned_data["reason"],
            )
            return SeeOther("/access/")
    rows = list(accesses_for(request.user)[:SHOWN])
    context = {"form": form, "rows": rows, "me": request.user}
    return render(request, "moderation/accesses.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def show(request: MemberRequest, access_id: int) -> HttpResponse:
    return _page(request, _access(request, access_id), AnswerForm())


def _page(request: MemberRequest, access: GroundedAccess, form: AnswerForm) -> HttpResponse:
    context: dict[str, object] = {
        "access": access,
        "form": form,
        "may_answer": may_answer(request.user, access),
        "may_end": may_end(request.user, access),
        "reads": may_read_on(request.user, access),
    }
    if context["reads"]:
        context["threads"], context["more"] = threads_on_ground(access, before=id_in(request.GET.get("before")))
    return render(request, "moderation/access.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def answer(request: MemberRequest, access_id: int) -> HttpResponse:
    access, form = _access(request, access_id), AnswerForm(request.POST)
    require(may_answer(request.user, access))
    if not form.is_valid():
        return _page(request, access, form)
    data = form.cleaned_data
    because = data["postponed_because"] if data["later"] else ""
    answer_access(request.user, access, agrees=data["on"] == "yes", postponed_because=because)
    return SeeOther(f"/access/{access.pk}/")


@login_required
@require_POST
def end(request: MemberRequest, access_id: int) -> HttpResponse:
    access = _access(request, access_id)
    end_access(request.user, access)
    return SeeOther(f"/access/{access.pk}/")
