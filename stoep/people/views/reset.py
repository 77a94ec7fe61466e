"""A new password: by a link somebody hands over, or one that is mailed to a proved address."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.kernel.access import require
from stoep.kernel.limits import allow, seconds_until_more
from stoep.organisation.queries import sends_mail
from stoep.people.actions import make_reset, person_of_reset, use_reset
from stoep.people.forms import ForgottenForm, NewPasswordForm
from stoep.people.models import Person
from stoep.people.requests import MemberRequest
from stoep.people.tasks import mail_forgotten, mail_reset
from stoep.people.views.tries import MAILS, MAILS_TO, network
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many


def _no_longer_valid(request: HttpRequest) -> HttpResponse:
    text = _("It was used or is too old. Ask an administrator for a new one.")
    return render(request, "people/no_longer_valid.html", {"text": text}, status=404)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of_reset(token)
    if person is None:
        return _no_longer_valid(request)
    form = NewPasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if use_reset(token, form.cleaned_data["password"]) is None:
            return _no_longer_valid(request)
        return SeeOther("/sign-in/")
    return render(request, "people/reset.html", {"form": form, "person": person}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a link to who has this address. Whether anybody has it, the worker finds out: every answer is the same."""
    if request.user.is_authenticated:
        return redirect("/settings/")
    form = ForgottenForm(request.POST or None)
    context = {"form": form, "by_mail": sends_mail()}
    if request.method != "POST" or not form.is_valid() or not sends_mail():
        return render(request, "people/forgotten.html", context, status=422 if form.is_bound else 200)
    address = form.cleaned_data["email"].casefold()
    if not allow(MAILS, network(request)):
        return too_many(request, seconds_until_more(MAILS))
    if allow(MAILS_TO, address):
        mail_forgotten.enqueue(address)
    return render(request, "people/forgotten.html", {**context, "sent": address})


@login_required
@require_POST
def hand_over(request: MemberRequest, handle: str) -> HttpResponse:
    require(request.user.is_admin)
    person = get_object_or_404(Person.objects.present(), handle=handle)
    address = person.email if sends_mail() else None
    context: dict[str, object] = {"person": person, "may_mail": bool(address)}
    if address and "mail" in request.POST:
        # an address nobody proved: the admin who sees it must say that it is theirs
        context["sent"] = person.email_verified or request.POST.get("theirs") == address
        if context["sent"]:
            mail_reset.enqueue(person.pk, request.user.pk, address)
        return render(request, "people/reset_link.html", context, status=200 if context["sent"] else 422)
    token = make_reset(person, made_by=request.user)
    context["link"] = f"{settings.SITE}/reset/{token}/"
    return render(request, "people/reset_link.html", context)
