"""The first view of home in a browser with an empty cache: bytes of each kind as sent, and the first paint."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

from tools.browser import chromium
from tools.served import served
from tools.shots import step_in

TIMES = 5
_SEEN = """() => {
  const rows = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  const kind = row => row.initiatorType === "navigation" ? "page"
    : row.name.endsWith(".js") ? "script" : row.name.endsWith(".css") ? "style" : row.name.endsWith(".woff2") ? "font"
    : "rest"
  const bytes = {}
  for (const row of rows) bytes[kind(row)] = (bytes[kind(row)] ?? 0) + row.encodedBodySize
  const paint = performance.getEntriesByType("paint").find(row => row.name === "first-contentful-paint")
  return { requests: rows.length, bytes, paint: paint?.startTime ?? 0 }
}"""


def first_view(data: Path) -> dict[str, Any]:
    """Return what the first view of home costs a phone in the demonstration in folder `data` (made where it is not)."""
    with served(data, "--demo") as (address, _), chromium() as browser:
        entering = browser.new_page()
        step_in(entering, address)
        state = entering.context.storage_state()
        views = []
        for _ in range(TIMES):
            context = browser.new_context(viewport={"width": 390, "height": 844}, storage_state=state)
            page = context.new_page()
            page.goto(f"{address}/", wait_until="load")
            page.wait_for_timeout(500)
            views.append(page.evaluate(_SEEN))
            context.close()
    bytes_ = views[0]["bytes"]
    return {
        "bytes": bytes_,
        "bytes_all": sum(bytes_.values()),
        "requests": views[0]["requests"],
        "first_paint_ms": round(statistics.median(view["paint"] for view in views)),
    }
