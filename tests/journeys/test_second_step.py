"""A passkey and an authenticator app, in a browser with an authenticator of its own."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Browser, Page, expect

from stoep.people.backends.codes import SECONDS, code_at
from tests.journeys.conftest import PASSWORD, Network, invited, sign_in

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def arrive(desktop: Page, page: Page, network: Network, name: str) -> None:
    """Let somebody new come in on `page`, invited by the first administrator."""
    sign_in(desktop, network)
    page.goto(invited(desktop, network, name))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Kom binnen").click()
    page.wait_for_load_state("load")


def leave(page: Page, network: Network) -> None:
    page.goto(f"{network.address}/settings/")
    page.get_by_role("button", name="Log uit").click()
    page.get_by_role("heading", name="Log in").wait_for()


def test_a_passkey_and_an_app(browser: Browser, desktop: Page, network: Network) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    arrive(desktop, page, network, "Fenna Sleutel")

    page.goto(f"{network.address}/settings/second-step/passkey/")
    page.fill("[name=current]", "niet mijn wachtwoord")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.locator(".field__error:visible")).to_contain_text("klopt niet")
    page.fill("[name=current]", PASSWORD)
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()
    (made,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert made["isResidentCredential"]

    leave(page, network)
    page.get_by_role("button", name="Log in met een passkey").click()
    page.get_by_role("navigation", name="Hoofdmenu").wait_for()
    page.goto(f"{network.address}/settings/second-step/")
    expect(page.get_by_role("main")).to_contain_text("nog 10")

    page.goto(f"{network.address}/settings/second-step/app/")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.fill("[name=code]", code_at(secret, int(time.time()) // SECONDS))
    page.fill("[name=current]", PASSWORD)
    page.get_by_role("button", name="Stel in").click()
    page.get_by_role("heading", name="Wat je hebt").wait_for()

    leave(page, network)
    sign_in(page, network, "fenna.sleutel")
    expect(page.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".field__error:visible")).to_contain_text("klopt niet")
    page.fill("[name=code]", code_at(secret, int(time.time()) // SECONDS + 1))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("navigation", name="Hoofdmenu").wait_for()

    leave(page, network)
    sign_in(page, network, "fenna.sleutel")
    page.get_by_role("button", name="Gebruik een passkey").click()
    page.get_by_role("navigation", name="Hoofdmenu").wait_for()

    leave(page, network)
    sign_in(page, network, "fenna.sleutel")
    page.fill("[name=code]", recovery)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("navigation", name="Hoofdmenu").wait_for()

    leave(page, network)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page.locator(".field__error:visible")).to_contain_text("lukte niet")
    context.close()


def test_a_device_is_ended_from_another(browser: Browser, desktop: Page, phone: Page, network: Network) -> None:
    arrive(desktop, phone, network, "Gijs Apparaat")
    context = browser.new_context(locale="nl-NL")
    other = context.new_page()
    other.goto(f"{network.address}/sign-in/")
    other.get_by_label("Dit is mijn eigen apparaat").uncheck()
    sign_in_here(other, "gijs.apparaat")
    phone.goto(f"{network.address}/settings/")
    expect(phone.locator("#devices li")).to_have_count(2)
    expect(phone.locator("#devices")).to_contain_text("niet van jou")
    phone.get_by_role("button", name=re.compile("^Beëindig *: ")).click()
    expect(phone.locator("#devices li")).to_have_count(1)
    other.goto(f"{network.address}/settings/")
    expect(other.get_by_role("heading", level=1)).to_have_text("Log in")
    context.close()


def sign_in_here(page: Page, name: str) -> None:
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("navigation", name="Stroom").wait_for()
