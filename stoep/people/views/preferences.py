from __future__ import annotations

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.kernel.access import require
from stoep.people.actions import (
    change_password,
    change_settings,
    deactivate,
    end_sessions,
    make_reset,
    reactivate,
)
from stoep.people.forms import NewPasswordForm, SettingsForm
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
    return _page(request, form, NewPasswordForm())


def _page(request: MemberRequest, form: SettingsForm, password_form: NewPasswordForm) -> HttpResponse:
    sessions = Session.objects.filter(person=request.user).order_by("-expire_date")
    context = {
        "form": form,
        "password_form": password_form,
        "sessions": sessions,
        "this": request.session.session_key,
    }
    failed = form.is_bound or password_form.is_bound
    return render(request, "people/settings.html", context, status=422 if failed else 200)


@sensitive_post_parameters()
@login_required
@require_POST
def password(request: MemberRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST, person=request.user)
    if not request.user.check_password(request.POST.get("current", "")):
        form.add_error(None, _("Your present password is not right."))
    if not form.is_valid():
        return _page(request, SettingsForm(instance=request.user), form)
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
    if settings.SENDS_MAIL and person.email and "link" not in request.POST:
        mail_reset.enqueue(person.pk, request.user.pk)
        return render(request, "people/reset_link.html", {"person": person})
    token = make_reset(person, made_by=request.user)
    link = request.build_absolute_uri(f"/reset/{token}/")
    return render(request, "people/reset_link.html", {"person": person, "link": link})


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
