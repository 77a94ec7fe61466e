from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoep.organisation.queries import organisation
from stoep.people.actions import add_passkey
from stoep.people.backends.passkeys import BadPasskey, ask_for_new, passkeys_work
from stoep.people.forms import NewPasskeyForm
from stoep.people.models import SecondFactor
from stoep.people.requests import MemberRequest
from stoep.people.texts import device_words
from stoep.people.views.factors import done, is_confirmed


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    device = device_words(request.headers.get("User-Agent", ""))
    form = NewPasskeyForm(request.POST or None, initial={"name": device})
    if request.method == "POST" and form.is_valid() and is_confirmed(request, form):
        asked = request.session.pop("asked", None)
        try:
            if not asked:
                raise BadPasskey
            name, answer = form.cleaned_data["name"], form.cleaned_data["answer"]
            return done(request, add_passkey(request.user, name, asked, answer))
        except BadPasskey:
            form.data = {**request.POST.dict(), "answer": ""}
            form.add_error(None, _("No passkey came of it. Try again, or use an authenticator app."))
    context = {"form": form, "works": passkeys_work()}
    return render(request, "people/new_passkey.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def challenge(request: MemberRequest) -> HttpResponse:
    """What a browser makes a passkey with."""
    ours = organisation()
    known = request.user.second_factors.filter(kind=SecondFactor.Kind.PASSKEY).values_list("credential", flat=True)
    options, kept = ask_for_new(
        ours.name if ours else "Stoep",
        request.user.pk,
        request.user.handle,
        request.user.name,
        [key or "" for key in known],
    )
    request.session["asked"] = dict(kept)
    return HttpResponse(options, content_type="application/json")
