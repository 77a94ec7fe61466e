"""Groups, for who runs the network: what they are called, who leads them, how large they are. Never what is in them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from stoep.groups.access import seeks_leader
from stoep.groups.actions import archive_group, give_lead
from stoep.groups.forms import NewLeaderForm
from stoep.groups.models import Group
from stoep.groups.queries import every_group, with_leaders
from stoep.kernel.access import require
from stoep.kernel.lists import named_page
from stoep.people.access import people_visible_to
from stoep.people.models import Person, PersonQuerySet
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

PAGE = 60
STATES = ("", "seeking", "asleep", "archived")
COLLEAGUES = 20


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    require(request.user.is_admin)
    asked, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "")
    which = state if state in STATES else ""
    rows, after = named_page(every_group(which, asked), request.GET.get("after", ""), PAGE)
    context = {"rows": with_leaders(rows), "after": after, "q": asked, "which": which}
    return render(request, "groups/_admin_groups.html" if request.htmx else "groups/admin_groups.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: MemberRequest, group_id: int) -> HttpResponse:
    require(request.user.is_admin)
    shown = get_object_or_404(Group, pk=group_id)
    if request.method == "POST":
        archive_group(request.user, shown, archived=request.POST.get("on") == "1")
        return SeeOther(reverse("groups:admin-group", args=[shown.pk]))
    [row] = with_leaders([shown])
    return render(request, "groups/admin_group.html", {"row": row, "group": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leader(request: MemberRequest, group_id: int) -> HttpResponse:
    """Give a group that nobody leads a leader. Who is in it is not told: each colleague is shown alike."""
    require(request.user.is_admin)
    shown = get_object_or_404(Group, pk=group_id)
    form = NewLeaderForm(request.POST or None, viewer=request.user)
    if seeks_leader(shown) and form.is_valid():
        give_lead(request.user, shown, form.cleaned_data["handle"])
        return SeeOther(f"{reverse('groups:admin-group', args=[shown.pk])}?asked=1")
    asked = request.GET.get("q", "").strip()[:80]
    people = [face_of(person) for person in _colleagues(request, asked)[:COLLEAGUES]]
    context = {"group": shown, "form": form, "q": asked, "people": people, "seeks": seeks_leader(shown)}
    template = "groups/_admin_people.html" if request.htmx else "groups/admin_leader.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _colleagues(request: MemberRequest, asked: str) -> PersonQuerySet:
    people = people_visible_to(request.user).present().exclude(pk=request.user.pk).exclude(role=Person.Role.GUEST)
    if not asked:
        return people.none()
    for word in asked.split()[:5]:
        people = people.filter(name__icontains=word)
    return people.order_by("name", "pk")
