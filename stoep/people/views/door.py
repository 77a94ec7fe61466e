from __future__ import annotations

import time

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.organisation.queries import organisation
from stoep.people.actions import ask_for_factor
from stoep.people.backends.passkeys import passkeys_work
from stoep.people.forms import SignInForm
from stoep.people.models import Person
from stoep.people.views.tries import PasswordTry, know_device
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

BACKEND = "stoep.people.backends.PersonBackend"


def page_asked_for(request: HttpRequest) -> str:
    """Return where to go after signing in; never another site."""
    page = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe else "/"


def come_in(request: HttpRequest, person: Person, *, own: bool, page: str) -> HttpResponse:
    """Begin the session of a person, under a key nobody knew before."""
    login(request, person, backend=BACKEND)
    request.session["device"] = request.headers.get("User-Agent", "")[:120]
    request.session["own"] = own
    ask_for_factor(person)
    return know_device(SeeOther(page), person) if own else SeeOther(page)


def sign_in_page(request: HttpRequest, form: SignInForm, refused: str = "") -> HttpResponse:
    """Return the door; `refused` says why it stays shut."""
    context = {"form": form, "next": page_asked_for(request), "passkeys": passkeys_work(), "refused": refused}
    return render(request, "people/sign_in.html", context, status=422 if form.is_bound or refused else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    if organisation() is None:
        return render(request, "people/not_open.html")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"].casefold().strip()
        tried = PasswordTry(request, name)
        if not tried.is_allowed():
            return too_many(request)
        person = authenticate(request, username=name, password=form.cleaned_data["password"])
        if isinstance(person, Person):
            tried.was_right()
            return _go_on(request, person, own=form.cleaned_data["own"])
        form.add_error(None, _("This name and password do not go together."))
    return sign_in_page(request, form)


def _go_on(request: HttpRequest, person: Person, *, own: bool) -> HttpResponse:
    """Let somebody in, or ask for the second step; until then the session belongs to nobody."""
    page = page_asked_for(request)
    if not person.second_factors.exists():
        return come_in(request, person, own=own, page=page)
    request.session.flush()
    request.session["half"] = {
        "id": person.pk,
        "hash": person.get_session_auth_hash(),
        "at": int(time.time()),
        "own": own,
        "page": page,
    }
    return SeeOther("/sign-in/second/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return signed_out()


def signed_out() -> HttpResponse:
    """Send somebody to the door and let the browser forget what it kept."""
    response = SeeOther("/sign-in/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
