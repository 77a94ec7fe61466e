from __future__ import annotations

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.kernel.access import require
from stoep.people.actions import (
    change_email,
    change_password,
    change_settings,
    deactivate,
    end_sessions,
    make_reset,
    reactivate,
)
from stoep.people.forms import ChangePasswordForm, EmailForm, SettingsForm
from stoep.people.models import Person, Session
from stoep.people.requests import MemberRequest
from stoep.people.tasks import mail_reset
from stoep.ui.answers import SeeOther


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_settings(request.user, **form.cleaned_data)
        return SeeOther("/settings/")
    return _page(request, form=form)


def _page(request: MemberRequest, **forms: BaseForm) -> HttpResponse:
    me = Person.objects.get(pk=request.user.pk)
    context = {
        "me": me,
        "form": SettingsForm(instance=me),
        "email_form": EmailForm(person=me, initial={"email": me.email}),
        "password_form": ChangePasswordForm(person=me),
        "sessions": Session.objects.filter(person=me).order_by("-expire_date"),
        "this": request.session.session_key,
        **forms,
    }
    failed = any(form.is_bound for form in forms.values())
    return render(request, "people/settings.html", context, status=422 if failed else 200)


@sensitive_post_parameters()
@login_required
@require_POST
def email(request: MemberRequest) -> HttpResponse:
    form = EmailForm(request.POST, person=request.user)
    if form.is_valid():
        try:
            change_email(request.user, form.cleaned_data["email"])
            return SeeOther("/settings/#door")
        except ValidationError as error:
            form.add_error("email", error.message_dict["email"])
    return _page(request, email_form=form)


@sensitive_post_parameters()
@login_required
@require_POST
def password(request: MemberRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, password_form=form)
    change_password(request.user, form.cleaned_data["password"])
    request.session.cycle_key()
    update_session_auth_hash(request, request.user)
    return SeeOther("/settings/")


@login_required
@require_POST
def end_others(request: MemberRequest) -> HttpResponse:
    end_sessions(request.user, but=request.session.session_key or "")
    return SeeOther("/settings/")


@login_required
@require_POST
def hand_over_reset(request: MemberRequest, handle: str) -> HttpResponse:
    require(request.user.is_admin)
    person = get_object_or_404(Person.objects.present(), handle=handle)
    address = person.email if settings.SENDS_MAIL else None
    context: dict[str, object] = {"person": person, "may_mail": bool(address)}
    if address and "mail" in request.POST:
        # nobody proved that they read the mail of this address: the admin who sees it must say that it is theirs
        context["sent"] = request.POST.get("theirs") == address
        if context["sent"]:
            mail_reset.enqueue(person.pk, request.user.pk, address)
        return render(request, "people/reset_link.html", context, status=200 if context["sent"] else 422)
    token = make_reset(person, made_by=request.user)
    context["link"] = f"{settings.SITE}/reset/{token}/"
    return render(request, "people/reset_link.html", context)


@login_required
@require_POST
def set_active(request: MemberRequest, handle: str) -> HttpResponse:
    require(request.user.is_admin)
    person = get_object_or_404(Person, handle=handle, is_placeholder=False)
    (reactivate if request.POST.get("on") == "1" else deactivate)(request.user, person)
    return SeeOther(person.get_absolute_url())


@require_safe
@login_required
def keys(request: MemberRequest) -> HttpResponse:
    return render(request, "people/_keys.html" if request.htmx else "people/keys.html")
