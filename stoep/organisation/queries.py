"""Reads about the organisation. Its row is kept per process for some seconds: every page shows it."""

from __future__ import annotations

import time

from django.conf import settings

from stoep.organisation.backends import mail_server
from stoep.organisation.models import Organisation

KEEP_SECONDS = 10.0
_kept: tuple[float, Organisation | None] = (0.0, None)


def organisation() -> Organisation | None:
    """Return the organisation, or None before the set-up."""
    global _kept
    until, kept = _kept
    if kept is None or time.monotonic() > until:
        kept = Organisation.objects.select_related("logo").first()
        _kept = (time.monotonic() + KEEP_SECONDS, kept)
    return kept


def forget() -> None:
    """Read the organisation anew at the next question; actions that change it call this."""
    global _kept
    _kept = (0.0, None)


def sends_mail() -> bool:
    """Say whether mail can be sent at all: the environment names a server, or an admin filled one in."""
    return bool(settings.SENDS_MAIL or mail_server(organisation()))
