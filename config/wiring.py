"""Who listens to what, and who fills a place on a page of a lower app. Read this file to know what follows."""

from __future__ import annotations

from stoep.kernel.facts import Wiring

WITHIN: Wiring = {}
AFTER: Wiring = {}
NUDGE: Wiring = {}
