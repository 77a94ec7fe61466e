from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from stoep.administration.access import for_admins
from stoep.administration.actions import add_person
from stoep.administration.forms import NewPersonForm
from stoep.administration.queries import STATES, people_page
from stoep.people.actions.passwords import make_first_links
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest


@require_safe
@for_admins
def listing(request: MemberRequest) -> HttpResponse:
    asked, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    state = state if state in STATES else ""
    people, after = people_page(asked, state, request.GET.get("after", ""))
    context = {
        "people": [(face_of(person), person) for person in people],
        "q": asked,
        "state": state,
        "states": [(name, label) for name, (label, _kept) in STATES.items()],
        "after": after,
    }
    template = "administration/_people.html" if request.htmx else "administration/people.html"
    return render(request, template, context)


def hand_over(request: MemberRequest, person: Person) -> HttpResponse:
    """Show, this once, the link by which somebody new chooses a password."""
    made = make_first_links([person], request.user)
    link = f"{settings.SITE}/reset/{made[0][1]}/" if made else ""
    return render(request, "administration/added.html", {"person": person, "link": link})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def add(request: MemberRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None, initial={"role": "member"})
    if request.method == "POST" and form.is_valid():
        try:
            person = add_person(request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email" if "email" in error.message_dict else None, error.messages)
        else:
            return hand_over(request, person)
    return render(request, "administration/add.html", {"form": form}, status=422 if form.is_bound else 200)
