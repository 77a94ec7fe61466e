from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.media.actions import BadImage, store_portrait
from stoep.media.files import path_of
from stoep.people.access import people_visible_to
from stoep.people.actions import change_portrait, change_profile
from stoep.people.forms import PortraitForm, ProfileForm
from stoep.people.models import Person
from stoep.people.queries import face_of, managers_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

WARNED = timedelta(days=14)


def _person(request: MemberRequest, handle: str) -> Person:
    visible = people_visible_to(request.user)
    person = get_object_or_404(visible.select_related("manager", "invited_by"), handle=handle)
    if request.user.is_guest and not visible.filter(pk=person.invited_by_id or 0).exists():
        person.invited_by = None  # a guest reads no names of people they do not see
    return person


@login_required
@require_safe
def show(request: MemberRequest, handle: str) -> HttpResponse:
    person = _person(request, handle)
    visible = people_visible_to(request.user)
    may_manage = request.user.is_admin and person.pk != request.user.pk and not person.is_placeholder
    context = {
        "person": person,
        "face": face_of(person),
        "topics": person.knows.order_by("name"),
        "managers": managers_of(person, visible),
        "reports": [face_of(report) for report in visible.filter(manager=person).order_by("name")[:12]],
        "is_me": person.pk == request.user.pk,
        "may_manage": may_manage,
        **_last_day(person, request.user),
        "has_second_step": may_manage and person.second_factors.exists(),
    }
    return render(request, "people/profile.html", context)


def _last_day(person: Person, viewer: Person) -> dict[str, object]:
    """Return until when a guest is here, for themselves, for who invited them and for admins; and whether it nears."""
    concerned = viewer.is_admin or viewer.pk in (person.pk, person.invited_by_id)
    if person.guest_until is None or not concerned:
        return {}
    return {"guest_until": person.guest_until, "ends_soon": person.guest_until - timezone.localdate() <= WARNED}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest) -> HttpResponse:
    me = Person.objects.get(pk=request.user.pk)
    initial = {
        "knows": ", ".join(me.knows.order_by("name").values_list("name", flat=True)),
        "manager_handle": me.manager.handle if me.manager else "",
    }
    form = ProfileForm(request.POST or None, instance=me, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(me, form):
        return SeeOther(me.get_absolute_url())
    context = {"form": form, "portrait_form": PortraitForm(), "face": face_of(me)}
    return render(request, "people/edit.html", context, status=422 if form.is_bound else 200)


def _save(me: Person, form: ProfileForm) -> bool:
    data = dict(form.cleaned_data)
    knows, manager = data.pop("knows"), data.pop("manager_handle")
    try:
        change_profile(me, knows=knows, manager=manager, **data)
    except ValidationError as error:
        form.add_error("manager_handle", error.messages)
        return False
    return True


@login_required
@require_POST
def set_portrait(request: MemberRequest) -> HttpResponse:
    form = PortraitForm(request.POST, request.FILES)
    if request.POST.get("remove"):
        change_portrait(request.user, None)
        return SeeOther("/me/")
    if form.is_valid():
        try:
            change_portrait(request.user, store_portrait(form.cleaned_data["portrait"]))
            return SeeOther("/me/")
        except BadImage:
            form.add_error("portrait", _("This is no JPEG, PNG or WebP photo, or it is damaged or too large."))
    context = {
        "form": ProfileForm(instance=request.user),
        "portrait_form": form,
        "face": face_of(request.user),
    }
    return render(request, "people/edit.html", context, status=422)


@login_required
@require_safe
def portrait(request: MemberRequest, handle: str, file_id: int) -> HttpResponse | FileResponse:
    person = _person(request, handle)
    if person.portrait is None or person.portrait_id != file_id:
        raise Http404
    response = FileResponse(path_of(person.portrait).open("rb"), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
