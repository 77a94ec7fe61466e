"""Pictures of the main screens on a phone and a desktop, light and dark: bin/shots [--out DIR] [--data DIR]."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.browser import chromium
from tools.served import served

SIZES = {"desktop": (1440, 900), "mobile": (390, 844)}
VISITOR = "lotte"
SCREENS = {
    "home": "/",
    "questions": "/?tab=questions",
    "composer": "/new/question/",
    "item": "",  # the conversation below
    "group": "/g/wijkaanpak-noorderkade/",
    "groups": "/g/",
    "people": "/p/",
    "profile": "/p/sjoerd/",
    "topic": "/t/noorderkade/",
    "notifications": "/notifications/",
    "invite": "/invite/",
    "settings": "/settings/",
}
CONVERSATION = "Waarom trilt de warmtewisselaar"


def step_in(page: Page, address: str, visitor: str = VISITOR) -> None:
    """Step in as one of the described people."""
    page.goto(f"{address}/sign-in/")
    page.locator(f"form[action='/step-in/{visitor}/'] button").click()
    page.get_by_role("navigation", name=re.compile("Stroom|Stream")).wait_for()


def conversation(page: Page, address: str) -> str:
    """Return the path of the conversation that is shown. Raises `TimeoutError` when it is not among the questions."""
    page.goto(f"{address}/?tab=questions")
    return page.get_by_role("link", name=CONVERSATION).first.get_attribute("href", timeout=5000) or ""


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
            step_in(page, address)
            screens = SCREENS | {"item": conversation(page, address)}
            for name, path in screens.items():
                page.goto(f"{address}{path}")
                page.wait_for_load_state("load")
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
