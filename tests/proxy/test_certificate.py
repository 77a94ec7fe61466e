"""With a certificate of its own: safe cookies, right links, live news, renewed without a new start."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

from stoep.kernel.tests.certified import SITE, certified
from tests.proxy.live import Live
from tests.proxy.test_proxies import cookie_of
from tests.proxy.visitor import Visitor
from tests.scene import Scene
from tests.world import PASSWORD
from tools.served import served, set_up_link


def shown(port: int) -> bytes:
    """Return the certificate a new connection is shown."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain, context.wrap_socket(plain) as safe:
        return safe.getpeercert(binary_form=True) or b""


def test_it_is_safe_and_live_and_takes_a_renewed_one(scene: Scene, tmp_path: Path) -> None:
    files = certified(tmp_path / "tls", SITE)
    settings = {"STOEP_CERT": str(files.certificate), "STOEP_KEY": str(files.key), "STOEP_WEB_PROCESSES": "1"}
    with served(scene.data, **settings) as (address, _):
        port = int(address.rpartition(":")[2])
        chen = Visitor(port, files.certificate, name=f"{SITE}:{port}")
        answer = chen.post("/sign-in/", {"username": "chen", "password": PASSWORD})
        assert answer.status == 303
        assert "; Secure" in answer.cookies["__Host-stoep"]
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert chen.get("/", Host="evil.example").status == 400
        with Live(port, files.certificate, cookie_of(chen), "1.1") as live:
            live.read_until(b"event: hello")
            live.read_until(b"\n\n")
            assert chen.post("/new/post/", {"body": "The tide turns @amber"}).status == 303
            assert live.read_until(b"event:") < 2
        first = shown(port)
        certified(tmp_path / "tls", SITE)
        assert shown(port) not in (first, b"")


def test_the_set_up_is_at_the_name_in_the_certificate(tmp_path: Path) -> None:
    files = certified(tmp_path / "tls", SITE, "other.nl")
    settings = {"STOEP_CERT": str(files.certificate), "STOEP_KEY": str(files.key)}
    with served(tmp_path / "data", **settings) as (address, log):
        port = int(address.rpartition(":")[2])
        link = urlsplit(set_up_link(log))
        assert (link.scheme, link.netloc) == ("https", f"{SITE}:{port}")
        answer = Visitor(port, files.certificate, name=link.netloc).get(link.path)
        assert answer.status == 200
        assert "__Host-stoep-form" in answer.cookies
        assert "signed by nobody but itself" in log.read_text()
