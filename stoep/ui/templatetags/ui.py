"""The tags every template knows: icons, faces, emblems, moments, slots, assets."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import uuid4

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stoep.kernel.facts import wiring
from stoep.ui.assets import asset_url
from stoep.ui.emblem import band_svg, hue_of, tile_svg
from stoep.ui.icons import icon_svg, sprite
from stoep.ui.moments import day_label, moment_html

register = template.Library()
register.simple_tag(icon_svg, name="icon")
register.simple_tag(sprite, name="icon_sprite")
register.simple_tag(asset_url, name="asset")
register.simple_tag(tile_svg, name="tile")
register.simple_tag(band_svg, name="band")
PARTICLES = {"van", "de", "der", "den", "het", "el", "al", "ten", "ter", "von", "da", "dos", "di", "'t", "in"}


class HasFace(Protocol):
    """What an avatar needs of somebody."""

    @property
    def pk(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def portrait(self) -> str: ...


def initials(name: str) -> str:
    """Return the first letters of the first name and of the main word of the surname."""
    words = [word for word in name.replace("-", " ").split() if word.casefold() not in PARTICLES] or name.split()
    if not words:
        return "?"
    return (words[0][0] + (words[1][0] if len(words) > 1 else "")).upper()


@lru_cache(maxsize=8192)
def _avatar(pk: int, name: str, portrait: str, size: str) -> SafeString:
    modifier = f" av--{size}" if size else ""
    inner = f'<img src="{escape(portrait)}" alt="" loading="lazy">' if portrait else escape(initials(name))
    return mark_safe(  # noqa: S308 - escaped above
        f'<span class="av{modifier} h{hue_of(pk)}" aria-hidden="true">{inner}</span>'
    )


@register.simple_tag
def avatar(face: HasFace, size: str = "") -> SafeString:
    """Return the round photo or initials of somebody; `size` is "", "xs", "s", "l" or "xl"."""
    return _avatar(face.pk, face.name, face.portrait, size)


@register.simple_tag
def stone(face: HasFace) -> SafeString:
    """Return the square place of somebody among others: their initials, and no link."""
    return mark_safe(f'<span class="h{hue_of(face.pk)}" aria-hidden="true">{escape(initials(face.name))}</span>')  # noqa: S308


@register.filter
def times(number: int) -> range:
    """Return something to go through so many times."""
    return range(number)


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """Return a moment as a colleague would say it, with the full date behind it."""
    return moment_html(value)


@register.simple_tag
def day_of(value: datetime) -> str:
    """Return the day of a moment as a heading, "" for today."""
    return day_label(value, timezone.now())


@register.simple_tag
@lru_cache(maxsize=1024)
def spark(values: tuple[int, ...]) -> SafeString:
    """Return a small bar chart of `values`; the words beside it say the same."""
    most = max(values, default=0) or 1
    bars = "".join(
        f'<rect x="{10 * n}" y="{40 - height}" width="7" height="{height}"/>'
        for n, height in enumerate(max(2, round(40 * value / most)) for value in values)
    )
    box = f'viewBox="0 0 {10 * len(values) - 3} 40" preserveAspectRatio="none"'
    return mark_safe(f'<svg class="spark" {box} aria-hidden="true">{bars}</svg>')  # noqa: S308 - numbers only


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: Any = None) -> SafeString:
    """Return what the apps above put in this place of the page (`SLOTS` in config/wiring.py)."""
    parts = wiring().SLOTS.get(name, ())
    return mark_safe("".join(part(context["request"], thing) for part in parts))  # noqa: S308 - rendered templates


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, object]:
    """Show a field with its label, hint and errors, tied together for a screen reader."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "select" if hasattr(widget, "choices") else "textarea")
    described = [f"{bound.id_for_label}-hint"] if hint or bound.help_text else []
    described += [f"{bound.id_for_label}-errors"] if bound.errors else []
    attributes: dict[str, str | bool] = {"class": "input"} if kind not in ("checkbox", "radio") else {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind,
        "hint": hint or bound.help_text,
        "control": bound.as_widget(attrs=attributes),
    }


@register.simple_tag
def new_key() -> str:
    """Return a fresh idempotency key for a form."""
    return uuid4().hex
