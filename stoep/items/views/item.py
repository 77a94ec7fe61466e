from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.items.access import may_accept, may_delete, may_edit, may_pin, may_restore, may_take_part
from stoep.items.actions import MOST_PINS, delete_item, edit_item, restore_item
from stoep.items.forms import EditForm, ReplyForm
from stoep.items.models import Item, ThreadMark
from stoep.items.parts import thread_context
from stoep.items.queries import follows_thread, pinned_beside, thread_of
from stoep.items.queries.history import changes_of
from stoep.kernel.access import require
from stoep.kernel.ids import id_in
from stoep.people.requests import MemberRequest
from stoep.ui.answers import answer, go_to


@login_required
@require_safe
def show(request: MemberRequest, item_id: int) -> HttpResponse:
    after, around = id_in(request.GET.get("after")), id_in(request.GET.get("at"))
    best_first = request.GET.get("sort") == "best"
    thread = thread_of(request.user, item_id, after=after, around=around, best_first=best_first)
    if thread is None:
        return _elsewhere(request, item_id)
    follows = follows_thread(request.user, item_id)
    context = {**thread_context(request.user, thread), "form": ReplyForm(), "follows": follows}
    return render(request, "items/_thread.html" if request.htmx and after else "items/item.html", context)


def _elsewhere(request: MemberRequest, item_id: int) -> HttpResponse:
    """Lead to the page of a thread that holds a reply; offer who removed an item to bring it back."""
    reply = Item.objects.visible_to(request.user).filter(pk=item_id, root__isnull=False).first()
    if reply is not None:
        return redirect(reply.get_absolute_url())
    removed = _removed_by(request).filter(pk=item_id).first()
    if removed is None or not may_restore(request.user, removed):
        raise Http404
    return render(request, "items/removed.html", {"item": removed})


def _removed_by(request: MemberRequest) -> QuerySet[Item]:
    own = Item.objects.for_system("who removed an item brings it back")
    removed: QuerySet[Item] = own.filter(deleted_by=request.user, state=Item.State.DELETED)
    return removed


@login_required
@require_safe
def menu(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=item_id)
    root = item.root or item
    mark = ThreadMark.objects.filter(person=request.user, item=root).first()
    pins, fresh = may_pin(request.user, item), not item.is_pinned and item.group_id_or_none
    context = {
        "item": item,
        "may_edit": may_edit(request.user, item),
        "may_delete": may_delete(request.user, item),
        "may_pin": pins,
        "pins_are_full": pins and fresh and pinned_beside(item).count() >= MOST_PINS,
        "may_accept": bool(item.root) and root.is_question and may_accept(request.user, root),
        "is_answer": root.is_question and root.question.answer_id == item.pk,
        "follows": mark.follows if mark else None,
        "may_take_part": may_take_part(request.user, item),
    }
    return render(request, "items/_menu.html" if request.htmx else "items/menu.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=item_id)
    require(may_edit(request.user, item))
    initial = {"title": item.title, "body": item.body}
    form = EditForm(request.POST or None, initial=initial, has_title=bool(item.title))
    if request.method == "POST" and form.is_valid():
        edit_item(request.user, item, body=form.cleaned_data["body"], title=form.cleaned_data.get("title", ""))
        return go_to(request, item.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render(request, "items/edit.html", {"item": item, "form": form}, status=status)


@login_required
@require_safe
def history(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=item_id)
    return render(request, "items/history.html", {"item": item, "changes": changes_of(item)})


@login_required
@require_POST
def remove(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.visible_to(request.user).select_related("root"), pk=item_id)
    delete_item(request.user, item)
    page = item.root.get_absolute_url() if item.root else "/"
    context = {"undo": item.pk, "is_reply": item.root_id}
    return answer(request, "items/_removed.html", context, page=f"{page}?removed={item.pk}")


@login_required
@require_POST
def restore(request: MemberRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(_removed_by(request), pk=item_id)
    restore_item(request.user, item)
    return go_to(request, item.get_absolute_url())
