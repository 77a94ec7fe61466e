"""Lucide icons, as one sprite of the icons in use, written once into each page."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from zipfile import ZipFile

import lucide
from django.apps import apps
from django.utils.safestring import SafeString, mark_safe

ALSO_USED = (
    "thumbs-up", "hand-heart", "lightbulb", "heart", "message-square", "message-circle-question-mark", "megaphone",
    "message-circle", "at-sign", "user-plus", "users", "circle-check", "sun", "globe", "lock", "eye-off", "eye", "moon",
    "hammer",
)  # fmt: skip
_IN_TEMPLATE = re.compile(r"""\{%\s*icon\s+"([a-z0-9-]+)""")
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)


def _names() -> set[str]:
    names = set(ALSO_USED)
    for config in apps.get_app_configs():
        for template in Path(config.path, "templates").rglob("*.html"):
            names |= set(_IN_TEMPLATE.findall(template.read_text(encoding="utf-8")))
    return names


@cache
def sprite() -> SafeString:
    """Return the sprite. Raises `KeyError` for a name Lucide does not have."""
    with ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as archive:
        symbols = "".join(_symbol(archive, name) for name in sorted(_names()))
    return mark_safe(f'<svg class="sprite" aria-hidden="true">{symbols}</svg>')  # noqa: S308 - our own files


def _symbol(archive: ZipFile, name: str) -> str:
    shapes = _SHAPES.search(archive.read(f"{name}.svg").decode())
    if shapes is None:
        raise KeyError(name)
    inner = re.sub(r"\s*\n\s*", "", shapes.group(1))
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner}</symbol>'


@lru_cache(maxsize=512)
def icon_svg(name: str, size: str = "") -> SafeString:
    """Return the use of an icon; `size` is "", "s" or "l"."""
    modifier = f" icon--{size}" if size else ""
    return mark_safe(  # noqa: S308 - names come from templates
        f'<svg class="icon{modifier}" aria-hidden="true"><use href="#i-{name}"/></svg>'
    )
