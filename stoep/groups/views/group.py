from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stoep.groups.access import (
    is_leader,
    is_member,
    may_ask,
    may_be_leader,
    may_join,
    may_lead,
    may_read_in,
    may_start_group,
)
from stoep.groups.actions import change_group, start_group
from stoep.groups.forms import GroupForm
from stoep.groups.models import Group, Request
from stoep.groups.queries import asking, directory, groups_like, leaders_of, some_faces
from stoep.kernel.access import require
from stoep.kernel.lists import named_page
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

PAGE = 60


def group_for(request: MemberRequest, slug: str) -> Group:
    """Return the group behind an address, if the viewer may know that it exists."""
    return get_object_or_404(Group.objects.visible_to(request.user), slug=slug)


def head(request: MemberRequest, group: Group, tab: str) -> dict[str, object]:
    """Return what the head of every page of a group shows."""
    person = request.user
    mine = Request.objects.filter(group=group, person=person).select_related("invited_by").first()
    leaders, leads = leaders_of(group), is_leader(person, group)
    return {
        "group": group,
        "tab": tab,
        "faces": some_faces(group),
        "leaders": leaders,
        "leader_names": get_text_list([leader.name for leader in leaders], _("and")),
        "is_member": (member := is_member(person, group)),
        "may_take_lead": member and not leaders and may_be_leader(person),
        "leaves_at_once": member and not leads and may_join(person, group),  # who may walk back in
        "leads": leads,
        "reads": may_read_in(person, group),
        "may_join": may_join(person, group),
        "may_ask": may_ask(person, group),
        "asked": mine if mine and not mine.invited_by_id else None,
        "invitation": mine if mine and mine.invited_by_id else None,
        "asking": asking(group) if leads else [],
    }


@login_required
@require_safe
def show(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    return render(request, "groups/group.html", head(request, group, "stream"))


@login_required
@require_safe
def about(request: MemberRequest, slug: str) -> HttpResponse:
    group = group_for(request, slug)
    return render(request, "groups/about.html", head(request, group, "about"))


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:80]
    which = "mine" if request.GET.get("mine") == "1" else "asleep" if request.GET.get("asleep") == "1" else ""
    rows, after = named_page(directory(request.user, which, asked), request.GET.get("after", ""), PAGE)
    context = {
        "groups": rows,
        "q": asked,
        "which": which,
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
@require_safe
def overlap(request: MemberRequest) -> JsonResponse:
    like = groups_like(request.user, request.GET.get("q", "")[:80])
    return JsonResponse({"results": [{"name": group.name, "url": group.get_absolute_url()} for group in like]})
