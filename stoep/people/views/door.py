from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.kernel.limits import Limit, allow
from stoep.people.actions import person_of_reset, use_reset
from stoep.people.forms import NewPasswordForm, SignInForm
from stoep.ui.answers import SeeOther
from stoep.ui.errors import not_found, too_many

PER_ACCOUNT = Limit("sign-in-account", times=10, seconds=60)
PER_ADDRESS = Limit("sign-in-address", times=30, seconds=60)


def _next(request: HttpRequest) -> str:
    page = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe else "/"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"].casefold()
        if not (allow(PER_ADDRESS, request.META.get("REMOTE_ADDR", "")) and allow(PER_ACCOUNT, name)):
            return too_many(request)
        person = authenticate(request, username=name, password=form.cleaned_data["password"])
        if person is not None:
            request.session["device"] = request.headers.get("User-Agent", "")[:120]
            login(request, person)
            return SeeOther(_next(request))
        form.add_error(None, _("This name and password do not go together."))
    context = {"form": form, "next": _next(request), "demo": settings.DEMO}
    return render(request, "people/sign_in.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = SeeOther("/sign-in/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of_reset(token)
    if person is None:
        return not_found(request)
    form = NewPasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if use_reset(token, form.cleaned_data["password"]) is None:
            return not_found(request)
        return SeeOther("/sign-in/")
    return render(request, "people/reset.html", {"form": form, "person": person}, status=422 if form.is_bound else 200)
