"""From the link somebody got to a first reply, on a telephone: three minutes are enough."""

from __future__ import annotations

import io
import sys
import time

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PASSWORD, Network, invited, step_in

MOST_SECONDS, MOST_TAPS = 180, 15


class Thumb:
    """Uses a page as somebody with one thumb does, and counts how often they tap."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.start = page, 0, time.monotonic()

    def press(self, name: str) -> None:
        self.tap(f"main button:text-is('{name}')")

    def tap(self, place: str) -> None:
        self.taps += 1
        self.page.locator(place).first.tap()

    def type(self, field: str, text: str) -> None:
        self.taps += 1
        self.page.fill(field, text)

    def send(self, field: str, picture: bytes) -> None:
        self.taps += 2  # the field, and the photo in what the telephone then shows
        self.page.set_input_files(field, {"name": "ik.jpg", "mimeType": "image/jpeg", "buffer": picture})

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start


def portrait() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 1600), (90, 120, 160)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("script", (True, False))
def test_arriving(
    browser: Browser, desktop: Page, demo: Network, script: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    step_in(desktop, demo, "lotte")
    name = "Sanne Vermeer" if script else "Joost Vermeer"
    link = invited(desktop, demo, name)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="nl-NL", has_touch=True, java_script_enabled=script
    )
    page = context.new_page()
    thumb = Thumb(page)
    arrive(thumb, link, name)
    with capsys.disabled():
        sys.stdout.write(f"\n  link to first reply: {thumb.seconds:.1f} s, {thumb.taps} taps, script {script}\n")
    context.close()
    assert thumb.seconds < MOST_SECONDS
    assert thumb.taps <= MOST_TAPS


def arrive(thumb: Thumb, link: str, name: str) -> None:
    page = thumb.page
    page.goto(link)
    expect(page.locator("[name=name]")).to_have_value(name)
    thumb.type("[name=password]", PASSWORD)
    thumb.press("Kom binnen")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Welkom, {name.split()[0]}")
    thumb.send("[name=portrait]", portrait())
    thumb.type("[name=function]", "Monteur")
    thumb.press("Verder")
    expect(page.get_by_text("Stap 2 van 3")).to_be_visible()
    thumb.tap(".chip--pick >> nth=0")
    thumb.tap(".chip--pick >> nth=1")
    thumb.press("Verder")
    expect(page.get_by_text("Nodigde je uit", exact=True)).to_be_visible()
    thumb.press("Verder")
    greeting = f"Hallo @lotte, bedankt voor je uitnodiging. Ik ben {name}, monteur. Je mag me altijd iets vragen over #"
    assert page.locator("[name=body]").input_value().startswith(greeting)
    thumb.press("Plaats")
    expect(page.locator("article", has_text="bedankt voor je uitnodiging").first).to_be_visible()
    thumb.tap(".first h3 a")
    thumb.type("#reply-body", f"Welkom, ook van {name}")
    thumb.tap("#reply .btn--primary")
    expect(page.locator(".reply__text", has_text=f"ook van {name}")).to_be_visible()
