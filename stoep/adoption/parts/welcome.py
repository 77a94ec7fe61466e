"""What arriving adds to other pages: the welcome on home, and how to put the network on a telephone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stoep.adoption.models import Arrival
from stoep.adoption.queries import open_arrival, steps_of
from stoep.people.models import Person
from stoep.people.requests import MemberRequest
from stoep.ui.qr import qr_svg

LOCAL = ("localhost", "127.0.0.1", "[::1]")
Step = Arrival.Step


def device_of(request: HttpRequest) -> str:
    """Return what somebody looks with, as far as it needs other words: ios, android or other."""
    agent = request.headers.get("User-Agent", "")
    if "iPhone" in agent or "iPad" in agent:
        return "ios"
    return "android" if "Android" in agent else "other"


def why_not_installed(request: HttpRequest) -> str:
    """Return why a telephone cannot install the network, "" where it can: alone on this computer, or plain http."""
    if request.get_host().rsplit(":", 1)[0] in LOCAL:
        return "here"
    return "" if request.is_secure() else "http"


def phone_html(request: HttpRequest) -> SafeString:
    """Return how to put the network on the telephone one looks with, or why that does not work."""
    device, obstacle = device_of(request), why_not_installed(request)
    context: dict[str, Any] = {"device": device, "obstacle": obstacle, "address": settings.SITE}
    if device == "other" and not obstacle:
        context["code"] = qr_svg(settings.SITE, _("Code with the address of this network"))
    return render_to_string("adoption/_phone.html", context)


def progress_of(person: Person, step: int) -> dict[str, int]:
    """Return where `step` stands among the steps of somebody's welcome."""
    steps = steps_of(person)
    behind = sum(other < step for other in steps)
    return {"behind": behind, "of": len(steps), "at": min(behind + 1, len(steps))}


def welcome_card(request: MemberRequest) -> SafeString:
    """Return the welcome as it stands on a newcomer's home; nothing when it was closed or nothing is left of it."""
    arrival = open_arrival(request.user)
    if arrival is None or (arrival.step == Step.LATER and why_not_installed(request)):
        return SafeString("")
    context = {
        "step": arrival.step,
        **progress_of(request.user, arrival.step),
        "inviter": request.user.invited_by if arrival.step == Step.GREETING else None,
        "is_founder": is_founder(request.user),
        "phone": phone_html(request) if arrival.step == Step.LATER else "",
    }
    return render_to_string("adoption/_card.html", context, request)


def is_founder(person: Person) -> bool:
    """Say whether nobody brought this person in: they opened the network."""
    return person.is_admin and person.invited_by_id is None


def phone_setting(request: MemberRequest, thing: object) -> SafeString:
    """Keep among the settings how to put the network on a telephone."""
    return render_to_string("adoption/_phone_setting.html", {"phone": phone_html(request)})
