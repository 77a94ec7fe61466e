from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.adoption.access import may_invite
from stoep.adoption.actions import (
    NoneLeft,
    invite,
    make_team_link,
    renew_invitation,
    renew_team_link,
    withdraw_invitation,
    withdraw_team_link,
)
from stoep.adoption.forms import InviteForm, TeamForm
from stoep.adoption.models import Invitation, TeamLink
from stoep.adoption.queries import fifty, invitations_left, invited_by, tree_for, under_way
from stoep.adoption.tasks import mail_invitation
from stoep.kernel.access import require
from stoep.kernel.limits import Limit, allow, seconds_until_more
from stoep.organisation.queries import organisation, sends_mail
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many
from stoep.ui.qr import qr_svg

PER_PERSON = Limit("invite", times=20, seconds=3600)


def _page(request: MemberRequest, **more: Any) -> HttpResponse:
    me = request.user
    personal, links = under_way(me)
    context: dict[str, Any] = {
        "form": InviteForm(mails=sends_mail()),
        "team_form": TeamForm(),
        "mails": sends_mail(),
        "left": invitations_left(me),
        "fifty": fifty(me),
        "tree": tree_for(me),
        "personal": personal,
        "links": links,
        "invited": invited_by(me, me),
        "organisation": organisation(),
        "inviter": me,
        "withdrawn": request.GET.get("withdrawn", "") if request.GET.get("withdrawn", "").isdecimal() else "",
        **more,
    }
    is_wrong = context["form"].errors or context["team_form"].errors
    return render(request, "adoption/invite.html", context, status=422 if is_wrong else 200)


def _with_link(request: MemberRequest, token: str, row: Invitation | TeamLink) -> HttpResponse:
    """Show a link: it is known now only."""
    link = f"{settings.SITE}/join/{token}/"
    label = _("Code with the link for %(name)s") % {"name": row.name}
    return _page(request, link=link, link_of=row, code=qr_svg(link, label))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    require(may_invite(request.user))
    if request.method != "POST":
        return _page(request)
    form = InviteForm(request.POST, mails=sends_mail())
    if not form.is_valid():
        return _page(request, form=form)
    if not allow(PER_PERSON, str(request.user.pk)):
        return too_many(request, seconds_until_more(PER_PERSON))
    try:
        invitation, token = invite(request.user, **form.cleaned_data["who"])
    except NoneLeft:
        form.add_error("who", _("Your invitations are out. One comes back when somebody you invited has taken part."))
        return _page(request, form=form)
    if not invitation.email:
        return _with_link(request, token, invitation)
    mail_invitation.enqueue(invitation.pk)
    return SeeOther("/invite/")


@login_required
@require_POST
def create_team(request: MemberRequest) -> HttpResponse:
    require(may_invite(request.user))
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _page(request, team_form=form)
    if not allow(PER_PERSON, str(request.user.pk)):
        return too_many(request, seconds_until_more(PER_PERSON))
    try:
        link, token = make_team_link(request.user, **form.cleaned_data)
    except NoneLeft:
        form.add_error("places", _("That is more than you have left."))
        return _page(request, team_form=form)
    return _with_link(request, token, link)


@login_required
@require_POST
def show_again(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """A new link in place of the old one; a mailed invitation shows its link to nobody."""
    invitation = get_object_or_404(Invitation, pk=invitation_id, invited_by=request.user, email="")
    return _with_link(request, renew_invitation(request.user, invitation), invitation)


@login_required
@require_POST
def remind(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, invited_by=request.user)
    token = renew_invitation(request.user, invitation, is_reminder=True)
    if not invitation.email:
        return _with_link(request, token, invitation)
    mail_invitation.enqueue(invitation.pk, is_reminder=True)
    return SeeOther("/invite/")


@login_required
@require_POST
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, invited_by=request.user)
    withdrawn = request.POST.get("on") != "0"
    withdraw_invitation(request.user, invitation, withdrawn=withdrawn)
    return SeeOther(f"/invite/?withdrawn={invitation.pk}" if withdrawn else "/invite/")


@login_required
@require_POST
def show_team_again(request: MemberRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(TeamLink, pk=link_id, invited_by=request.user)
    return _with_link(request, renew_team_link(request.user, link), link)


@login_required
@require_POST
def withdraw_team(request: MemberRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(TeamLink, pk=link_id, invited_by=request.user)
    withdraw_team_link(request.user, link)
    return SeeOther("/invite/")
