"""What streams add to pages of groups, people and items."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from stoep.groups.access import is_member
from stoep.groups.models import Group
from stoep.items.access import may_make
from stoep.items.actions import MOST_PINS
from stoep.items.models import Item
from stoep.items.parts import cards_html
from stoep.items.queries import cards_for
from stoep.kernel.ids import id_in
from stoep.people.models import Person
from stoep.people.queries import face_of
from stoep.people.requests import MemberRequest
from stoep.streams.models import Stream
from stoep.streams.queries import LivelyTopic, Page, follows, lively_topics, reasons_for, stream_page
from stoep.topics.models import Topic


def stream_html(request: MemberRequest, page: Page, **context: object) -> SafeString:
    """Return a list of cards with what belongs around it: the box to write in, "show more", the end."""
    before, discussed = request.GET.get("before", ""), request.GET.get("sort") == "discussed"
    cards = cards_for(request.user, page.item_ids)
    more = f"?before={page.next_before}{'&sort=discussed' if discussed else ''}" if page.next_before else ""
    shown = {
        "cards": cards_html(cards),
        "count": len(cards),
        "more": more,
        "first": not before,
        "discussed": discussed,
        "asks": may_make(Item.Kind.QUESTION),
    }
    me = face_of(request.user)
    return render_to_string("streams/_stream.html", {**shown, "me": me, **context}, request)


def _page(request: MemberRequest, kind: int, ref_id: int) -> Page:
    before, discussed = id_in(request.GET.get("before")), request.GET.get("sort") == "discussed"
    return stream_page(request.user, kind, ref_id, before=before, discussed=discussed)


def group_stream(request: MemberRequest, group: Group) -> SafeString:
    """Fill the page of a group with its stream."""
    page = _page(request, Stream.Kind.GROUP, group.pk)
    may_write = is_member(request.user, group) and not group.is_archived
    return stream_html(request, page, group=group, may_write=may_write, sortable=True)


def group_aside(request: MemberRequest, group: Group) -> SafeString:
    """Show what is pinned in a group, the newest pin first."""
    items = Item.objects.visible_to(request.user)
    above = items.filter(pin__stream__kind=Stream.Kind.GROUP, pin__stream__ref_id=group.pk)
    pinned = above.filter(is_pinned=True).order_by("-pin__pk")[:MOST_PINS]
    return render_to_string("streams/_pinned.html", {"pinned": pinned}, request)


def profile_stream(request: MemberRequest, person: Person) -> SafeString:
    """Fill a profile with what the person shared, as far as the viewer may read it."""
    return stream_html(request, _page(request, Stream.Kind.PERSON, person.pk), may_write=False, sortable=True)


def profile_acts(request: MemberRequest, person: Person) -> SafeString:
    """Offer to follow a person."""
    if person.pk == request.user.pk or request.user.is_guest:
        return SafeString("")
    context = {
        "action": f"/p/{person.handle}/following/",
        "on": follows(request.user, Stream.Kind.PERSON, person.pk),
    }
    return render_to_string("streams/_follow.html", context, request)


def item_reason(request: MemberRequest, item: Item) -> SafeString:
    """Say in the menu of an item why it is in the viewer's streams; of one's own thread nothing."""
    root = item.root or item
    if root.author_id == request.user.pk:
        return SafeString("")
    kind, ref_id = reasons_for(request.user, [root.pk]).get(root.pk, (-1, 0))
    names = {
        Stream.Kind.PERSON: lambda: Person.objects.get(pk=ref_id).name,
        Stream.Kind.GROUP: lambda: Group.objects.visible_to(request.user).get(pk=ref_id).name,
        Stream.Kind.TOPIC: lambda: "#" + Topic.objects.get(pk=ref_id).name,
        Stream.Kind.ASKED: lambda: "#" + Topic.objects.get(pk=ref_id).name,
    }
    name = names[Stream.Kind(kind)]() if kind in names else ""
    kind_name = Stream.Kind(kind).name.lower() if kind >= 0 else "outside"
    return render_to_string("streams/_reason.html", {"kind": kind_name, "name": name}, request)


def home_aside(request: MemberRequest, thing: object) -> SafeString:
    """Show beside home what it is about these days."""
    topics = lively_topics(request.user)
    return _topics_html(topics, get_language() or "") if topics else SafeString("")


def admin_section(request: MemberRequest, thing: object) -> SafeString:
    """Lead admins to the list of topics."""
    return render_to_string("streams/_admin_place.html", {"is_here": request.path.startswith("/admin/topics/")})


@lru_cache(maxsize=256)
def _topics_html(topics: tuple[LivelyTopic, ...], language: str) -> SafeString:
    return render_to_string("streams/_topics.html", {"topics": topics})
