"""Talking in a thread and what the page does meanwhile: menus, drafts, undo, focus, live replies, the way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Network, step_in

Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, demo: Network) -> Iterator[Enter]:
    """Let people of the demonstration in, each in a browser of their own."""
    contexts = []

    def start(handle: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="nl-NL", service_workers="block", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        step_in(page, demo, handle)
        return page

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def noor(enter: Enter) -> Page:
    return enter("noor")


def ask(page: Page, demo: Network, title: str, group: str = "") -> str:
    """Ask a question of everyone or a group; return its address."""
    page.goto(f"{demo.address}/new/question/?group={group}")
    page.fill("[name=title]", title)
    page.get_by_role("button", name="Stel je vraag").click()
    page.wait_for_url("**/i/*/")
    page.wait_for_load_state("load")
    return page.url


def answer(page: Page, text: str) -> None:
    page.fill("#reply-body", text)
    page.locator("#reply .btn--primary").click()
    expect(page.locator(".reply__text", has_text=text)).to_be_visible()
    expect(page.locator("#reply-body")).to_have_value("")


def open_menu(page: Page, of: str = ".item") -> None:
    page.locator(f"{of} [data-menu]").first.click()
    page.locator(".pop a").first.wait_for()


def test_the_menu_of_an_item_on_its_own_page(noor: Page, demo: Network) -> None:
    ask(noor, demo, "Wie maait de berm?")
    open_menu(noor)
    noor.get_by_role("button", name="Demp dit gesprek").click()
    expect(noor.locator(".toast")).to_have_text("Dit gesprek is gedempt")
    open_menu(noor)
    expect(noor.get_by_role("button", name="Demp dit gesprek")).to_have_attribute("aria-pressed", "true")
    noor.locator(".pop").get_by_role("link", name="Bewerk").click()
    noor.fill("[name=title]", "Wie maait de berm bij de sluis?")
    noor.get_by_role("button", name="Bewaar").click()
    expect(noor.get_by_role("heading", level=1)).to_have_text("Wie maait de berm bij de sluis?")
    open_menu(noor)
    noor.locator(".pop .btn--danger").click()
    noor.wait_for_url(re.compile(r"/\?removed=\d+$"))
    noor.locator(".toaster button").click()
    expect(noor.get_by_role("heading", level=1)).to_have_text("Wie maait de berm bij de sluis?")


def test_a_draft_is_kept_with_its_title_until_it_was_sent(noor: Page, demo: Network) -> None:
    dialog = noor.locator("dialog")
    noor.keyboard.press("n")
    dialog.get_by_role("link", name="Vraag").click()
    dialog.locator("[name=title]").press_sequentially("Waar staat de aanhanger?")
    dialog.locator("[name=body]").press_sequentially("De blauwe")
    dialog.locator("[name=audience]").select_option(index=1)
    audience = dialog.locator("[name=audience]").input_value()
    expect(dialog.get_by_text("Concept bewaard")).to_be_visible()
    dialog.get_by_role("link", name="Bericht").click()
    expect(dialog.locator("[name=title]")).to_have_count(0)
    expect(dialog.locator("[name=body]")).to_have_value("De blauwe")
    noor.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    noor.goto(f"{demo.address}/new/question/")
    expect(noor.locator("[name=title]")).to_have_value("Waar staat de aanhanger?")
    expect(noor.locator("[name=body]")).to_have_value("De blauwe")
    expect(noor.locator("[name=audience]")).to_have_value(audience)
    noor.get_by_role("button", name="Stel je vraag").click()
    noor.wait_for_url("**/i/*/")
    noor.goto(f"{demo.address}/new/question/")
    noor.wait_for_function("!!customElements.get('auto-save')")
    expect(noor.locator("[name=title]")).to_have_value("")
    expect(noor.locator("[name=body]")).to_have_value("")


def test_a_group_has_a_draft_of_its_own(noor: Page, demo: Network) -> None:
    noor.goto(f"{demo.address}/new/post/?group=wijkaanpak-noorderkade")
    noor.locator("[name=body]").press_sequentially("Voor de kade")
    noor.goto(f"{demo.address}/new/post/")
    noor.wait_for_function("!!customElements.get('auto-save')")
    expect(noor.locator("[name=body]")).to_have_value("")
    noor.goto(f"{demo.address}/new/post/?group=wijkaanpak-noorderkade")
    expect(noor.locator("[name=body]")).to_have_value("Voor de kade")


def test_what_could_not_be_sent_says_so_in_its_place(noor: Page) -> None:
    noor.keyboard.press("n")
    dialog = noor.locator("dialog")
    dialog.locator("[name=body]").fill("Vanuit de tunnel")
    noor.context.set_offline(True)
    dialog.get_by_role("button", name="Plaats").click()
    expect(dialog.locator(".notice")).to_contain_text("Je bericht is niet verstuurd. Het staat veilig op dit apparaat.")
    noor.context.set_offline(False)
    dialog.get_by_role("button", name="Probeer opnieuw").click()
    noor.wait_for_url("**/i/*/")
    expect(noor.locator("main .item__text")).to_have_text("Vanuit de tunnel")


def test_a_reply_that_could_not_be_sent_goes_out_once(noor: Page, demo: Network) -> None:
    ask(noor, demo, "Is er bereik?")
    noor.fill("#reply-body", "Hier niet")
    noor.context.set_offline(True)
    noor.locator("#reply .btn--primary").click()
    expect(noor.locator("#reply .notice")).to_contain_text("Je antwoord is niet verstuurd.")
    expect(noor.locator("#reply-body")).to_have_value("Hier niet")
    noor.context.set_offline(False)
    noor.get_by_role("button", name="Probeer opnieuw").click()
    expect(noor.locator(".reply__text")).to_have_text(["Hier niet"])
    expect(noor.locator("#reply .notice")).to_have_count(0)
    answer(noor, "Daar wel")
    expect(noor.locator(".reply__text")).to_have_text(["Hier niet", "Daar wel"])


def test_the_undo_of_a_reply_outlasts_the_live_update(noor: Page, demo: Network) -> None:
    item = ask(noor, demo, "Hoe laat begint het?")
    answer(noor, "Om negen uur")
    open_menu(noor, ".reply")
    with noor.expect_response(lambda got: got.url == item), noor.expect_response("**/removal/"):
        noor.locator(".pop .btn--danger").click()
    expect(noor.locator(".reply__text")).to_have_count(0)
    with noor.expect_response(lambda got: got.url == item):
        pass
    expect(noor.locator(".toaster button")).to_be_visible()
    noor.locator(".toaster button").click()
    expect(noor.locator(".reply__text")).to_have_text("Om negen uur")


def test_the_focus_stays_on_what_was_pressed(noor: Page, demo: Network) -> None:
    for locator in (".react[title=Bedankt]", '[formaction$="/bookmark/"]'):
        button = noor.locator(f"#stream > article:not(.item--announce) {locator}").first
        before = button.get_attribute("aria-pressed")
        address = button.get_attribute("formaction")
        button.focus()
        with noor.expect_response(f"**{address}"):
            noor.keyboard.press("Enter")
        expect(noor.locator(f'{locator}[formaction="{address}"]')).not_to_have_attribute("aria-pressed", before or "")
        expect(noor.locator(f'{locator}[formaction="{address}"]')).to_be_focused()


def test_back_leads_to_the_place_one_was(noor: Page, demo: Network) -> None:
    noor.goto(f"{demo.address}/?tab=all")
    cards = noor.locator("#stream > article")
    for pages in (2, 3):
        noor.locator("#more").scroll_into_view_if_needed()
        noor.wait_for_function(
            "count => document.querySelectorAll('#stream > article').length >= count", arg=20 * pages
        )
    noor.get_by_role("link", name="Toon meer").wait_for()
    last = cards.last.get_attribute("id")
    link = noor.locator(f'#{last} .item__where a[href^="/i/"]').first
    link.scroll_into_view_if_needed()
    link.click()
    noor.wait_for_url("**/i/*/")
    noor.go_back()
    expect(noor.locator(f"#{last}")).to_be_in_viewport()
    assert cards.count() >= 60


def test_a_refused_reaction_goes_back(noor: Page, demo: Network) -> None:
    ask(noor, demo, "Mag dit?")
    button = noor.locator(".react[title=Eens]")
    noor.route("**/reaction/", lambda route: route.fulfill(status=403))
    button.click()
    expect(noor.locator(".notice--bad")).to_contain_text("Dat is niet gelukt.")
    expect(button).to_have_attribute("aria-pressed", "false")
    noor.unroute("**/reaction/")
    noor.get_by_role("button", name="Probeer opnieuw").click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(noor.locator(".notice--bad")).to_have_count(0)


def test_a_reply_to_a_reply_says_so_and_can_be_taken_back(enter: Enter, noor: Page, demo: Network) -> None:
    question = ask(noor, demo, "Wie neemt koffie mee?")
    answer(noor, "Ik niet")
    emre = enter("emre")
    emre.goto(question)
    emre.locator("[data-reply-to]").click()
    expect(emre.locator(".reply-to")).to_have_text("Reactie op Noor Wiersma ×")
    emre.locator(".reply-to").click()
    expect(emre.locator(".reply-to")).to_have_count(0)
    answer(emre, "Ik wel")
    expect(emre.locator(".reply__kids")).to_have_count(0)
    emre.locator("[data-reply-to]").first.click()
    answer(emre, "Jammer")
    expect(emre.locator(".reply__kids .reply__text")).to_have_text(re.compile("Jammer"))
    expect(emre.locator(".reply-to")).to_have_count(0)


def test_a_reply_arrives_while_the_focus_is_in_the_thread(enter: Enter, noor: Page, demo: Network) -> None:
    question = ask(noor, demo, "Wie is er morgen?")
    answer(noor, "Ik ben er")
    noor.fill("#reply-body", "Nog niet af")
    held = noor.locator(".reply [data-menu]").first
    held.focus()
    emre = enter("emre")
    emre.goto(question)
    answer(emre, "Ik ook")
    expect(noor.locator(".reply__text")).to_have_text(["Ik ben er", "Ik ook"], timeout=8000)
    expect(held).to_be_focused()
    expect(noor.locator("#reply-body")).to_have_value("Nog niet af")
    emre.locator(".reply").first.locator("[data-menu]").click()
    emre.locator(".pop .react").first.click()
    expect(emre.locator(".reply .react[aria-pressed=true]")).to_have_count(1)
    noor.locator("#reply-body").focus()
    expect(noor.locator(".reply .react[aria-pressed]")).to_have_count(1, timeout=8000)


def test_what_is_new_gets_the_focus(enter: Enter, noor: Page, demo: Network) -> None:
    emre = enter("emre")
    ask(emre, demo, "Iets nieuws onder de zon?", "veilig-werken")
    expect(noor.locator("new-pill a")).to_be_visible(timeout=8000)
    noor.keyboard.press(".")
    expect(noor.locator("#stream > article:focus")).to_contain_text("Iets nieuws onder de zon?")
    expect(noor.locator("new-pill")).to_be_hidden()


def test_a_key_acts_on_what_was_chosen(noor: Page, demo: Network) -> None:
    noor.goto(f"{demo.address}/?tab=all")
    pressed = noor.locator("#stream .react[aria-pressed=true]")
    before = pressed.count()
    noor.keyboard.press("?")
    expect(noor.locator("dialog .keys")).to_be_visible()
    noor.keyboard.press("Escape")
    noor.keyboard.press("l")
    noor.keyboard.press("j")
    with noor.expect_response("**/reaction/"):
        noor.keyboard.press("l")
    chosen = noor.locator("#stream > article").first.locator(".react[aria-pressed]").first
    mine = chosen.get_attribute("value") == ""
    expect(pressed).to_have_count(before + (1 if mine else -1))
    noor.keyboard.press("f")
    expect(noor.locator(".toast")).to_have_text("Je volgt dit gesprek")
