from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from stoep.administration.access import for_admins
from stoep.administration.actions import change_settings
from stoep.administration.forms import ComingInForm
from stoep.administration.queries import open_invitations
from stoep.adoption.actions import withdraw_invitation
from stoep.adoption.models import Invitation
from stoep.kernel.ids import id_in
from stoep.organisation.queries import organisation, sends_mail
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def listing(request: MemberRequest) -> HttpResponse:
    ours = organisation()
    initial = {"invitations_each": ours.invitations_each, "domains": ours.domains} if ours else {}
    form = ComingInForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_settings(request.user, **form.cleaned_data)
        return SeeOther("/admin/invitations/?saved=1")
    invitations, more = open_invitations(id_in(request.GET.get("before")))
    context = {"form": form, "invitations": invitations, "more": more, "mails": sends_mail()}
    return render(request, "administration/invitations.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_admins
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    withdraw_invitation(request.user, get_object_or_404(Invitation, pk=invitation_id))
    return SeeOther("/admin/invitations/")
