"""Who is here, and in which language they read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.crypto import constant_time_compare

from stoep.kernel.limits import Limit, allow
from stoep.organisation.queries import organisation
from stoep.people.actions import ASKED_ENOUGH
from stoep.people.models import Person
from stoep.people.sessions import SessionStore
from stoep.ui.errors import too_many

WRITES = Limit("write", times=120, seconds=60)
WITHOUT_FACTOR = ("/settings/", "/sign-out/", "/help/", "/brand/", "/manifest", "/sw.js", "/offline/", "/healthz")
Answer = Callable[[HttpRequest], HttpResponse]


def person_of(session: SessionStore) -> Person | None:
    """Return the person this session belongs to, when they can still come in and the password still holds."""
    hashed = session.get(HASH_SESSION_KEY, "")
    person = session.person
    if person is None or not person.may_come_in:
        return None
    return person if constant_time_compare(hashed, person.get_session_auth_hash()) else None


class SignedIn:
    """Sets `request.user`: a person, or Django's anonymous user."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session: SessionStore = request.session  # type: ignore[assignment]
        person = person_of(session)
        if person is not None:
            session.renew()
        request.user = person or AnonymousUser()  # type: ignore[assignment]
        return self.get_response(request)


def factor_is_required(person: Person | AnonymousUser) -> bool:
    """Say whether somebody has to set up a second factor now: an admin who was asked often enough, over https."""
    if not isinstance(person, Person) or not person.is_admin or person.asked_factor < ASKED_ENOUGH:
        return False
    return settings.HTTPS and not settings.DEMO


class SecondStep:
    """Leads an admin who has to set up a second factor there, from every page but the settings."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if factor_is_required(request.user) and not request.path.startswith(WITHOUT_FACTOR):
            return redirect("/settings/second-step/")
        return self.get_response(request)


class WriteLimit:
    """Takes so many writes a minute of one person; what was typed comes back to be sent again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.user.is_authenticated and not allow(WRITES, str(request.user.pk)):
            return too_many(request)
        return self.get_response(request)


class Language:
    """Chosen by the person, then by the browser, then by the organisation."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or self._of_browser(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response

    @staticmethod
    def _of_browser(request: HttpRequest) -> str:
        if request.headers.get("Accept-Language"):
            return translation.get_language_from_request(request)
        ours = organisation()
        return ours.language if ours else "nl"
