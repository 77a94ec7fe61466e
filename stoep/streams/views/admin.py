"""Topics, for who runs the network: describing them, and merging one into another."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from stoep.kernel.access import require
from stoep.people.requests import MemberRequest
from stoep.streams.actions import describe_topic, merge_topic
from stoep.streams.forms import DescriptionForm, MergeForm
from stoep.streams.queries import UsedTopic, topics_page, used_topic
from stoep.streams.queries.topics import count_knowing, names_merged_into
from stoep.topics.actions import topics_named
from stoep.topics.models import Topic, topic_name
from stoep.ui.answers import SeeOther


def _topic(request: MemberRequest, name: str) -> UsedTopic:
    """Return a topic an admin may know of; one of closed groups only is not there."""
    require(request.user.is_admin)
    topic = used_topic(topic_name(name))
    if topic is None:
        raise Http404
    return topic


@login_required
@require_safe
def topics(request: MemberRequest) -> HttpResponse:
    require(request.user.is_admin)
    asked = topic_name(request.GET.get("q", "").strip().lstrip("#"))
    rows, after = topics_page(asked, topic_name(request.GET.get("after", "")))
    context = {"topics": rows, "after": after, "q": asked}
    return render(request, "streams/_admin_topics.html" if request.htmx else "streams/admin_topics.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: MemberRequest, name: str) -> HttpResponse:
    shown = _topic(request, name)
    form = DescriptionForm(request.POST or None, initial={"description": shown.description})
    if request.method == "POST" and form.is_valid():
        describe_topic(request.user, Topic.objects.get(pk=shown.pk), form.cleaned_data["description"])
        return SeeOther(reverse("streams:admin-topics"))
    return _page(request, shown, form, MergeForm(name=shown.name))


def _page(request: MemberRequest, shown: UsedTopic, form: DescriptionForm, merging: MergeForm) -> HttpResponse:
    context = {"topic": shown, "form": form, "merging": merging, "names": names_merged_into(shown.pk)}
    wrong = (form.is_bound and not form.is_valid()) or (merging.is_bound and not merging.is_valid())
    return render(request, "streams/admin_topic.html", context, status=422 if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, name: str) -> HttpResponse:
    """Ask first, with what would move: it cannot be undone."""
    shown = _topic(request, name)
    form = MergeForm(request.POST or request.GET, name=shown.name)
    if not form.is_valid():
        return _page(request, shown, DescriptionForm(initial={"description": shown.description}), form)
    into = form.cleaned_data["into"]
    if request.method == "POST":
        [target] = topics_named([into])
        if target.pk != shown.pk:
            merge_topic(request.user, Topic.objects.get(pk=shown.pk), target)
        return SeeOther(reverse("streams:admin-topic", args=[target.name]))
    context = {"topic": shown, "into": into, "other": used_topic(into), "knowing": count_knowing(shown.pk)}
    return render(request, "streams/admin_merge.html", context)
