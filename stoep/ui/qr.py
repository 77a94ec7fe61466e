"""QR codes as inline SVG: to show on a screen or to print."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


def qr_svg(text: str, label: str) -> SafeString:
    """Return the QR code of `text`, with `label` for who does not see it. Raises `ValueError` when it is too long."""
    rows = list(segno.make(text, error="m").matrix_iter(border=QUIET))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<path class="qr__paper" d="M0 0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>',
        size=len(rows), label=label, path=path,
    )  # fmt: skip
