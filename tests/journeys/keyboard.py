"""A person without a mouse: moves by Tab, sees where they are, presses Enter."""

from __future__ import annotations

import re

from playwright.sync_api import Page

MOST = 140
_WHERE = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return ["", false, true]
  const label = at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.innerText || at.placeholder || ""
  const style = getComputedStyle(at), around = getComputedStyle(at.closest("label") ?? at)
  const shown = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"
  return [label.trim(), at.matches("input, textarea, select"), shown(style) || shown(around) || at.id === "main"]
}"""


class Keyboard:
    """Does on a page what can be done with keys alone. Raises `AssertionError` where that is not enough."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, name: str, *, field: bool = False) -> None:
        """Press Tab until what has the focus is called `name` (a pattern); the focus must be seen all the way."""
        passed = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            label, is_field, is_seen = self.page.evaluate(_WHERE)
            assert is_seen, f"the focus on {label!r} cannot be seen"
            if re.search(name, label) and is_field >= field:
                return
            passed.append(label[:30])
        raise AssertionError(f"{name!r} was not reached, but {passed}")

    def press(self, name: str) -> None:
        """Reach what is called `name` and press Enter."""
        self.reach(name)
        self.page.keyboard.press("Enter")

    def write(self, name: str, text: str) -> None:
        """Reach the field called `name` and type."""
        self.reach(name, field=True)
        self.page.keyboard.type(text)
