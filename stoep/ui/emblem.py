"""The emblem of a group: two by two figures from its id; on a wider grid the band above its page."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

HUES = 8
_FIGURES = (
    '<rect x="{x}" y="{y}" width="{s}" height="{s}"/>',
    '<path d="M{x} {y}h{s}a{s} {s} 0 0 1-{s} {s}z"/>',
    '<path d="M{r} {y}v{s}a{s} {s} 0 0 1-{s}-{s}z"/>',
    '<path d="M{r} {b}h-{s}a{s} {s} 0 0 1 {s}-{s}z"/>',
    '<path d="M{x} {b}v-{s}a{s} {s} 0 0 1 {s} {s}z"/>',
    '<circle cx="{cx}" cy="{cy}" r="{h}"/>',
    '<path d="M{x} {y}h{s}l-{s} {s}z"/>',
    '<path d="M{r} {b}h-{s}l{s}-{s}z"/>',
    '<rect x="{x}" y="{y}" width="{s}" height="{h}"/>',
)
_EMPTY = len(_FIGURES)


def hue_of(key: int) -> int:
    """Return the number of the colour (1 to 8) that belongs to `key`."""
    return int.from_bytes(hashlib.blake2b(str(key).encode(), digest_size=2).digest()) % HUES + 1


def _figure(number: int, x: int, y: int, size: int, mark: str = "") -> str:
    if number >= _EMPTY:
        return ""
    half = size // 2
    drawn = _FIGURES[number].format(x=x, y=y, s=size, h=half, r=x + size, b=y + size, cx=x + half, cy=y + half)
    return drawn.replace("/>", f' class="{mark}"/>') if mark else drawn


def _quadrants(key: int) -> list[int]:
    """Return four figures; not four alike and at most one empty quadrant."""
    for turn in range(100):
        digest = hashlib.blake2b(f"{key}/{turn}".encode(), digest_size=4).digest()
        figures = [byte % (_EMPTY + 1) for byte in digest]
        if len(set(figures)) > 1 and figures.count(_EMPTY) <= 1:
            return figures
    return [0, 1, 2, 3]


@lru_cache(maxsize=4096)
def tile_svg(key: int, size: str = "") -> SafeString:
    """Return the square tile of group `key`; `size` is "", "s", "m" or "l"."""
    places = ((0, 0), (12, 0), (0, 12), (12, 12))
    drawn = "".join(_figure(n, x, y, 12) for n, (x, y) in zip(_quadrants(key), places, strict=True))
    modifier = f" tile--{size}" if size else ""
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="tile{modifier} h{hue_of(key)}" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>'
    )


@lru_cache(maxsize=512)
def band_svg(key: int) -> SafeString:
    """Return the wide band of group `key`: the same figures, about one in eleven in the accent."""
    columns, rows, cell = 32, 4, 24
    stream = hashlib.shake_128(f"band/{key}".encode()).digest(columns * rows * 2)
    parts = []
    for number in range(columns * rows):
        figure, chance = stream[2 * number] % (_EMPTY + 2), stream[2 * number + 1]
        x, y = number % columns * cell, number // columns * cell
        parts.append(_figure(figure, x, y, cell, "b" if chance % 11 == 0 else ""))
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="band band--top h{hue_of(key)}" viewBox="0 0 {columns * cell} {rows * cell}"'
        f' preserveAspectRatio="xMidYMid slice" aria-hidden="true">{"".join(parts)}</svg>'
    )
