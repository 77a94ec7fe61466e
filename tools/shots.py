"""Pictures of the main screens on a phone and a desktop, light and dark: bin/shots [--out DIR] [--data DIR]."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.browser import chromium
from tools.served import served

SIZES = {"desktop": (1440, 900), "mobile": (390, 844)}
VISITOR = "sanne.de.graaf"
SCREENS = {
    "home": "/",
    "composer": "/new/question/",
    "item": "article.item--hang:has(.comments) .item__where a:last-of-type",
    "group": "nav .nav__group",
    "groups": "/g/",
    "people": "/p/",
    "profile": "/p/sanne.de.graaf/",
    "topic": "article .prose a[href^='/t/']",
    "notifications": "/notifications/",
    "invite": "/invite/",
    "settings": "/settings/",
}


def _step_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.locator(f"button[value='{VISITOR}']").click()
    page.get_by_role("heading", level=1).wait_for()


def _addresses(page: Page, address: str) -> dict[str, str]:
    """Return where each screen is; what is named by a selector is found on home."""
    page.goto(address)
    found = {}
    for name, place in SCREENS.items():
        path = place if place.startswith("/") else page.locator(place).first.get_attribute("href", timeout=5000)
        found[name] = f"{address}{path}"
    return found


def shoot(browser: Browser, address: str, out: Path) -> int:
    """Take all pictures into folder `out`; return how many."""
    count = 0
    for scheme in ("light", "dark"):
        for size, (width, height) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                locale="nl-NL",
                service_workers="block",
            )
            page = context.new_page()
            page.goto(f"{address}/sign-in/")
            page.screenshot(path=out / f"sign-in-{size}-{scheme}.png")
            _step_in(page, address)
            for name, url in _addresses(page, address).items():
                page.goto(url)
                page.screenshot(path=out / f"{name}-{size}-{scheme}.png")
                count += 1
            context.close()
    return count


def main() -> int:
    """Serve the demonstration organisation and take the pictures."""
    parser = argparse.ArgumentParser(prog="shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--data", type=Path, help="a folder that holds the demonstration already")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        with served(data, "--demo") as (address, _), chromium() as browser:
            print(f"{shoot(browser, address, options.out)} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
