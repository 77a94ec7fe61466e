"""The door of the demonstration organisation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from stoep.demo.content import company
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.ui.answers import SeeOther

BACKEND = "stoep.people.backends.PersonBackend"


@require_POST
def step_in(request: HttpRequest, handle: str) -> HttpResponse:
    if not settings.DEMO or handle not in {visitor.handle for visitor in company().visitors}:
        raise Http404
    person = get_object_or_404(Person.objects.present(), handle=handle)
    login(request, person, backend=BACKEND)
    request.session["device"] = request.headers.get("User-Agent", "")[:120]
    return SeeOther("/")


def doors(request: HttpRequest, thing: object) -> str:
    """Offer the described people on the sign-in page, in a demonstration only."""
    if not settings.DEMO:
        return ""
    visitors = {visitor.handle: visitor for visitor in company().visitors}
    people = {p.handle: p for p in Person.objects.present().filter(handle__in=visitors)}
    language = get_language() or "nl"
    rows = [
        (face_of(people[handle]), visitor.described(language))
        for handle, visitor in visitors.items()
        if handle in people
    ]
    return render_to_string("demo/_doors.html", {"rows": rows}, request)
