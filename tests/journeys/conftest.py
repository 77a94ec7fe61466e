"""Journeys run in a real browser against a real `bin/serve`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from config.environment import ROOT
from tools.postgres import free_port

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PASSWORD = "een twee drie vier"


class Network:
    """A running network, empty but for its first administrator."""

    def __init__(self, address: str, data: Path) -> None:
        self.address, self.data = address, data


@pytest.fixture(scope="session")
def network(browser: Browser) -> Iterator[Network]:
    data, port = Path(tempfile.mkdtemp(prefix="stoep-journey-")), free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STOEP_")}
    command = [sys.executable, "-m", "config.cli", "serve", "--data", str(data), "--port", str(port)]
    log = (data / "log").open("w+")
    served = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
    try:
        link = _link(data / "log")
        _found(browser, link)
        yield Network(f"http://localhost:{port}", data)
    finally:
        served.terminate()
        served.wait(15)
        shutil.rmtree(data, ignore_errors=True)


def _link(log: Path) -> str:
    for _ in range(120):
        if found := re.search(r"http://\S+/set-up/\S+", log.read_text()):
            return found.group(0)
        time.sleep(0.25)
    raise RuntimeError(log.read_text())


def _found(browser: Browser, link: str) -> None:
    page = browser.new_page(locale="nl-NL")
    page.goto(link)
    page.fill("[name=organisation]", "Lichtwaard")
    page.fill("[name=name]", "Noor Wiersma")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Open de deur").click()
    page.get_by_role("navigation", name="Stroom").wait_for()
    page.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield started
        started.close()


def sign_in(page: Page, network: Network, name: str = "noor.wiersma") -> None:
    page.goto(f"{network.address}/sign-in/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name=re.compile("Log in|Sign in")).click()
    page.get_by_role("heading", level=1).wait_for()


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
