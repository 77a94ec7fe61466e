from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stoep.administration.access import for_admins
from stoep.administration.forms import RoleForm
from stoep.administration.views.people import hand_over
from stoep.people.actions import LastAdmin, change_role, deactivate, end_sessions, reactivate
from stoep.people.actions.roles import mark_moderator
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther


def _person(person_id: int) -> Person:
    people = Person.objects.filter(is_placeholder=False).select_related("invited_by", "manager")
    return get_object_or_404(people, pk=person_id)


def _page(request: MemberRequest, person: Person, form: RoleForm | None = None, fault: str = "") -> HttpResponse:
    initial = {"role": person.role, **({"guest_until": person.guest_until} if person.guest_until else {})}
    context = {
        "person": person,
        "face": face_of(person),
        "form": form or RoleForm(initial=initial, present=person.role),
        "fault": fault,
        "is_me": person.pk == request.user.pk,
        "never_came": not person.has_usable_password(),
    }
    return render(request, "administration/person.html", context, status=422 if fault or form else 200)


def _last_admin(request: MemberRequest, person_id: int) -> HttpResponse:
    text = _("Somebody has to run this network, and nobody else does. Make a colleague administrator first.")
    return _page(request, _person(person_id), fault=text)


def _to(person: Person, done: str) -> HttpResponse:
    return SeeOther(f"/admin/people/{person.pk}/?done={done}")


@require_safe
@for_admins
def show(request: MemberRequest, person_id: int) -> HttpResponse:
    return _page(request, _person(person_id))


@require_POST
@for_admins
def role(request: MemberRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    form = RoleForm(request.POST, present=person.role)
    if not form.is_valid():
        return _page(request, person, form)
    try:
        change_role(request.user, person, form.cleaned_data["role"], form.cleaned_data["guest_until"])
    except LastAdmin:
        return _last_admin(request, person_id)
    except ValidationError as error:
        form.add_error("guest_until", error.messages)
        return _page(request, person, form)
    return SeeOther("/") if person.pk == request.user.pk else _to(person, "role")


@require_POST
@for_admins
def moderator(request: MemberRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    mark_moderator(request.user, person, is_moderator=request.POST.get("on") == "1")
    return _to(person, "moderator")


@require_POST
@for_admins
def sessions(request: MemberRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    end_sessions(person, by=request.user)
    return _to(person, "sessions")


@require_POST
@for_admins
def link(request: MemberRequest, person_id: int) -> HttpResponse:
    return hand_over(request, _person(person_id))


@require_POST
@for_admins
def active(request: MemberRequest, person_id: int) -> HttpResponse:
    person = _person(person_id)
    try:
        (reactivate if request.POST.get("on") == "1" else deactivate)(request.user, person)
    except LastAdmin:
        return _last_admin(request, person_id)
    return _to(person, "active")
