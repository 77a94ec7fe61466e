"""Can phones install the network, and why not: in sentences for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stoep.kernel.server.certificates import Certificate, Unusable, read_certificate

THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
SOON_DAYS = 14


@dataclass(frozen=True)
class Reach:
    """Whether phones can open and install it, the same as one sentence, and why."""

    can_open: bool
    can_install: bool
    headline: str
    reasons: tuple[str, ...]


def reach() -> Reach:
    """Return what phones can do with the address as it is now, in the language at hand."""
    if urlsplit(settings.SITE).hostname in THIS_COMPUTER:
        return _told(False, False, _("It answers this computer only."), _("Phones need an https address."))
    if not settings.HTTPS:
        return _told(
            True,
            False,
            _("The address begins with http. For installing, push notifications and passkeys a browser wants https."),
            _("Over http everything can be read on the way."),
        )
    if settings.CERTIFICATE is None:
        where = _("The certificate is with the proxy in front; how long it is valid cannot be seen from here.")
        return _told(True, True, where)
    return _by_certificate(settings.CERTIFICATE[0])


def _by_certificate(file: Path) -> Reach:
    try:
        certificate = read_certificate(file)
    except Unusable:
        return _told(True, True, _("The certificate can no longer be read: after a new start nobody comes in."))
    ends, days = date_format(certificate.ends), (certificate.ends - datetime.now(UTC)).days
    if days < 0:
        return _told(False, False, _("The certificate ended on %(date)s.") % {"date": ends})
    if certificate.is_self_signed:
        return _told(
            True, False, _("The certificate is signed by nobody but itself: browsers warn and do not install.")
        )
    return _told(True, True, *_how_long(certificate, ends, days))


def _how_long(certificate: Certificate, ends: str, days: int) -> list[str]:
    valid = _("The certificate of %(issuer)s is valid until %(date)s.") % {"issuer": certificate.issuer, "date": ends}
    if days >= SOON_DAYS:
        return [valid]
    left = ngettext("Only %(days)d day is left: renew it.", "Only %(days)d days are left: renew it.", days)
    return [valid, left % {"days": days}]


def _told(can_open: bool, can_install: bool, *reasons: str) -> Reach:
    if can_install:
        headline = _("Phones can install this network.")
    elif can_open:
        headline = _("Phones can open this network, but not install it.")
    else:
        headline = _("Phones cannot open this network.")
    return Reach(can_open, can_install, headline, reasons)
