"""A running network with a public address, and each proxy in front of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from stoep.kernel.tests.certified import SITE, Files, certified
from tests.proxy.servers import PROGRAMS, STARTING, Place, is_installed, proxied
from tests.proxy.visitor import Visitor
from tests.scene import Scene, build_scene
from tests.world import PASSWORD
from tools.mailbox import Mailbox, mailbox
from tools.served import served


@dataclass(frozen=True)
class Network:
    """The network of a test: its people, its port on this computer, the mail it sent, its certificate."""

    scene: Scene
    port: int
    mail: Mailbox
    files: Files

    def addresses_that_tried(self) -> set[str]:
        """Return the networks from which somebody tried to sign in, as the limit counted them."""
        with closing(sqlite3.connect(self.scene.data / "cache.sqlite3")) as file:
            rows = file.execute("SELECT name FROM hits WHERE name LIKE 'sign-in-network:%'").fetchall()
        return {name.partition(":")[2] for (name,) in rows}


@dataclass(frozen=True)
class Front:
    """A proxy in front of the network."""

    network: Network
    place: Place

    def visitor(self, source: str = "127.0.0.1", name: str = SITE) -> Visitor:
        """Return somebody at the door of the proxy."""
        return Visitor(self.place.tls, self.network.files.certificate, source, name)

    def signed_in(self, handle: str) -> Visitor:
        """Return somebody who came in by the sign-in page."""
        visitor = self.visitor()
        answer = visitor.post("/sign-in/", {"username": handle, "password": PASSWORD})
        assert answer.status == 303, answer.body
        return visitor


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """The small company at https://stoep.example.nl, without a certificate of its own, with a mail server."""
    folder = tmp_path_factory.mktemp("network")
    scene = build_scene(folder / "data")
    with mailbox() as mail:
        server = f"smtp://127.0.0.1:{mail.port}"
        with served(scene.data, STOEP_SITE=f"https://{SITE}", STOEP_EMAIL=server) as (address, _):
            yield Network(scene, int(address.rpartition(":")[2]), mail, certified(folder, SITE))


@pytest.fixture(scope="session", params=STARTING)
def front(
    request: pytest.FixtureRequest, network: Network, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """Each proxy in front of that network."""
    if not is_installed(request.param):
        pytest.skip(f"{PROGRAMS[request.param]} is not installed")
    folder: Path = tmp_path_factory.mktemp("proxy") / request.param
    with proxied(request.param, folder, network.files, network.port) as place:
        yield Front(network, place)
