from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from stoep.adoption.access import may_invite
from stoep.adoption.actions import invite, withdraw_invitation
from stoep.adoption.forms import InviteForm
from stoep.adoption.models import Invitation
from stoep.kernel.access import require
from stoep.kernel.limits import Limit, allow, seconds_until_more
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

PER_PERSON = Limit("invite", times=20, seconds=3600)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    require(may_invite(request.user))
    form = InviteForm(request.POST or None)
    link = name = ""
    if request.method == "POST" and form.is_valid():
        if not allow(PER_PERSON, str(request.user.pk)):
            return too_many(request, seconds_until_more(PER_PERSON))
        invitation, token = invite(request.user, name=form.cleaned_data["name"])
        link, name = request.build_absolute_uri(f"/join/{token}/"), invitation.name
        form = InviteForm()
    mine = Invitation.objects.filter(invited_by=request.user).select_related("accepted_by").order_by("-pk")[:50]
    context = {"form": form, "link": link, "name": name, "invitations": mine}
    return render(request, "adoption/invite.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, invited_by=request.user)
    withdraw_invitation(request.user, invitation)
    return SeeOther("/invite/")
