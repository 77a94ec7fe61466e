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

from stoep.adoption.actions import NoLongerValid, accept_invitation, open_invitation, set_up
from stoep.adoption.forms import ArriveForm, SetUpForm
from stoep.kernel.limits import Limit, allow
from stoep.organisation.actions import set_up_token_is_valid
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.ui.answers import SeeOther
from stoep.ui.errors import not_found, too_many

TRIES = Limit("sign-in-arrival", times=60, seconds=60)
BACKEND = "stoep.people.backends.PersonBackend"


def _come_in(request: HttpRequest, person: Person) -> HttpResponse:
    request.session["device"] = request.headers.get("User-Agent", "")[:120]
    login(request, person, backend=BACKEND)
    return SeeOther("/")


def _complain(form: SetUpForm | ArriveForm, error: ValidationError) -> None:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"password": error.messages}
    for name, messages in by_field.items():
        form.add_error(name if name in form.fields else None, messages)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, token: str) -> HttpResponse:
    if not set_up_token_is_valid(token):
        return not_found(request)
    form = SetUpForm(request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, set_up(token, **form.cleaned_data))
        except (NoLongerValid, IntegrityError):
            return not_found(request)
        except ValidationError as error:
            _complain(form, error)
    with override(form["language"].value() or "nl"):
        return render(request, "adoption/set_up.html", {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    if not allow(TRIES, request.META.get("REMOTE_ADDR", "")):
        return too_many(request)
    invitation = open_invitation(token)
    if invitation is None:
        return render(request, "adoption/no_longer_valid.html", status=404)
    form = ArriveForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, accept_invitation(token, language="", **form.cleaned_data))
        except NoLongerValid:
            return render(request, "adoption/no_longer_valid.html", status=404)
        except ValidationError as error:
            _complain(form, error)
    context = {"form": form, "inviter": face_of(invitation.invited_by), "title": _("Welcome")}
    return render(request, "adoption/arrive.html", context, status=422 if form.is_bound else 200)
