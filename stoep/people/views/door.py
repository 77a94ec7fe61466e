from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.kernel.limits import Limit, allow
from stoep.organisation.queries import organisation
from stoep.people.actions import person_of_reset, use_reset
from stoep.people.backends import person_named
from stoep.people.forms import NewPasswordForm, SignInForm
from stoep.people.models import Person
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

PER_ACCOUNT = Limit("sign-in-account", times=10, seconds=60)
PER_ADDRESS = Limit("sign-in-address", times=30, seconds=60)
PER_DEVICE = Limit("sign-in-device", times=10, seconds=60)
DEVICE = settings.SESSION_COOKIE_NAME + "-device"
DEVICE_DAYS = 180


def _next(request: HttpRequest) -> str:
    page = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe else "/"


def _may_try(request: HttpRequest, name: str) -> bool:
    """Count this try. A device somebody signed in on has a count of its own: guessing elsewhere locks nobody out."""
    person_id, _sep, device = (request.get_signed_cookie(DEVICE, default="") or "").partition(".")
    if device and person_named(name).filter(pk=person_id).exists():
        return allow(PER_DEVICE, device)
    return allow(PER_ADDRESS, request.META.get("REMOTE_ADDR", "")) and allow(PER_ACCOUNT, name)


def _know_device(response: HttpResponse, person: Person) -> HttpResponse:
    response.set_signed_cookie(
        DEVICE,
        f"{person.pk}.{secrets.token_hex(8)}",
        max_age=DEVICE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    if organisation() is None:
        return render(request, "people/not_open.html")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"].casefold()
        if not _may_try(request, name):
            return too_many(request)
        person = authenticate(request, username=name, password=form.cleaned_data["password"])
        if person is not None:
            request.session["device"] = request.headers.get("User-Agent", "")[:120]
            login(request, person)
            return _know_device(SeeOther(_next(request)), person)
        form.add_error(None, _("This name and password do not go together."))
    context = {"form": form, "next": _next(request), "demo": settings.DEMO}
    return render(request, "people/sign_in.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = SeeOther("/sign-in/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _no_longer_valid(request: HttpRequest) -> HttpResponse:
    text = _("It was used or is too old. Ask an administrator for a new one.")
    return render(request, "people/no_longer_valid.html", {"text": text}, status=404)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of_reset(token)
    if person is None:
        return _no_longer_valid(request)
    form = NewPasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if use_reset(token, form.cleaned_data["password"]) is None:
            return _no_longer_valid(request)
        return SeeOther("/sign-in/")
    return render(request, "people/reset.html", {"form": form, "person": person}, status=422 if form.is_bound else 200)
