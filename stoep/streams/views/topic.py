from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from stoep.groups.gate import audience_condition
from stoep.kernel.ids import id_in
from stoep.people.access import people_visible_to
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.streams.actions import follow, unfollow
from stoep.streams.models import Stream
from stoep.streams.parts import stream_html
from stoep.streams.queries import follows, stream_page
from stoep.topics.models import Topic, topic_name
from stoep.ui.answers import answer

COMPLETIONS = 6
_BEGINS = (
    "SELECT coalesce(m.name, t.name) FROM topics_topic t LEFT JOIN topics_topic m ON m.id = t.merged_into_id"
    " JOIN streams_stream s ON s.kind = 3 AND s.ref_id = coalesce(m.id, t.id)"
    " WHERE t.name LIKE %(begin)s AND EXISTS (SELECT 1 FROM streams_entry e WHERE e.stream_id = s.id AND {gate})"
    " GROUP BY coalesce(m.name, t.name) ORDER BY max(s.last_item_id) DESC LIMIT %(limit)s"
)


@login_required
@require_safe
def show(request: MemberRequest, name: str) -> HttpResponse:
    """The page of a topic; a word nobody used, or nobody where the viewer may read, has an empty one.

    A name that was merged away leads to the other topic.
    """
    name = topic_name(name)
    if not name:
        raise Http404
    topic = Topic.objects.filter(name=name).select_related("merged_into").first()
    if topic and topic.merged_into:
        return redirect("streams:topic", topic.merged_into.name)
    before, discussed = id_in(request.GET.get("before")), request.GET.get("sort") == "discussed"
    ref_id = topic.pk if topic else -1
    page = stream_page(request.user, Stream.Kind.TOPIC, ref_id, before=before, discussed=discussed)
    knowing = people_visible_to(request.user).present().filter(knows__name=name).order_by("name")[:8]
    context = {
        "name": name,
        "stream": stream_html(request, page, may_write=False, sortable=True),
        "knowing": [face_of(person) for person in knowing],
        "follow_action": f"/t/{name}/following/",
        "on": follows(request.user, Stream.Kind.TOPIC, ref_id),
        "may_follow": bool(page.item_ids) and not request.user.is_guest,
        "description": topic.description if topic and page.item_ids else "",
    }
    return render(request, "streams/topic.html", context)


@login_required
@require_safe
def complete(request: MemberRequest) -> JsonResponse:
    """Topics that begin so, of which the viewer may read at least one item."""
    word = topic_name(request.GET.get("q", ""))
    if not word:
        return JsonResponse({"results": []})
    begin = word.replace("\\", "").replace("%", "").replace("_", r"\_") + "%"
    sql = _BEGINS.format(gate=audience_condition("e", request.user))
    if connection.vendor == "sqlite":
        sql = sql.replace("LIKE %(begin)s", r"LIKE %(begin)s ESCAPE '\'")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"begin": begin, "viewer": request.user.pk, "limit": COMPLETIONS})
        rows = [{"value": f"#{name}", "label": f"#{name}", "hint": ""} for (name,) in cursor.fetchall()]
    return JsonResponse({"results": rows})


@login_required
@require_POST
def followed(request: MemberRequest, name: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("merged_into"), name=topic_name(name)).now
    if not stream_page(request.user, Stream.Kind.TOPIC, topic.pk).item_ids:
        raise Http404
    on = request.POST.get("on") == "1"
    (follow if on else unfollow)(request.user, topic)
    context = {"action": f"/t/{topic.name}/following/", "on": on}
    return answer(request, "streams/_follow.html", context, page=f"/t/{topic.name}/")


@login_required
@require_POST
def person_followed(request: MemberRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(people_visible_to(request.user), handle=handle)
    on = request.POST.get("on") == "1"
    (follow if on else unfollow)(request.user, person)
    context = {"action": f"/p/{person.handle}/following/", "on": on}
    return answer(request, "streams/_follow.html", context, page=person.get_absolute_url())
