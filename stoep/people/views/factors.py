"""One's second step: an app, passkeys, recovery codes; and taking it from somebody who lost it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from stoep.kernel.access import require
from stoep.kernel.limits import allow, give_back
from stoep.kernel.sealing import CannotUnseal, seal, unseal
from stoep.organisation.queries import organisation
from stoep.people.actions import (
    WrongCode,
    add_codes,
    make_recovery_codes,
    remove_factor,
    remove_factors_of,
    use_code,
)
from stoep.people.backends.codes import address_of, new_secret
from stoep.people.forms import CONFIRMATIONS, ConfirmForm, NewCodesForm, ReasonForm
from stoep.people.models import Person, SecondFactor
from stoep.people.queries import second_step_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther
from stoep.ui.qr import qr_svg

HERE = "/settings/second-step/"


def is_confirmed(request: MemberRequest, form: Form) -> bool:
    """Say whether it is really them: by password, or by a code, which is used up."""
    typed = form.cleaned_data["current"]
    if not allow(CONFIRMATIONS, str(request.user.pk)):
        form.add_error("current", _("You tried this often. Wait a minute."))
    elif not (request.user.check_password(typed) or use_code(request.user, typed)):
        form.add_error("current", _("This password or code is not right."))
    else:
        give_back(CONFIRMATIONS, str(request.user.pk))
    return form.is_valid()


def done(request: MemberRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes, this once; without new ones go back to where they are."""
    return render(request, "people/recovery_codes.html", {"codes": codes}) if codes else SeeOther(HERE)


@login_required
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    return render(request, "people/factors.html", {"step": second_step_of(request.user)})


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: MemberRequest) -> HttpResponse:
    if second_step_of(request.user).has_app:
        return SeeOther(HERE)
    form = NewCodesForm(request.POST or None)
    secret = _secret_in(request) or new_secret()
    if request.method == "POST" and form.is_valid() and is_confirmed(request, form):
        try:
            return done(request, add_codes(request.user, secret, "".join(form.cleaned_data["code"].split())))
        except WrongCode:
            form.add_error("code", _("This code does not fit. Is the clock of your phone right?"))
    return _codes_page(request, form, secret)


def _secret_in(request: MemberRequest) -> str:
    """Return the secret this person was shown: it came along sealed, for asking wrote nothing down."""
    try:
        owner, _sep, secret = unseal(request.POST.get("secret", "")).partition(":")
    except CannotUnseal:
        return ""
    return secret if owner == str(request.user.pk) else ""


def _codes_page(request: MemberRequest, form: NewCodesForm, secret: str) -> HttpResponse:
    ours = organisation()
    address = address_of(secret, ours.name if ours else "Stoep", request.user.handle)
    context = {
        "form": form,
        "sealed": seal(f"{request.user.pk}:{secret}"),
        "qr": qr_svg(address, _("QR code for your authenticator app")),
        "address": address,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return render(request, "people/new_codes.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: MemberRequest) -> HttpResponse:
    step = second_step_of(request.user)
    if not step.factors:
        return SeeOther(HERE)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_confirmed(request, form):
        return done(request, make_recovery_codes(request.user))
    context = {"form": form, "step": step}
    return render(request, "people/new_recovery_codes.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, factor_id: int) -> HttpResponse:
    factor = get_object_or_404(SecondFactor, pk=factor_id, person=request.user)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and is_confirmed(request, form):
        remove_factor(request.user, factor)
        return SeeOther(HERE)
    context = {"form": form, "factor": factor, "is_last": request.user.second_factors.count() == 1}
    return render(request, "people/remove_factor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: MemberRequest, handle: str) -> HttpResponse:
    require(request.user.is_admin)
    person = get_object_or_404(Person, handle=handle, is_placeholder=False)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_factors_of(request.user, person, form.cleaned_data["reason"])
        return SeeOther(person.get_absolute_url())
    context = {"form": form, "person": person, "step": second_step_of(person)}
    return render(request, "people/take_away.html", context, status=422 if form.is_bound else 200)
