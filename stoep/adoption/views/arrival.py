from __future__ import annotations

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stoep.adoption.actions import NoLongerValid, come_in, door_of, set_up
from stoep.adoption.forms import ArriveForm, SetUpForm
from stoep.kernel.limits import Limit, allow, network_of
from stoep.organisation.actions import set_up_token_is_valid
from stoep.people.actions import free_handle
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.ui.answers import SeeOther
from stoep.ui.errors import too_many

TRIES = Limit("sign-in-arrival", times=60, seconds=60)
BACKEND = "stoep.people.backends.PersonBackend"


def _come_in(request: HttpRequest, person: Person) -> HttpResponse:
    request.session["device"] = request.headers.get("User-Agent", "")[:120]
    login(request, person, backend=BACKEND)
    return SeeOther("/welcome/")


def _no_longer_valid(request: HttpRequest, text: str) -> HttpResponse:
    return render(request, "people/no_longer_valid.html", {"text": text}, status=404)


def _set_up_over(request: HttpRequest) -> HttpResponse:
    return _no_longer_valid(request, _("It was used or is too old. Start Stoep again: the terminal shows a new one."))


def _invitation_over(request: HttpRequest) -> HttpResponse:
    return _no_longer_valid(request, _("It was used, withdrawn or too old. Ask your colleague for a new one."))


def _handle_of(request: HttpRequest, form: SetUpForm | ArriveForm) -> str:
    name = request.GET.get("name") or form["name"].value() or ""
    return free_handle(name[:100]) if name.strip() else ""


def _complain(form: SetUpForm | ArriveForm, error: ValidationError) -> None:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"password": error.messages}
    for name, messages in by_field.items():
        form.add_error(name if name in form.fields else None, messages)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, token: str) -> HttpResponse:
    if not set_up_token_is_valid(token):
        return _set_up_over(request)
    form = SetUpForm(request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, set_up(token, **form.cleaned_data))
        except (NoLongerValid, IntegrityError):
            return _set_up_over(request)
        except ValidationError as error:
            _complain(form, error)
    context = {"form": form, "handle": _handle_of(request, form)}
    with override(form["language"].value() or "nl"):
        return render(request, "adoption/set_up.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    if not allow(TRIES, network_of(request.META.get("REMOTE_ADDR", ""))):
        return too_many(request)
    door = door_of(token)
    if door is None:
        return _invitation_over(request)
    form = ArriveForm(request.POST or None, initial={"name": door.name}, email=door.email)
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, come_in(token, language="", **form.cleaned_data))
        except NoLongerValid:
            return _invitation_over(request)
        except ValidationError as error:
            _complain(form, error)
    context = {
        "form": form,
        "handle": _handle_of(request, form),
        "inviter": face_of(door.inviter) if door.inviter else None,
        "email": door.email,
        "title": _("Welcome"),
    }
    return render(request, "adoption/arrive.html", context, status=422 if form.is_bound else 200)
