"""The second step at the door, and the passkey that needs no first."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.kernel.limits import allow
from stoep.people.actions import use_code, use_passkey
from stoep.people.backends.passkeys import BadPasskey, ask_for_one, passkeys_work
from stoep.people.forms import CodeForm, PasskeyForm, SignInForm
from stoep.people.models import Person, SecondFactor
from stoep.people.sessions import SessionStore
from stoep.people.views.door import come_in, page_asked_for, sign_in_page
from stoep.people.views.tries import CHALLENGES, CodeTry, network
from stoep.ui.errors import too_many

HALF_DONE_FOR = 10 * 60


@dataclass(frozen=True)
class Half:
    """Somebody whose password was right, and where they wanted to go."""

    person: Person
    own: bool
    page: str


def _half(request: HttpRequest) -> Half | None:
    """Return who is half-way, None when it took too long or the password is another by now."""
    kept = request.session.get("half")
    if not kept or request.user.is_authenticated or time.time() - kept["at"] > HALF_DONE_FOR:
        return None
    person = Person.objects.present().filter(pk=kept["id"]).first()
    if person is None or person.is_over or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    return Half(person, kept["own"], kept["page"])


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    half = _half(request)
    if half is None:
        return redirect("/sign-in/")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = CodeTry(request, half.person)
        if not tried.is_allowed():
            return too_many(request)
        if use_code(half.person, form.cleaned_data["code"]):
            tried.was_right()
            return _finish(request, half)
        form.add_error("code", _("This code is not right, or was used before. Wait for the next one."))
    return _page(request, half, form)


def _page(request: HttpRequest, half: Half, form: CodeForm, refused: str = "") -> HttpResponse:
    kinds = set(half.person.second_factors.values_list("kind", flat=True))
    context = {
        "form": form,
        "person": half.person,
        "has_app": SecondFactor.Kind.CODES in kinds,
        "has_passkey": SecondFactor.Kind.PASSKEY in kinds and passkeys_work(),
        "refused": refused,
    }
    return render(request, "people/second_step.html", context, status=422 if form.is_bound or refused else 200)


def _finish(request: HttpRequest, half: Half) -> HttpResponse:
    del request.session["half"]
    return come_in(request, half.person, own=half.own, page=half.page)


@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """What a browser signs to sign in: of any passkey for this site, or half-way of one of that person's."""
    if request.user.is_authenticated or not passkeys_work():
        return redirect("/")
    if not allow(CHALLENGES, network(request)):
        return too_many(request)
    half = _half(request)
    own = half.person.second_factors.filter(kind=SecondFactor.Kind.PASSKEY) if half else SecondFactor.objects.none()
    options, kept = ask_for_one([key or "" for key in own.values_list("credential", flat=True)])
    request.session["asked"] = dict(kept)
    return HttpResponse(options, content_type="application/json")


@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    session: SessionStore = request.session  # type: ignore[assignment]
    half, asked = _half(request), session.pop("asked", None)
    form = PasskeyForm(request.POST)
    try:
        if not form.is_valid() or not asked or not session.spend():
            raise BadPasskey
        person = use_passkey(asked, form.cleaned_data["answer"], half.person if half else None)
    except BadPasskey:
        return _not_right(request, half)
    if half:
        return _finish(request, half)
    return come_in(request, person, own=form.cleaned_data["own"], page=page_asked_for(request))


def _not_right(request: HttpRequest, half: Half | None) -> HttpResponse:
    text = _("That passkey did not work here. Try again, or use another way.")
    return _page(request, half, CodeForm(), text) if half else sign_in_page(request, SignInForm(), text)
