from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from stoep.items.access import may_accept
from stoep.items.actions import (
    accept_answer,
    bookmark,
    follow_thread,
    mark_read,
    react,
    remove_bookmark,
    withdraw_answer,
    withdraw_reaction,
)
from stoep.items.forms import ReactionForm
from stoep.items.models import Bookmark, Item, Question
from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from stoep.items.queries.cards import choices_of, readers_of
from stoep.items.queries.rows import one_row
from stoep.kernel.ids import id_in
from stoep.people.requests import MemberRequest
from stoep.ui.answers import answer, back, go_to

PAGE = 20


def _item(request: MemberRequest, item_id: int) -> Item:
    item: Item = get_object_or_404(Item.objects.visible_to(request.user).select_related("root", "author"), pk=item_id)
    return item


def _foot(request: MemberRequest, item: Item) -> HttpResponse:
    """Answer with the foot of the card or reply, as it is now."""
    row, page = one_row(request.user, item.pk), back(request, item.get_absolute_url())
    if item.root is not None:
        asks = item.root.is_question and may_accept(request.user, item.root)
        is_answer = asks and Question.objects.filter(answer=item).exists()
        reply = {
            "pk": row.pk,
            "reactions": choices_of(row, all_named=False),
            "is_answer": is_answer,
            "author": item.author,
        }
        return answer(
            request,
            "items/_reply_foot.html",
            {"reply": reply, "may_accept": asks, "is_archived": row.is_archived},
            page=page,
        )
    card = {
        "pk": row.pk,
        "reply_count": row.reply_count,
        "is_bookmarked": row.is_bookmarked,
        "is_question": item.is_question,
        "is_archived": row.is_archived,
        "reactions": choices_of(row),
    }
    return answer(request, "items/_foot.html", {"card": card}, page=page)


@login_required
@require_POST
def reaction(request: MemberRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if emoji := form.cleaned_data["emoji"]:
        react(request.user, item, emoji)
    else:
        withdraw_reaction(request.user, item)
    return _foot(request, item)


@login_required
@require_POST
def bookmarked(request: MemberRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    (bookmark if request.POST.get("on") == "1" else remove_bookmark)(request.user, item)
    return _foot(request, item)


@login_required
@require_safe
def saved(request: MemberRequest) -> HttpResponse:
    before = id_in(request.GET.get("before"))
    mine = Bookmark.objects.filter(person=request.user).order_by("-pk")
    rows = list((mine.filter(pk__lt=before) if before else mine).values_list("pk", "item_id")[:PAGE])
    cards = cards_for(request.user, [item_id for _, item_id in rows])
    more = f"?before={rows[-1][0]}" if len(rows) == PAGE else ""
    return render(request, "items/saved.html", {"cards": cards_html(cards), "count": len(cards), "more": more})


@login_required
@require_POST
def followed(request: MemberRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    follows, root_id = request.POST.get("on") == "1", item.root_id or item.pk
    follow_thread(request.user, item, follows=follows)
    if request.htmx and request.headers.get("HX-Target") != f"follow-{root_id}":
        return HttpResponse(status=204)  # pressed in the menu, which closes
    page = back(request, item.get_absolute_url())
    return answer(request, "items/_follow.html", {"pk": root_id, "follows": follows}, page=page)


@login_required
@require_POST
def answered(request: MemberRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    if request.POST.get("on") == "1":
        accept_answer(request.user, item)
    else:
        withdraw_answer(request.user, item.root or item)
    return go_to(request, item.get_absolute_url())


@login_required
@require_POST
def read(request: MemberRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    mark_read(request.user, item)
    if request.htmx and request.headers.get("HX-Target") == f"item-{item.pk}":
        return HttpResponse(cards_html(cards_for(request.user, [item.pk])))
    row = one_row(request.user, item.pk)
    card = {"pk": row.pk, "is_read": True, "read_count": row.read_count, "read_of": readers_of(row)}
    return answer(request, "items/_announcement_foot.html", {"card": card, "alone": True}, page=back(request, "/"))
