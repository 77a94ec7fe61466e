"""Requests of people who are signed in."""

from __future__ import annotations

from django.http import HttpRequest

from stoep.people.models import Person


class MemberRequest(HttpRequest):
    """A request behind `login_required`: its user is a person."""

    user: Person  # type: ignore[assignment]
    htmx: bool
