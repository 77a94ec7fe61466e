"""In the trench: a phone without a connection is read and written on, and holds nothing of who signed out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.client import Client
from tests.journeys.trench import HELD, KEPT, NOTHING_WAITS, THREAD_KEPT, WAITING, Server, wait_for
from tests.kill.test_web import until
from tests.scene import Scene
from tests.world import PASSWORD

PATIENT = 30_000


@pytest.fixture
def server(scene: Scene) -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(scene, stack)


@pytest.fixture
def without_worker(browser: Browser) -> Iterator[Page]:
    """A phone whose requests a test can lose on the way."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", service_workers="block")
    yield context.new_page()
    context.close()


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/sign-in/")
    enter(page)
    page.wait_for_url(f"{server.address}/")


def enter(page: Page) -> None:
    page.fill("[name=username]", "eva")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def write(page: Page, text: str, title: str = "") -> None:
    """Write a post, or a question when it has a title, in the composer that is on the phone."""
    page.locator(".tabs-bottom a[href='/new/post/']").click()
    if title:
        page.locator("[data-kind][href='/new/question/']").click()
        page.fill("[name=title]", title)
    page.fill("#id_body", text)
    page.locator(".composer__foot .btn--primary").click()
    expect(page.locator("#waiting article", has_text=text)).to_be_visible()


def answer(page: Page, text: str) -> None:
    page.fill("#reply-body", text)
    page.locator("#reply .btn--primary").click()
    expect(page.locator("#waiting article", has_text=text)).to_be_visible()


def test_a_day_in_the_trench(phone: Page, server: Server) -> None:
    scene = server.scene
    sign_in(phone, server)
    wait_for(phone, KEPT)
    phone.goto(f"{server.address}/i/{scene.items['notice']}/")
    wait_for(phone, THREAD_KEPT)

    server.shoot()
    phone.goto(f"{server.address}/")
    expect(phone.locator("#offline")).to_have_text("Je bent offline. Je kunt verder lezen.")
    expect(phone.locator(f"#item-{scene.items['open_post']} .item__text")).to_contain_text("On the square")
    write(phone, "trench one")
    write(phone, "trench two", title="Is er bereik?")
    write(phone, "trench three, first try")
    write(phone, "trench four")
    card = phone.locator("#waiting article", has_text="trench three")
    card.get_by_role("button", name="Bewerk").click()
    phone.locator("#waiting form textarea").fill("trench three")
    phone.locator("#waiting form .btn--primary").click()
    phone.locator("#waiting article", has_text="trench four").get_by_role("button", name="Gooi weg").click()
    expect(phone.locator("#waiting article")).to_have_count(3)
    expect(phone.locator("#offline")).to_have_text(
        "Je bent offline. Je kunt verder lezen; 3 berichten gaan straks mee."
    )
    thanks = phone.locator(f"#item-{scene.items['open_post']} .react[title=Bedankt]")
    thanks.click()
    expect(thanks).to_have_attribute("data-waits", "")
    phone.locator(f"#item-{scene.items['open_post']} .foot-bar a[href$='#replies']").click()
    answer(phone, "trench reply from home")
    phone.goto(f"{server.address}/g/")
    phone.locator("#kept").get_by_role("link", name="Welcome to all of you").click()
    answer(phone, "trench reply in its thread")
    phone.reload()
    expect(phone.locator("#waiting article")).to_have_count(1)
    phone.goto(f"{server.address}/")
    expect(phone.locator("#waiting article")).to_have_count(5)
    expect(thanks).to_have_attribute("aria-pressed", "true")
    assert server.bodies("trench") == []

    server.start()
    phone.wait_for_function(NOTHING_WAITS, timeout=PATIENT)
    expect(phone.locator("#offline")).to_contain_text("Je bent weer online.")
    expect(phone.locator("#waiting article")).to_have_count(0)
    phone.goto(f"{server.address}/")
    expect(phone.locator("#offline")).to_have_count(0)
    assert server.bodies("trench") == [
        "trench one", "trench two", "trench three", "trench reply from home", "trench reply in its thread",
    ]  # fmt: skip
    given = server.rows("SELECT emoji FROM items_reaction WHERE person_id = ?", scene.people["eva"])
    assert given == [("thanks",)]

    phone.goto(f"{server.address}/settings/")
    phone.get_by_role("button", name="Log uit").click()
    phone.wait_for_url("**/sign-in/")
    phone.wait_for_load_state("networkidle")
    held = phone.evaluate(HELD)
    assert held == {"caches": [], "databases": [], "local": {}, "session": {}, "workers": 0}
    left = {cookie["name"] for cookie in phone.context.cookies()}
    assert left == {"stoep-try-form", "stoep-try-device"}  # for the next form; that guessing elsewhere locks nobody out


def test_an_answer_that_got_lost_makes_no_second_post(without_worker: Page, server: Server) -> None:
    page = without_worker
    key, value = server.scene.cookies["eva"].split("=", 1)
    page.context.add_cookies([{"name": key, "value": value, "url": server.address}])
    page.goto(f"{server.address}/new/post/")
    page.fill("#id_body", "lost answer")

    def lose(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.fallback()

    page.route("**/new/post/", lose)
    page.locator(".composer__foot .btn--primary").click()
    expect(page.locator("#offline")).to_contain_text("1 bericht gaat straks mee")
    assert server.bodies("lost answer") == ["lost answer"]
    page.goto(f"{server.address}/")
    page.locator("#waiting [data-edit]").click()
    page.locator("#waiting form textarea").fill("lost answer, and mended")
    page.unroute("**/new/post/")
    page.locator("#waiting form .btn--primary").click()
    page.wait_for_function(NOTHING_WAITS, timeout=PATIENT)
    assert server.bodies("lost answer") == ["lost answer, and mended"]


def test_what_is_refused_stays_with_the_reason(without_worker: Page, server: Server) -> None:
    page, notice = without_worker, server.scene.items["notice"]
    key, value = server.scene.cookies["chen"].split("=", 1)
    page.context.add_cookies([{"name": key, "value": value, "url": server.address}])
    page.goto(f"{server.address}/i/{notice}/")
    page.route("**/replies/", lambda route: route.abort())
    answer(page, "too late")
    assert Client(server.address, server.scene.cookies["eva"]).post(f"/i/{notice}/removal/")[0] == 303
    page.unroute("**/replies/")
    expect(page.locator("#waiting .field__error")).to_have_text(
        "What you wrote this for is not here (any more).", timeout=PATIENT
    )
    expect(page.locator("#waiting .waiting__text")).to_have_text("too late")
    page.locator("#waiting [data-throw]").click()
    expect(page.locator("#waiting article")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#waiting .waiting__text")).to_have_text("too late")


def end_others(browser: Browser, server: Server) -> None:
    """End the sessions of Eva from another device."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    sign_in(page, server)
    page.goto(f"{server.address}/settings/")
    page.get_by_role("button", name="Beëindig alle andere sessies").click()
    page.wait_for_load_state()
    context.close()


def test_a_session_ended_elsewhere_ends_what_was_kept(browser: Browser, phone: Page, server: Server) -> None:
    server.visit(phone, "eva")
    server.shoot()
    phone.goto(f"{server.address}/")
    write(phone, "mine to send")
    phone.goto("about:blank")
    server.start()
    end_others(browser, server)
    phone.goto(f"{server.address}/")
    phone.wait_for_url("**/sign-in/**")
    wait_for(phone, "async () => !(await caches.keys()).some(name => name.startsWith('kept'))")
    assert phone.evaluate("async () => Boolean(await caches.match('/'))") is False
    enter(phone)
    phone.wait_for_url(f"{server.address}/")
    phone.wait_for_function(NOTHING_WAITS, timeout=PATIENT)
    assert server.bodies("mine to send") == ["mine to send"]


def test_another_person_finds_nothing_of_the_first(phone: Page, server: Server) -> None:
    server.visit(phone, "eva")
    phone.goto(f"{server.address}/new/post/")
    phone.locator("#id_body").press_sequentially("A draft of Eva")
    server.shoot()
    phone.goto(f"{server.address}/")
    write(phone, "never sent")
    phone.goto("about:blank")
    server.start()
    phone.context.clear_cookies()
    server.visit(phone, "bilal")
    bilal = str(server.scene.people["bilal"])
    wait_for(phone, "async me => (await caches.keys()).some(name => name.endsWith(` ${me}`))", bilal)
    held = phone.evaluate(HELD)
    assert held["local"] == {"owner": bilal}
    assert len([name for name in held["caches"] if name.startswith("kept ")]) == 1
    assert phone.evaluate(WAITING) == []
    server.shoot()
    phone.goto(f"{server.address}/")
    expect(phone.locator("#offline")).to_have_text("You are offline. You can read on.")
    assert "Eva" not in phone.locator(".tabs-bottom").inner_text()
    server.start()
    assert server.bodies("never sent") == []


def test_what_one_may_no_longer_read_goes_when_the_network_is_back(phone: Page, server: Server) -> None:
    server.visit(phone, "bilal")
    question = f"/i/{server.scene.items['question']}/"
    phone.goto(server.address + question)
    wait_for(phone, THREAD_KEPT)
    assert Client(server.address, server.scene.cookies["bilal"]).post("/g/harbour/leave/")[0] == 303
    server.shoot()
    phone.goto(f"{server.address}/")
    server.start()
    expect(phone.locator("#offline")).to_contain_text("You are back online.", timeout=PATIENT)
    gone = "async word => !(await (await caches.match('/')).text()).includes(word)"
    wait_for(phone, gone, "Moored")
    wait_for(phone, "async address => !(await caches.match(address))", question)


def test_who_signs_out_is_asked_about_what_waits(phone: Page, server: Server) -> None:
    server.visit(phone, "eva")
    phone.goto(f"{server.address}/settings/")
    server.shoot()
    phone.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    phone.goto(f"{server.address}/")
    write(phone, "not yet")
    phone.goto("about:blank")
    phone.route("**/help/keys/", lambda route: route.abort())
    server.start()
    phone.goto(f"{server.address}/settings/")
    phone.get_by_role("button", name="Log uit").click()
    expect(phone.locator("#leave")).to_contain_text("1 bericht is nog niet verstuurd.")
    phone.get_by_role("button", name="Toch uitloggen").click()
    phone.wait_for_url("**/sign-in/")
    assert phone.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert server.bodies("not yet") == []


def test_what_waits_is_sent_from_the_pocket(phone: Page, server: Server) -> None:
    """The browser wakes the service worker when there is a network; no page is open."""
    known: list[dict[str, str]] = []
    browser = phone.context.new_cdp_session(phone)
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"]))
    browser.send("ServiceWorker.enable")
    server.visit(phone, "eva")
    server.shoot()
    phone.goto(f"{server.address}/")
    write(phone, "from the pocket")
    phone.goto("about:blank")
    server.start()
    about = {"origin": server.address, "registrationId": known[-1]["registrationId"]}
    browser.send("ServiceWorker.dispatchSyncEvent", {**about, "tag": "outbox", "lastChance": False})
    until(lambda: server.bodies("from the pocket") == ["from the pocket"])


@pytest.mark.parametrize("height", (844, 420))
def test_a_first_post_needs_one_thumb_and_no_title(phone: Page, server: Server, height: int) -> None:
    server.visit(phone, "eva")
    phone.locator(".tabs-bottom [data-dialog]").click()
    phone.locator("dialog #id_body").wait_for()
    phone.set_viewport_size({"width": 390, "height": height})  # the lower half is where a keyboard is
    phone.locator("dialog #id_body").fill("\n".join("one thumb" for _ in range(30)))
    expect(phone.locator("dialog [name=title]")).to_have_count(0)
    send = phone.locator("dialog .composer__foot .btn--primary")
    expect(send).to_be_in_viewport(ratio=1)
    for target in (send, phone.locator("dialog [data-close]"), phone.locator("dialog .composer__kinds a").first):
        box = target.bounding_box()
        assert box and box["height"] >= 44, box
    send.click()
    phone.wait_for_url("**/i/*/")
