"""What people come for, in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PASSWORD, Network, invited, sign_in


def test_a_colleague_comes_in_by_a_link_and_replies(desktop: Page, phone: Page, network: Network) -> None:
    sign_in(desktop, network)
    desktop.get_by_role("link", name="Wat wil je delen of vragen?").click()
    desktop.locator("dialog textarea[name=body]").fill("Wie gaat er mee lunchen? #lunch")
    desktop.keyboard.press("Control+Enter")
    desktop.wait_for_url("**/i/**")
    phone.goto(invited(desktop, network, "Emre Yıldızhan"))
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="Kom binnen").click()
    phone.get_by_role("link", name="Later").click()
    phone.get_by_role("link", name=re.compile("Reageer")).first.click()
    phone.fill("#reply-body", "Ik!")
    phone.locator("#reply .btn--primary").click()
    expect(phone.locator(".reply__text")).to_have_text("Ik!")


def test_a_reply_arrives_live_with_the_other(browser: Browser, desktop: Page, network: Network) -> None:
    sign_in(desktop, network)
    desktop.goto(f"{network.address}/new/question/")
    desktop.fill("[name=title]", "Waar ligt de sleutel?")
    desktop.fill("[name=body]", "Van de bus")
    desktop.get_by_role("button", name="Stel je vraag").click()
    desktop.wait_for_url("**/i/**")
    context = browser.new_context(locale="nl-NL")
    other = context.new_page()
    sign_in(other, network)
    other.goto(desktop.url)
    other.fill("#reply-body", "In het kastje")
    other.locator("#reply .btn--primary").click()
    expect(desktop.locator(".reply__text")).to_have_text("In het kastje", timeout=8000)
    desktop.get_by_role("button", name="Dit is het antwoord").click()
    expect(desktop.locator(".reply--best")).to_have_count(1)
    context.close()


def test_reading_and_writing_work_without_script(plain: Page, network: Network) -> None:
    sign_in(plain, network)
    plain.goto(f"{network.address}/new/post/")
    plain.fill("[name=body]", "Zonder script")
    plain.get_by_role("button", name="Plaats").click()
    expect(plain.locator(".item__text")).to_have_text("Zonder script")
    plain.locator(".react").first.click()
    expect(plain.locator(".react").first).to_have_attribute("aria-pressed", "true")
    plain.fill("#reply-body", "En een reactie")
    plain.locator("#reply .btn--primary").click()
    expect(plain.locator(".reply__text")).to_have_text("En een reactie")


def test_a_group_is_started_and_found(phone: Page, network: Network) -> None:
    sign_in(phone, network)
    phone.goto(f"{network.address}/g/new/")
    phone.fill("[name=name]", "Met de fiets naar het werk")
    phone.get_by_role("button", name="Begin", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Met de fiets naar het werk")
    phone.goto(f"{network.address}/g/?q=fiets")
    expect(phone.locator(".groupcard")).to_have_count(1)


def test_typed_text_survives_a_closed_tab(desktop: Page, network: Network) -> None:
    sign_in(desktop, network)
    desktop.goto(f"{network.address}/new/post/")
    desktop.locator("#id_body").press_sequentially("Nog niet af")
    desktop.goto(f"{network.address}/")
    desktop.goto(f"{network.address}/new/post/")
    expect(desktop.locator("#id_body")).to_have_value("Nog niet af")


def test_the_keyboard_is_enough(desktop: Page, network: Network) -> None:
    sign_in(desktop, network)
    desktop.keyboard.press("n")
    desktop.locator("dialog textarea[name=body]").wait_for()
    desktop.locator("dialog textarea[name=body]").fill("Met het toetsenbord")
    desktop.keyboard.press("Control+Enter")
    desktop.wait_for_url("**/i/**")
    desktop.keyboard.press("l")
    expect(desktop.locator(".react").first).to_have_attribute("aria-pressed", "true")
    desktop.keyboard.press("g")
    desktop.keyboard.press("h")
    desktop.wait_for_url(f"{network.address}/")
    desktop.keyboard.press("?")
    expect(desktop.locator("dialog .keys")).to_be_visible()
