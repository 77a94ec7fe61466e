from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.adoption.actions import (
    choose_places,
    close_welcome,
    greet,
    pass_step,
    say_what_one_knows,
    show_face,
)
from stoep.adoption.forms import FaceForm, GreetingForm, PlacesForm, StepForm, TopicsForm
from stoep.adoption.models import Arrival
from stoep.adoption.parts import is_founder, phone_html, progress_of
from stoep.adoption.queries import lines_of, open_arrival, steps_of, welcoming_group
from stoep.adoption.queries.suggestions import suggested_colleagues, suggested_groups, suggested_topics
from stoep.adoption.texts import first_post, greeting
from stoep.groups.queries import groups_shown_of
from stoep.kernel.access import require
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

Step = Arrival.Step
Context = dict[str, Any]
WELCOME, HOME = "/welcome/", "/"


@login_required
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    arrival = open_arrival(request.user)
    return _page(request, arrival, arrival.step) if arrival else SeeOther(HOME)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: MemberRequest, step: int) -> HttpResponse:
    """One of the steps that are behind, or the one that comes next."""
    arrival = open_arrival(request.user)
    if arrival is None:
        return SeeOther(HOME)
    if step not in _steps_now(request.user, arrival):
        return SeeOther(WELCOME)
    if request.method != "POST" or step not in STEPS:
        return _page(request, arrival, step)
    if "skip" in request.POST:
        pass_step(request.user, step)
        return SeeOther(WELCOME)
    form, save = STEPS[step][0](request.POST, request.FILES, person=request.user), STEPS[step][2]
    if not form.is_valid():
        return _page(request, arrival, step, form)
    save(request.user, form)
    return SeeOther(WELCOME)


def _steps_now(person: Person, arrival: Arrival) -> list[int]:
    """Return the steps somebody may open: what is behind and what comes next; and saying hello, at any time."""
    greeting = [] if person.is_guest else [int(Step.GREETING)]
    return [step for step in steps_of(person) if step <= arrival.step] + greeting


def _face(person: Person, form: StepForm) -> Context:
    return {"face": face_of(person)}


def _save_face(person: Person, form: StepForm) -> None:
    show_face(person, form.cleaned_data["portrait"], form.cleaned_data.get("function", ""))


def _topics(person: Person, form: StepForm) -> Context:
    known = list(person.knows.order_by("name").values_list("name", flat=True))
    ticked = form.data.getlist("topics") if form.is_bound else known  # type: ignore[attr-defined]
    return {"chips": [(name, name in ticked) for name in dict.fromkeys([*known, *suggested_topics(person)])]}


def _save_topics(person: Person, form: StepForm) -> None:
    assert isinstance(form, TopicsForm)
    say_what_one_knows(person, form.names())


def _places(person: Person, form: StepForm) -> Context:
    if person.is_guest:
        return {"groups": [], "colleagues": [], "mine": groups_shown_of(person, person)}
    assert isinstance(form, PlacesForm)
    groups, people = form.ticked("groups"), form.ticked("people")
    colleagues = suggested_colleagues(person, welcoming_group(person))
    return {
        "groups": [(one, why, groups is None or one.slug in groups) for one, why in suggested_groups(person)],
        "colleagues": [(face, why, people is None or face.handle in people) for face, why in colleagues],
    }


def _save_places(person: Person, form: StepForm) -> None:
    if person.is_guest:
        pass_step(person, Step.PLACES)
    else:
        choose_places(person, form.cleaned_data["groups"], form.cleaned_data["people"])


STEPS: dict[int, tuple[type[StepForm], Callable[[Person, StepForm], Context], Callable[[Person, StepForm], None]]] = {
    Step.PHOTO: (FaceForm, _face, _save_face),
    Step.TOPICS: (TopicsForm, _topics, _save_topics),
    Step.PLACES: (PlacesForm, _places, _save_places),
}


def _page(
    request: MemberRequest, arrival: Arrival, step: int, form: StepForm | GreetingForm | None = None
) -> HttpResponse:
    """Show the welcome with one of its steps open."""
    me, failed = request.user, form is not None
    inviter = people_visible_to(me).filter(pk=me.invited_by_id or 0).first()
    context: Context = {
        "step": step,
        "reached": arrival.step,
        "lines": lines_of(me, arrival, step),
        **progress_of(me, step),
        "inviter": inviter,
        "inviter_face": face_of(inviter) if inviter else None,
        "is_founder": is_founder(me),
        "phone": phone_html(request),
        "in_groups": groups_shown_of(me, me),
    }
    if step in STEPS:
        form = form or STEPS[step][0](person=me)
        assert isinstance(form, StepForm)
        context |= {"form": form, **STEPS[step][1](me, form)}
    elif step == Step.GREETING:
        context |= _greeting(me, inviter, form)
    return render(request, "adoption/welcome.html", context, status=422 if failed else 200)


def _greeting(me: Person, inviter: Person | None, form: StepForm | GreetingForm | None) -> Context:
    knows = list(me.knows.order_by("name").values_list("name", flat=True)[:3])
    thanked = inviter if inviter is not None and inviter.is_active else None
    text = first_post() if is_founder(me) else greeting(me, thanked, knows)
    return {"form": form or GreetingForm(initial={"body": text}), "place": welcoming_group(me)}


@login_required
@require_POST
def greeted(request: MemberRequest) -> HttpResponse:
    require(not request.user.is_guest)
    if "skip" in request.POST:
        pass_step(request.user, Step.GREETING)
        return SeeOther(HOME)
    form = GreetingForm(request.POST)
    if not form.is_valid():
        arrival = open_arrival(request.user) or Arrival(person=request.user, step=Step.GREETING)
        return _page(request, arrival, Step.GREETING, form)
    greet(request.user, form.cleaned_data["body"], language=request.LANGUAGE_CODE, key=form.cleaned_data["key"])
    return SeeOther(HOME)


@login_required
@require_POST
def close(request: MemberRequest) -> HttpResponse:
    close_welcome(request.user)
    return SeeOther(HOME)
