from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stoep.adoption.forms import AtDomainForm
from stoep.adoption.queries import is_domain_open, is_of_the_organisation
from stoep.adoption.tasks import mail_arrival
from stoep.kernel.limits import Limit, allow
from stoep.ui.errors import too_many

PER_NETWORK = Limit("sign-in-domain", times=20, seconds=3600)
PER_ADDRESS = Limit("sign-in-domain-address", times=3, seconds=3600)


@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    """Mail a link to who has an address of the organisation; the answer is the same for every address."""
    if not is_domain_open():
        raise Http404
    form = AtDomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].casefold()
        if not (allow(PER_NETWORK, request.META.get("REMOTE_ADDR", "")) and allow(PER_ADDRESS, email)):
            return too_many(request)
        if is_of_the_organisation(email):
            mail_arrival.enqueue(email)
        return render(request, "adoption/at_domain.html", {"email": email})
    return render(request, "adoption/at_domain.html", {"form": form}, status=422 if form.is_bound else 200)
