"""Journeys run in a real browser against a real `bin/serve`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tools.browser import chromium
from tools.served import served, set_up_link

PASSWORD = "een twee drie vier"


class Network:
    """A running network, empty but for its first administrator."""

    def __init__(self, address: str, data: Path) -> None:
        self.address, self.data = address, data


@pytest.fixture(scope="session")
def network(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    data = tmp_path_factory.mktemp("network")
    with served(data) as (address, log):
        _found(browser, set_up_link(log))
        yield Network(address, data)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Serve the demonstration organisation; made once, and changed by who uses it."""
    data = tmp_path_factory.mktemp("demo")
    with served(data, "--demo") as (address, _):
        yield Network(address, data)


def step_in(page: Page, demo: Network, handle: str) -> None:
    """Step into the demonstration as one of the described people."""
    page.goto(f"{demo.address}/sign-in/")
    page.locator(f"form[action='/step-in/{handle}/'] button").click()
    page.get_by_role("navigation", name=re.compile("Stroom|Stream")).wait_for()
    page.wait_for_load_state("load")


def _found(browser: Browser, link: str) -> None:
    page = browser.new_page(locale="nl-NL")
    page.goto(link)
    page.fill("[name=organisation]", "Lichtwaard")
    page.fill("[name=name]", "Noor Wiersma")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Open de deur").click()
    page.get_by_role("heading", name="Welkom, Noor").wait_for()
    page.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def sign_in(page: Page, network: Network, name: str = "noor.wiersma") -> None:
    page.goto(f"{network.address}/sign-in/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("^(Log in|Sign in)$")).click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("load")


def invited(page: Page, network: Network, name: str) -> str:
    """Return a link for `name`, made by who is signed in on `page`."""
    page.goto(f"{network.address}/invite/")
    page.fill("[name=who]", name)
    page.get_by_role("button", name="Nodig uit", exact=True).click()
    return page.locator("input[readonly]").input_value()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", java_script_enabled=False)
    yield context.new_page()
    context.close()
