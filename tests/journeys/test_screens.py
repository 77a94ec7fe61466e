"""Every screen: no accessibility fault, no sideways scroll at 320 px, in both themes and languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.conftest import Network, sign_in, step_in

SCREENS = (
    "/", "/?tab=all", "/?tab=questions", "/new/post/", "/new/question/", "/new/announcement/", "/saved/", "/g/",
    "/g/new/", "/p/", "/p/noor.wiersma/", "/me/", "/settings/", "/settings/second-step/",
    "/settings/second-step/app/", "/settings/second-step/passkey/", "/notifications/", "/invite/", "/t/lunch/",
    "/help/keys/", "/nowhere/", "/offline/", "/welcome/", "/welcome/1/", "/welcome/2/", "/welcome/3/",
    "/about/privacy/", "/about/rules/", "/access/", "/admin/", "/admin/audit/", "/admin/groups/", "/admin/topics/",
    "/admin/organisation/", "/admin/people/", "/admin/import/", "/admin/invitations/", "/admin/mail/",
    "/admin/functions/", "/admin/health/",
)  # fmt: skip
VIEWS = (("light", "nl-NL", 1440), ("dark", "en-GB", 390))


@pytest.mark.parametrize(("scheme", "locale", "width"), VIEWS)
def test_screens(browser: Browser, network: Network, scheme: str, locale: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme, service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{network.address}/sign-in/")
    faults = _faults(page, "sign-in")
    sign_in(page, network)
    for screen in SCREENS:
        page.goto(network.address + screen)
        faults += _faults(page, screen)
    page.goto(f"{network.address}/?tab=all")
    if page.locator(".item__where a").count():
        page.locator("article .foot-bar a.react").first.click()
        faults += _faults(page, "item")
    page.set_viewport_size({"width": 320, "height": 700})
    for screen in SCREENS:
        page.goto(network.address + screen)
        faults += _wide(page, screen)
    context.close()
    assert faults == [], "\n".join(faults)


INHABITED = (
    "/", "/?tab=all&sort=discussed", "/?tab=questions", "/g/", "/g/wijkaanpak-noorderkade/",
    "/g/wijkaanpak-noorderkade/members/", "/g/wijkaanpak-noorderkade/about/", "/g/wijkaanpak-noorderkade/edit/",
    "/g/wijkaanpak-noorderkade/invitation/?q=an", "/g/?asleep=1", "/g/verhuizing-lindengracht/", "/g/de-boekenkast/",
    "/g/uitvoering-noorderkade/", "/g/ondernemingsraad/", "/p/", "/p/?q=lasser", "/p/sjoerd/", "/t/noorderkade/",
    "/notifications/", "/saved/", "/new/post/", "/new/question/?group=wijkaanpak-noorderkade", "/me/", "/invite/",
)  # fmt: skip


@pytest.mark.parametrize(("scheme", "locale", "width"), (("dark", "nl-NL", 1440), ("light", "en-GB", 390)))
def test_inhabited_screens(browser: Browser, demo: Network, scheme: str, locale: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme, service_workers="block"
    )
    page = context.new_page()
    step_in(page, demo, "lotte")
    page.goto(f"{demo.address}/?tab=questions")
    asked = page.locator("article .item__title a").all()[:3]
    items = [link.get_attribute("href") or "" for link in asked]
    faults = []
    for screen in (*INHABITED, *items, f"{items[0]}menu/"):
        page.goto(demo.address + screen)
        faults += _faults(page, screen)
    page.set_viewport_size({"width": 320, "height": 700})
    for screen in (*INHABITED, *items):
        page.goto(demo.address + screen)
        faults += _wide(page, screen)
    context.close()
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize(("scheme", "locale", "width"), VIEWS)
def test_the_screens_of_a_newcomer(browser: Browser, demo: Network, scheme: str, locale: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme, service_workers="block"
    )
    page, faults = context.new_page(), []
    step_in(page, demo, "bo")
    for step in ("", "1/", "2/", "3/", "4/"):
        page.goto(f"{demo.address}/welcome/{step}")
        faults += _faults(page, f"welcome/{step}")
        if step in ("1/", "2/", "3/"):
            page.locator("[name=skip]").click()
    for screen in ("/", "/welcome/1/", "/welcome/2/", "/welcome/3/", "/welcome/4/"):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(demo.address + screen)
        faults += _faults(page, screen)
        page.set_viewport_size({"width": 320, "height": 700})
        faults += _wide(page, screen)
    context.close()
    assert faults == [], "\n".join(faults)


def _wide(page, name: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name} is {wide} px wide at 320"] if wide > 320 else []


def _faults(page, name: str) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{name}: {fault['id']} {fault['nodes'][0]['html'][:120]}" for fault in found]
