"""What becomes of the one colour an organisation chooses: the roles of tokens.css as hex, and how well they read.

The same formulas as in `ui/css/10-tokens.css`; a test holds the two equal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

Linear = tuple[float, float, float]
Lch = tuple[float, float, float]  # lightness, chroma, hue: OKLCH
READS = 4.5  # WCAG 2.2, text
SHOWS = 3.0  # WCAG 2.2, parts of the interface
PAPER: dict[str, Lch] = {"light": (0.966, 0.004, 75), "dark": (0.185, 0.022, 268)}
SHEET: dict[str, Lch] = {"light": (0.998, 0.001, 75), "dark": (0.222, 0.024, 268)}
INK: dict[str, Lch] = {"light": (0.245, 0.055, 268), "dark": (0.955, 0.008, 95)}


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encode(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _linear_of(hexa: str) -> Linear:
    red, green, blue = (_decode(int(hexa[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _hex_of(colour: Linear) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, _encode(max(0.0, part))))):02x}" for part in colour)


def _lch_of(colour: Linear) -> Lch:
    red, green, blue = colour
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _unbounded(lch: Lch) -> Linear:
    light, chroma, hue = lch
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )


def _fits(colour: Linear) -> bool:
    return all(-1e-4 <= part <= 1.0001 for part in colour)


def linear(lch: Lch) -> Linear:
    """Return a colour as linear sRGB; chroma gives way until a screen can show it."""
    light, most, hue = lch
    least = most if _fits(_unbounded(lch)) else 0.0
    for _step in range(0 if least else 30):
        half = (least + most) / 2
        least, most = (half, most) if _fits(_unbounded((light, half, hue))) else (least, half)
    red, green, blue = (min(1.0, max(0.0, part)) for part in _unbounded((light, least, hue)))
    return red, green, blue


def ratio(one: Linear, other: Linear) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (high + 0.05) / (low + 0.05)


def _fill(brand: Lch, mode: str) -> Lch:
    light, chroma, hue = brand
    if mode == "dark":
        return min(max(light, 0.69), 0.9), chroma, hue
    return (min(light, 0.54) if light <= 0.6 else min(max(light, 0.67), 0.88)), chroma, hue


def roles(brand: Lch, mode: str) -> dict[str, Lch]:
    """Return the roles tokens.css derives from a brand colour, in one mode."""
    light, chroma, hue = brand
    dark = mode == "dark"
    fill = _fill(brand, mode)
    return {
        "accent": fill,
        "on-accent": (0.17, 0.03, 268) if fill[0] > 0.6 else (1.0, 0.0, 268),
        "accent-line": (max(light, 0.7) if dark else min(light, 0.6), chroma, hue),
        "accent-text": (max(light, 0.79), min(chroma, 0.12), hue)
        if dark
        else (min(light, 0.485), min(chroma, 0.135), hue),
        "accent-wash": (0.285, min(chroma, 0.035), hue) if dark else (0.966, min(chroma, 0.022), hue),
    }


@dataclass(frozen=True)
class Shades:
    """A brand colour in one mode: what stands on what, as hex, and the measured ratios."""

    mode: str
    paper: str
    ink: str
    fill: str
    on_fill: str
    line: str
    text: str
    wash: str
    button_ratio: float
    text_ratio: float
    line_ratio: float
    plain_ratio: float
    is_own_fill: bool

    @property
    def is_own_text(self) -> bool:
        """Say whether the colour itself can be read as text on paper."""
        return self.plain_ratio >= READS


@lru_cache(maxsize=256)
def shades_of(brand: str, mode: str) -> Shades:
    """Return what becomes of `brand` (# and six digits) in "light" or "dark"."""
    given = _linear_of(brand)
    made = {name: linear(lch) for name, lch in roles(_lch_of(given), mode).items()}
    paper, sheet = linear(PAPER[mode]), linear(SHEET[mode])
    fill, text, wash = made["accent"], made["accent-text"], made["accent-wash"]
    return Shades(
        mode=mode,
        paper=_hex_of(paper),
        ink=_hex_of(linear(INK[mode])),
        fill=_hex_of(fill),
        on_fill=_hex_of(made["on-accent"]),
        line=_hex_of(made["accent-line"]),
        text=_hex_of(text),
        wash=_hex_of(wash),
        button_ratio=ratio(made["on-accent"], fill),
        text_ratio=min(ratio(text, ground) for ground in (paper, sheet, wash)),
        line_ratio=min(ratio(made["accent-line"], ground) for ground in (paper, sheet)),
        plain_ratio=min(ratio(given, ground) for ground in (paper, sheet)),
        is_own_fill=_hex_of(fill) == brand.lower(),
    )
