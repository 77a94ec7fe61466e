from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stoep.items.access import groups_to_announce_in, may_announce_somewhere, may_make
from stoep.items.actions import publish, reply
from stoep.items.forms import NewItemForm, ReplyForm
from stoep.items.kinds import KINDS
from stoep.items.models import Item
from stoep.items.parts import thread_context
from stoep.items.queries import follows_thread, thread_of
from stoep.kernel.access import require
from stoep.organisation.queries import organisation
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther, go_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    chosen = KINDS[kind]
    require(may_make(chosen.number))
    everyone = _("Everyone at %(name)s") % {"name": organisation() or "Stoep"}
    asked = {"audience": "group", "title": "title", "body": "text"}
    initial = {field: request.GET.get(name, "") for field, name in asked.items()}
    form = NewItemForm(chosen, request.user, everyone, request.POST or None, initial=initial)
    if chosen.is_announcement:
        _keep_to_where_one_may_announce(form, request.user)
    if request.method == "POST" and form.is_valid():
        item = publish(
            request.user,
            kind=chosen.number,
            title=form.cleaned_data.get("title", ""),
            body=form.cleaned_data["body"],
            group=form.group(),
            top_until=form.top_until(),
            language=request.LANGUAGE_CODE,
            key=form.cleaned_data["key"],
        )
        return go_to(request, item.get_absolute_url())
    announces = chosen.is_announcement or may_announce_somewhere(request.user)
    kinds = [k for k in KINDS.values() if (announces or not k.is_announcement) and may_make(k.number)]
    context = {"form": form, "kind": chosen, "kinds": kinds, "me": face_of(request.user)}
    return render(
        request,
        "items/_composer.html" if request.htmx else "items/new.html",
        context,
        status=422 if form.is_bound else 200,
    )


def _keep_to_where_one_may_announce(form: NewItemForm, person: Person) -> None:
    """Leave the audiences `person` may announce to; another one is an error of the form."""
    require(may_announce_somewhere(person))
    led = groups_to_announce_in(person)
    field: Any = form.fields["audience"]
    field.choices = [(slug, name) for slug, name in field.choices if slug in led or (person.is_admin and not slug)]
    field.required = not person.is_admin
    where = _("You can announce in the groups you lead. Choose one of them.")
    field.error_messages |= {"required": where, "invalid_choice": where}


@login_required
@require_POST
def create_reply(request: MemberRequest, item_id: int) -> HttpResponse:
    parent = get_object_or_404(Item.objects.visible_to(request.user), pk=item_id)
    form = ReplyForm(request.POST)
    root_id = parent.root_id or parent.pk
    if not form.is_valid():
        return _again(request, root_id, form)
    made = reply(request.user, parent, body=form.cleaned_data["body"], key=form.cleaned_data["key"])
    if not request.htmx:
        return SeeOther(made.get_absolute_url())
    thread = thread_of(request.user, root_id, around=made.pk)
    assert thread is not None
    response = render(request, "items/_thread.html", thread_context(request.user, thread))
    response.headers["HX-Trigger-After-Settle"] = f'{{"replied": "r{made.pk}"}}'
    return response


def _again(request: MemberRequest, root_id: int, form: ReplyForm) -> HttpResponse:
    """Show the page again with what was typed and what is wrong with it."""
    thread = thread_of(request.user, root_id)
    if thread is None:
        raise Http404
    context = {**thread_context(request.user, thread), "form": form, "follows": follows_thread(request.user, root_id)}
    return render(request, "items/item.html", context, status=422)
