"""The emblem of a group: two by two figures from its id; on a wider grid the band above its page."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

HUES = 8
# In a cell of one by one, from its upper left corner; each is a part of one path, so that a band is two paths.
_FIGURES = (
    "M{x} {y}h1v1h-1z",
    "M{x} {y}h1a1 1 0 0 1-1 1z",
    "M{r} {y}v1a1 1 0 0 1-1-1z",
    "M{r} {b}h-1a1 1 0 0 1 1-1z",
    "M{x} {b}v-1a1 1 0 0 1 1 1z",
    "M{x} {m}a.5.5 0 0 1 1 0a.5.5 0 0 1-1 0z",
    "M{x} {y}h1l-1 1z",
    "M{r} {b}h-1l1-1z",
    "M{x} {y}h1v.5h-1z",
)
_EMPTY = len(_FIGURES)


def hue_of(key: int) -> int:
    """Return the number of the colour (1 to 8) that belongs to `key`."""
    return int.from_bytes(hashlib.blake2b(str(key).encode(), digest_size=2).digest()) % HUES + 1


def _figure(number: int, x: int, y: int) -> str:
    """Return a figure at column `x`, row `y` as a part of a path, "" for an empty place."""
    return _FIGURES[number].format(x=x, y=y, r=x + 1, b=y + 1, m=y + 0.5) if number < _EMPTY else ""


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
    places = ((0, 0), (1, 0), (0, 1), (1, 1))
    drawn = "".join(_figure(n, x, y) for n, (x, y) in zip(_quadrants(key), places, strict=True))
    modifier = f" tile--{size}" if size else ""
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="tile{modifier} h{hue_of(key)}" viewBox="0 0 2 2" aria-hidden="true"><path d="{drawn}"/></svg>'
    )


@lru_cache(maxsize=512)
def band_svg(key: int, columns: int = 32, rows: int = 4) -> SafeString:
    """Return the wide band of group `key`: the same figures, about one in eleven in the accent."""
    stream = hashlib.shake_128(f"band/{key}".encode()).digest(columns * rows * 2)
    plain: list[str] = []
    accent: list[str] = []
    for number in range(columns * rows):
        figure, chance = stream[2 * number] % (_EMPTY + 2), stream[2 * number + 1]
        (plain if chance % 11 else accent).append(_figure(figure, number % columns, number // columns))
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="band band--top h{hue_of(key)}" viewBox="0 0 {columns} {rows}"'
        f' preserveAspectRatio="xMidYMid slice" aria-hidden="true"><path d="{"".join(plain)}"/>'
        f'<path class="b" d="{"".join(accent)}"/></svg>'
    )
