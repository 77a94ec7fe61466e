"""Pinning: in a group, a fourth item asks which of the three goes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from stoep.items.access import may_pin
from stoep.items.actions import TooManyPins, pin
from stoep.items.models import Item
from stoep.items.queries import pinned_beside
from stoep.kernel.access import require
from stoep.kernel.ids import id_in
from stoep.people.requests import MemberRequest
from stoep.ui.answers import go_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pinned(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=item_id)
    require(may_pin(request.user, item))
    if request.method != "POST":
        return _choice(request, item)
    on, instead_of = request.POST.get("on") == "1", id_in(request.POST.get("instead_of"))
    try:
        pin(request.user, item, pinned=on or bool(instead_of), instead_of=instead_of)
    except TooManyPins:
        return go_to(request, request.path) if request.htmx else _choice(request, item, status=409)
    return go_to(request, item.get_absolute_url())


def _choice(request: MemberRequest, item: Item, *, status: int = 200) -> HttpResponse:
    """Show what is pinned where the item is, to choose which goes."""
    beside = list(pinned_beside(item)) if item.group_id_or_none else []
    template = "items/_pin.html" if request.htmx else "items/pin.html"
    return render(request, template, {"item": item, "beside": beside}, status=status)
