from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stoep.kernel.lists import named_page
from stoep.people.access import people_visible_to
from stoep.people.models import Person
from stoep.people.queries import departments, face_of
from stoep.people.requests import MemberRequest
from stoep.ui.templatetags.ui import avatar

PAGE = 30
COMPLETIONS = 6


@login_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    """A page of colleagues in alphabetical order; the whole list never leaves at once."""
    asked = request.GET.get("q", "").strip()[:100]
    people = people_visible_to(request.user).present().prefetch_related("knows")
    department = request.GET.get("department", "")[:100]
    if department:
        people = people.filter(department=department)
    for word in asked.split()[:5]:
        people = people.filter(
            Q(name__icontains=word)
            | Q(function__icontains=word)
            | Q(department__icontains=word)
            | Q(location__icontains=word)
            | Q(knows__name__icontains=word.lstrip("#"))
        )
    rows, after = named_page(people.distinct(), request.GET.get("after", ""), PAGE)
    context: dict[str, object] = {
        "people": [(face_of(person), person) for person in rows],
        "q": asked,
        "after": after,
        "department": department,
    }
    if not request.htmx:
        context["departments"] = departments(request.user)
    return render(request, "people/_directory.html" if request.htmx else "people/directory.html", context)


def _hint(person: Person) -> str:
    """Return what stands behind a name: the label of a guest, and the function."""
    return " · ".join(filter(None, (_("guest") if person.is_guest else "", person.function)))


@login_required
@require_safe
def complete(request: MemberRequest) -> JsonResponse:
    """Colleagues whose name begins so, for completion after @."""
    word = request.GET.get("q", "").strip()[:40]
    if not word:
        return JsonResponse({"results": []})
    begins = Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(handle__istartswith=word)
    found = people_visible_to(request.user).present().filter(begins).order_by("name")[:COMPLETIONS]
    rows = [
        {"value": f"@{p.handle}", "label": p.name, "hint": _hint(p), "picture": avatar(face_of(p), "s")} for p in found
    ]
    return JsonResponse({"results": rows})
