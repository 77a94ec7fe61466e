"""One's e-mail address: asked for here, one's own when its mail was read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.kernel.limits import Limit, allow, seconds_until_more
from stoep.organisation.queries import sends_mail
from stoep.people.actions import change_email, confirm_email, confirmation_of
from stoep.people.forms import EmailForm
from stoep.people.requests import MemberRequest
from stoep.people.tasks import mail_confirmation
from stoep.people.views.preferences import settings_page
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

CHANGES = Limit("change-address", times=5, seconds=3600)


@sensitive_post_parameters()
@login_required
@require_POST
def change(request: MemberRequest) -> HttpResponse:
    form = EmailForm(request.POST, person=request.user)
    if not form.is_valid():
        return settings_page(request, email_form=form)
    address = form.cleaned_data["email"]
    if address and sends_mail():
        return _ask(request, address)
    try:
        change_email(request.user, address)
    except ValidationError as error:
        form.add_error("email", error.message_dict["email"])
        return settings_page(request, email_form=form)
    return SeeOther("/settings/#door")


def _ask(request: MemberRequest, address: str) -> HttpResponse:
    """Mail a link to the address; the answer is the same for one that somebody else has."""
    if not allow(CHANGES, str(request.user.pk)):
        return too_many(request, seconds_until_more(CHANGES))
    mail_confirmation.enqueue(request.user.pk, address)
    return SeeOther("/settings/?mailed=1#door")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    found = confirmation_of(token)
    if found is None:
        return _no_longer_valid(request)
    if request.method != "POST":
        return render(request, "people/confirm_email.html", {"found": found})
    try:
        if confirm_email(token) is None:
            return _no_longer_valid(request)
    except ValidationError:
        return _no_longer_valid(request)
    return SeeOther("/settings/#door" if request.user.is_authenticated else "/sign-in/")


def _no_longer_valid(request: HttpRequest) -> HttpResponse:
    text = _("It was used or is too old. Fill in the address again in your settings.")
    return render(request, "people/no_longer_valid.html", {"text": text}, status=404)
