"""The main journeys with the keyboard alone: no mouse, no focus by script, the focus always to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PASSWORD, Network, step_in
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def lotte(browser: Browser, demo: Network) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL", service_workers="block")
    page = context.new_page()
    step_in(page, demo, "lotte")
    yield page
    context.close()


def open_group(page: Page) -> None:
    keys = Keyboard(page)
    keys.press("^Groepen$")
    page.wait_for_url("**/g/")
    Keyboard(page).press("^Wijkaanpak Noorderkade")
    page.wait_for_url("**/g/wijkaanpak-noorderkade/")


def test_signing_in_and_out(desktop: Page, network: Network) -> None:
    desktop.goto(f"{network.address}/sign-in/")
    keys = Keyboard(desktop)
    keys.write("^E-mailadres", "noor.wiersma")
    keys.write("^Wachtwoord", PASSWORD)
    desktop.keyboard.press("Enter")
    desktop.get_by_role("navigation", name="Stroom").wait_for()
    desktop.goto(f"{network.address}/settings/")
    Keyboard(desktop).press("^Uitloggen|^Afmelden|^Log uit")
    desktop.wait_for_url("**/sign-in/")


def test_posting_from_the_dialog(lotte: Page) -> None:
    keys = Keyboard(lotte)
    keys.press("^Nieuw$")
    lotte.locator("dialog textarea[name=body]").wait_for()
    keys.write("^Tekst", "Zonder muis geschreven")
    keys.press("^Plaats|^Deel")
    lotte.wait_for_url("**/i/*/")
    expect(lotte.locator("main")).to_contain_text("Zonder muis geschreven")


def test_leaving_the_dialog_comes_back_to_the_button(lotte: Page) -> None:
    keys = Keyboard(lotte)
    keys.press("^Nieuw$")
    lotte.locator("dialog textarea[name=body]").wait_for()
    lotte.keyboard.press("Escape")
    expect(lotte.locator("dialog[open]")).to_have_count(0)
    assert lotte.evaluate("document.activeElement.textContent").strip() == "Nieuw"


def test_asking_a_question(lotte: Page, demo: Network) -> None:
    lotte.goto(f"{demo.address}/new/question/")
    keys = Keyboard(lotte)
    keys.write("^Je vraag in", "Wie heeft de sleutel van de bouwkeet?")
    keys.write("^Tekst", "Hij hangt niet op zijn plek.")
    keys.press("^Stel|^Vraag")
    lotte.wait_for_url("**/i/*/")
    expect(lotte.get_by_role("heading", level=1)).to_have_text("Wie heeft de sleutel van de bouwkeet?")


def test_replying_and_confirming_the_answer(browser: Browser, lotte: Page, demo: Network) -> None:
    test_asking_a_question(lotte, demo)
    question = lotte.url
    colleague = browser.new_context(locale="nl-NL", service_workers="block").new_page()
    step_in(colleague, demo, "emre")
    colleague.goto(question)
    keys = Keyboard(colleague)
    keys.write("^Schrijf een antwoord", "Bij Karim in de bus.")
    keys.press("^Antwoord")
    expect(colleague.locator("#replies")).to_contain_text("Bij Karim in de bus.")
    colleague.context.close()
    lotte.goto(question)
    Keyboard(lotte).press("^Dit is het antwoord")
    expect(lotte.locator(".reply--best")).to_contain_text("Bij Karim in de bus.")


def test_appreciating_and_keeping(lotte: Page, demo: Network) -> None:
    test_asking_a_question(lotte, demo)
    item = re.sub(r"^https?://[^/]+", "", lotte.url)
    keys = Keyboard(lotte)
    keys.press("^Bewaar$")
    expect(lotte.locator(f'[formaction="{item}bookmark/"]').first).to_have_attribute("aria-pressed", "true")
    lotte.goto(demo.address)
    keys = Keyboard(lotte)
    keys.press("^Leerzaam|^Iets geleerd|^Geleerd")
    expect(lotte.locator('main .react[value=""]').first).to_have_attribute("aria-pressed", "true")
    lotte.goto(f"{demo.address}/saved/")
    expect(lotte.locator("main")).to_contain_text("Wie heeft de sleutel van de bouwkeet?")


def test_starting_a_group(lotte: Page, demo: Network) -> None:
    lotte.goto(f"{demo.address}/g/new/")
    keys = Keyboard(lotte)
    keys.write("^Naam", "Kantinecommissie")
    keys.press("^Begin|^Start|^Maak")
    lotte.wait_for_url("**/g/kantinecommissie/")
    expect(lotte.get_by_role("heading", level=1)).to_have_text("Kantinecommissie")


def test_reading_a_group_and_its_members(lotte: Page) -> None:
    open_group(lotte)
    Keyboard(lotte).press("^Leden")
    lotte.wait_for_url("**/members/")
    expect(lotte.locator("main")).to_contain_text("Karim Lachkar")


def test_finding_and_following_a_colleague(lotte: Page) -> None:
    keys = Keyboard(lotte)
    keys.write("^Zoek een collega", "Gerben")
    lotte.keyboard.press("Enter")
    lotte.wait_for_url("**/p/?q=Gerben")
    Keyboard(lotte).press("Gerben Wijma")
    lotte.wait_for_url("**/p/gerben/")
    before = lotte.locator("[formaction$='/following/'], form[action$='/following/'] button").first.inner_text()
    Keyboard(lotte).press("^Volg|^Je volgt|^Niet meer")
    expect(lotte.locator("[formaction$='/following/'], form[action$='/following/'] button").first).not_to_have_text(
        before
    )


def test_inviting_a_colleague(lotte: Page) -> None:
    Keyboard(lotte).press("^Nodig collega")
    lotte.wait_for_url("**/invite/")
    keys = Keyboard(lotte)
    keys.write("^Naam|^Wie", "Tante Riet")
    keys.press("^Nodig uit$")
    expect(lotte.locator("main")).to_contain_text("Tante Riet")


def test_reading_what_one_was_told(lotte: Page) -> None:
    Keyboard(lotte).press("^Meldingen")
    lotte.wait_for_url("**/notifications/")
    expect(lotte.get_by_role("heading", level=1)).to_have_text("Meldingen")


def test_choosing_another_language(lotte: Page, demo: Network) -> None:
    lotte.goto(f"{demo.address}/settings/")
    keys = Keyboard(lotte)
    keys.reach("^Taal")
    lotte.keyboard.press("ArrowDown")
    keys.press("^Bewaar$|^Opslaan$")
    lotte.wait_for_load_state("load")
    assert lotte.locator("html").get_attribute("lang") in ("en", "nl")
