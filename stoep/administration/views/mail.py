from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.administration.access import for_admins
from stoep.administration.actions import fill_in_mail, start_mail_try
from stoep.administration.forms import MailForm, TryForm
from stoep.administration.models import MailTry
from stoep.administration.tasks import try_mail
from stoep.kernel.ids import moment_of
from stoep.organisation.backends import mail_server
from stoep.organisation.models import Organisation
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

PATIENCE = timedelta(seconds=45)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def show(request: MemberRequest) -> HttpResponse:
    ours = Organisation.objects.get()
    server = mail_server(ours)
    if request.method == "POST" and not settings.SENDS_MAIL and "without" in request.POST:
        fill_in_mail(request.user, server=None, sender="")
        return SeeOther("/admin/mail/?saved=1")
    form = MailForm(request.POST or None, present=server, initial=MailForm.initial_of(server, ours.mail_from))
    if request.method == "POST" and not settings.SENDS_MAIL and form.is_valid():
        fill_in_mail(request.user, server=form.server(), sender=form.cleaned_data["sender"])
        return SeeOther("/admin/mail/?saved=1")
    return _page(request, form, TryForm(initial={"address": request.user.email}))


def _page(request: MemberRequest, form: MailForm, trying: TryForm) -> HttpResponse:
    ours = Organisation.objects.get()
    context = {
        "form": form,
        "trying": trying,
        "has_server": bool(form.present),
        "is_lost": bool(ours.mail_sealed and not form.present),
        "outside": _outside() if settings.SENDS_MAIL else {},
        **_last(request),
    }
    failed = form.is_bound or trying.is_bound
    return render(request, "administration/mail.html", context, status=422 if failed else 200)


def _outside() -> dict[str, object]:
    """Return what the environment says of the mail server, without its password."""
    mailer: dict[str, Any] = settings.MAILERS["default"]
    server = mailer.get("OPTIONS", {})
    return {"host": server.get("host", ""), "port": server.get("port", ""), "sender": settings.DEFAULT_FROM_EMAIL}


def _last(request: MemberRequest) -> dict[str, object]:
    """Return the last try of this admin, and whether it waits for a worker that does not come."""
    last = MailTry.objects.filter(asked_by=request.user).order_by("-pk").first()
    waits = last is not None and last.ended_at is None
    return {"last": last, "waits": waits, "is_late": waits and timezone.now() - moment_of(last.pk) > PATIENCE}  # type: ignore[union-attr]


@require_POST
@for_admins
def start(request: MemberRequest) -> HttpResponse:
    trying = TryForm(request.POST)
    if not trying.is_valid():
        ours = Organisation.objects.get()
        server = mail_server(ours)
        return _page(request, MailForm(present=server, initial=MailForm.initial_of(server, ours.mail_from)), trying)
    with transaction.atomic():
        tried = start_mail_try(request.user, trying.cleaned_data["address"])
        try_mail.enqueue(tried.pk, request.LANGUAGE_CODE)
    return SeeOther("/admin/mail/#try")


@require_safe
@for_admins
def answer(request: MemberRequest) -> HttpResponse:
    """What became of the last try, asked until it is known."""
    return render(request, "administration/_mail_try.html", _last(request))
