"""Behind each real proxy, with the sample of the document: safe cookies, right links, live news, who visits."""

from __future__ import annotations

import re
import secrets
import socket
import ssl

from stoep.kernel.limits import network_of
from stoep.kernel.tests.certified import SITE
from tests.proxy.conftest import Front, Network
from tests.proxy.live import Live
from tests.proxy.visitor import Visitor
from tests.world import PASSWORD
from tools.mailbox import link_in

WRONG = {"username": "nobody", "password": "not the right one"}
MEGABYTE = 1024 * 1024


def cookie_of(visitor: Visitor) -> str:
    return f"__Host-stoep={visitor.jar['__Host-stoep']}"


def test_signing_in_gives_a_cookie_that_only_https_and_this_host_get(front: Front) -> None:
    visitor = front.visitor()
    answer = visitor.post("/sign-in/", {"username": "amber", "password": PASSWORD})
    assert answer.status == 303
    assert visitor.get("/").status == 200
    written = answer.cookies["__Host-stoep"]
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert re.search(rf"; {part}(;|$)", written), written
    assert "Domain" not in written
    assert all(name.startswith("__Host-") for name in answer.cookies)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_leads_to_https(front: Front) -> None:
    answer = Visitor(front.place.plain, None).get("/groups/")
    assert answer.status in (301, 308)
    assert re.fullmatch(rf"https://{SITE}(:{front.place.tls})?/groups/", answer.headers["Location"])


def test_browsers_get_http_2(front: Front) -> None:
    context = ssl.create_default_context(cafile=front.network.files.certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    plain = socket.create_connection(("127.0.0.1", front.place.tls), timeout=10)
    with context.wrap_socket(plain, server_hostname=SITE) as safe:
        assert safe.selected_alpn_protocol() == "h2"


def test_news_comes_at_once(front: Front) -> None:
    chen, amber = cookie_of(front.signed_in("chen")), front.signed_in("amber")
    took = {}
    for version in ("2", "1.1"):
        with Live(front.place.tls, front.network.files.certificate, chen, version) as live:
            live.read_until(f"HTTP/{version} 200".encode())
            live.read_until(b"event: hello")
            live.read_until(b"\n\n")
            assert amber.post("/new/post/", {"body": "The tide turns @chen"}).status == 303
            took[version] = round(live.read_until(b"event:"), 2)
    print(took)  # noqa: T201
    assert max(took.values()) < 2


def test_links_lead_to_the_public_address_whatever_name_was_asked_for(front: Front) -> None:
    amber, bilal = front.signed_in("amber"), front.signed_in("bilal")
    spoofed = {"X_Forwarded_Host": "evil.example"}
    page = amber.post("/invite/", {"who": "Somebody new"}, **spoofed).body
    assert re.search(rf"https://{SITE}/join/[\w-]+/", page)
    assert "evil.example" not in page
    newcomer = f"new{front.place.tls}@example.nl"
    assert bilal.post("/invite/", {"who": newcomer}, **spoofed).status == 303
    assert re.fullmatch(rf"https://{SITE}/join/[\w-]+/", link_in(front.network.mail.wait_for(newcomer)))


def test_a_large_photo_comes_through(front: Front) -> None:
    amber = front.signed_in("amber")
    body = b"x" * (12 * MEGABYTE - 1)
    answer = amber.ask("POST", "/me/portrait/", body, {"Content_Type": "application/octet-stream"})
    assert (answer.status, "X-Request-Id" in answer.headers) == (
        403,
        True,
    )  # it has no token: a page said so, not the proxy
    assert amber.ask("POST", "/me/portrait/", body + b"xx", {}).status == 413


def test_the_limit_counts_who_really_visits(front: Front) -> None:
    source = f"127.{secrets.randbelow(200) + 1}.{secrets.randbelow(256)}.2"
    invented = "198.51.100.7"
    answer = front.visitor(source).post("/sign-in/", WRONG, X_Forwarded_For=invented, X_Real_IP=invented)
    assert answer.status == 422
    tried = front.network.addresses_that_tried()
    assert network_of(source) in tried
    assert network_of(invented) not in tried


def test_another_name_is_not_answered(front: Front) -> None:
    for path in ("/sign-in/", "/live/"):
        answer = front.visitor(name="evil.example").get(path)
        assert answer.status in (400, 421) or not answer.body, answer
        assert "<form" not in answer.body


def test_who_goes_past_the_proxy_is_not_believed(network: Network) -> None:
    visitor = Visitor(network.port, None, source="127.9.9.9")
    sent = {"X_Forwarded_For": "198.51.100.9", "X_Forwarded_Proto": "https", "X_Forwarded_Host": SITE}
    assert visitor.post("/sign-in/", WRONG, **sent).status == 422
    tried = network.addresses_that_tried()
    assert network_of("127.9.9.9") in tried
    assert network_of("198.51.100.9") not in tried
    visitor.name = "evil.example"
    assert visitor.get("/sign-in/", **sent).status == 400
    assert visitor.get("/live/", **sent).status == 400
