from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.groups.access import (
    is_leader,
    is_member,
    may_ask,
    may_invite_into,
    may_join,
    may_lead,
    may_read_in,
    may_start_group,
)
from stoep.groups.actions import archive_group, change_group, start_group
from stoep.groups.forms import ColleagueForm, GroupForm
from stoep.groups.models import Group, Request
from stoep.groups.queries import groups_like, leaders_of, members_page, some_faces
from stoep.kernel.access import require
from stoep.kernel.lists import named_page
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

PAGE = 60


def group_for(request: MemberRequest, slug: str) -> Group:
    """Return the group behind an address, if the viewer may know that it exists."""
    return get_object_or_404(Group.objects.visible_to(request.user), slug=slug)


def _head(request: MemberRequest, group: Group) -> dict[str, object]:
    person = request.user
    mine = Request.objects.filter(group=group, person=person).first()
    return {
        "group": group,
        "faces": some_faces(group),
        "leaders": leaders_of(group),
        "is_member": is_member(person, group),
        "leads": is_leader(person, group),
        "reads": may_read_in(person, group),
        "may_join": may_join(person, group),
        "may_ask": may_ask(person, group),
        "asked": mine if mine and not mine.invited_by_id else None,
        "invitation": mine if mine and mine.invited_by_id else None,
    }


@login_required
@require_safe
def show(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    return render(request, "groups/group.html", {**_head(request, group), "tab": "stream"})


@login_required
@require_safe
def about(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    return render(request, "groups/about.html", {**_head(request, group), "tab": "about"})


@login_required
@require_safe
def members(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_read_in(request.user, group))
    rows, after = members_page(group, request.GET.get("after", ""), PAGE)
    asking = Request.objects.filter(group=group, invited_by__isnull=True).select_related("person")
    context = {
        **_head(request, group),
        "tab": "members",
        "members": rows,
        "after": after,
        "asking": [face_of(row.person) for row in asking] if may_lead(request.user, group) else [],
        "invite_form": ColleagueForm() if may_invite_into(request.user, group) else None,
    }
    return render(request, "groups/members.html", context)


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:80]
    groups = Group.objects.visible_to(request.user)
    for word in asked.split()[:5]:
        groups = groups.filter(name__icontains=word) | groups.filter(purpose__icontains=word)
    rows, after = named_page(groups, request.GET.get("after", ""), PAGE)
    context = {
        "groups": rows,
        "q": asked,
        "after": after,
        "may_start": may_start_group(request.user),
    }
    return render(request, "groups/_directory.html" if request.htmx else "groups/directory.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    require(may_start_group(request.user))
    form = GroupForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    like = groups_like(request.user, form["name"].value() or "")
    if request.method == "POST" and form.is_valid() and (not like or request.POST.get("sure")):
        group = start_group(request.user, **form.cleaned_data)
        return SeeOther(group.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render(request, "groups/new.html", {"form": form, "like": like if form.is_bound else []}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    require(may_lead(request.user, group))
    form = GroupForm(request.POST or None, instance=Group.objects.get(pk=group.pk))
    if request.method == "POST" and form.is_valid():
        changed = change_group(request.user, group, **form.cleaned_data)
        return SeeOther(changed.get_absolute_url())
    return render(request, "groups/edit.html", {"form": form, "group": group}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def archive(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    archive_group(request.user, group, archived=request.POST.get("on") == "1")
    return SeeOther(group.get_absolute_url())


@login_required
@require_safe
def overlap(request: MemberRequest) -> JsonResponse:
    like = groups_like(request.user, request.GET.get("q", "")[:80])
    return JsonResponse({"results": [{"name": group.name, "url": group.get_absolute_url()} for group in like]})
