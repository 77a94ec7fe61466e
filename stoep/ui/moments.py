"""How a moment reads: just now, 8 min, 07:40, yesterday 16:20, Monday, 2 April, 2 April 2024."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

JUST_NOW = timedelta(minutes=1)
HOUR = timedelta(hours=1)
_kept: dict[tuple[int, str, object], tuple[str, str]] = {}


def label(moment: datetime, now: datetime) -> str:
    """Return how `moment` reads at `now`, in the active language and the organisation's time zone."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    days = (today.date() - local.date()).days
    if moment > now:
        return date_format(local, "j F H:i") if local.year == today.year else date_format(local, "j F Y")
    if now - moment < JUST_NOW:
        return gettext("just now")
    if now - moment < HOUR:
        return gettext("%(n)d min") % {"n": (now - moment).seconds // 60}
    if days == 0:
        return local.strftime("%H:%M")
    if days == 1:
        return gettext("yesterday %(time)s") % {"time": local.strftime("%H:%M")}
    if days < 7:
        return date_format(local, "l")
    return date_format(local, "j F") if local.year == today.year else date_format(local, "j F Y")


def day_label(moment: datetime, now: datetime) -> str:
    """Return the day of a moment as a heading, "" for today."""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    days = (today.date() - local.date()).days
    if days <= 1:
        return gettext("Yesterday") if days == 1 else ""
    text = date_format(local, "l" if days < 7 else "j F" if local.year == today.year else "j F Y")
    return text[:1].upper() + text[1:]


def moment_html(moment: datetime) -> SafeString:
    """Return the `<time>` element of a moment; labels that do not change for a while are kept."""
    now = timezone.now()
    recent = now - moment < HOUR
    key = (int(moment.timestamp()), get_language() or "", int(now.timestamp()) // (60 if recent else 900))
    if key not in _kept:
        if len(_kept) > 5000:
            _kept.clear()
        _kept[key] = (label(moment, now), date_format(timezone.localtime(moment), "j F Y H:i"))
    text, full = _kept[key]
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="seconds"), full, text)
