from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.kernel.access import require
from stoep.organisation.queries import sends_mail
from stoep.people.actions import change_password, change_settings, deactivate, reactivate
from stoep.people.forms import ChangePasswordForm, EmailForm, SettingsForm
from stoep.people.models import Person
from stoep.people.queries import devices_of, second_step_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_settings(request.user, **form.cleaned_data)
        return SeeOther("/settings/")
    return settings_page(request, form=form)


def settings_page(request: MemberRequest, **forms: BaseForm) -> HttpResponse:
    """Return the settings, with a form that was not right in the place of a fresh one."""
    me = Person.objects.get(pk=request.user.pk)
    context = {
        "me": me,
        "form": SettingsForm(instance=me),
        "email_form": EmailForm(person=me, initial={"email": me.email}),
        "password_form": ChangePasswordForm(person=me),
        "devices": devices_of(me, request.session.session_key),
        "step": second_step_of(me),
        "by_mail": sends_mail(),
        "mailed": "mailed" in request.GET,
        **forms,
    }
    failed = any(form.is_bound for form in forms.values())
    return render(request, "people/settings.html", context, status=422 if failed else 200)


@sensitive_post_parameters()
@login_required
@require_POST
def password(request: MemberRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST, person=request.user)
    if not form.is_valid():
        return settings_page(request, password_form=form)
    change_password(request.user, form.cleaned_data["password"])
    request.session.cycle_key()
    update_session_auth_hash(request, request.user)
    return SeeOther("/settings/")


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
