"""Who a visitor is, and which network they asked for: of stated proxies, and of everybody else."""

from __future__ import annotations

import json
from ipaddress import ip_network
from typing import Any

from django.test import SimpleTestCase, override_settings

from stoep.kernel.server.application import Application
from stoep.kernel.server.visitors import address_in, as_visited, host_is_ours
from stoep.kernel.tests.asgi import asked, scope_of

STATED = (ip_network("192.0.2.1"), ip_network("10.0.0.0/24"), ip_network("2001:db8::/64"))
BROWSER = {"Accept": "text/html", "Accept-Language": "en"}


def visited(**headers: str) -> dict[str, Any]:
    """Return a request with these headers, from 192.0.2.1."""
    return as_visited(scope_of("/", headers={name.replace("_", "-"): text for name, text in headers.items()}))


def host_of(scope: dict[str, Any]) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == b"host"]


class AddressTests(SimpleTestCase):
    def test_an_address_is_read_however_a_proxy_writes_it(self) -> None:
        for text, wanted in {
            " 198.51.100.7 ": "198.51.100.7",
            "198.51.100.7:4711": "198.51.100.7",
            "2001:db8::7": "2001:db8::7",
            "[2001:db8::7]:443": "2001:db8::7",
            "::ffff:198.51.100.7": "198.51.100.7",
        }.items():
            self.assertEqual(str(address_in(text)), wanted)
        for text in ("", "unknown", "_hidden", "198.51.100", "'; DROP", "localhost"):
            self.assertIsNone(address_in(text), text)

    def test_a_visitor_on_a_socket_for_both_kinds_has_the_address_of_one(self) -> None:
        scope = scope_of("/") | {"client": ("::ffff:198.51.100.7", 4000)}
        self.assertEqual(as_visited(scope)["client"], ("198.51.100.7", 4000))


class UnlistedTests(SimpleTestCase):
    @override_settings(PROXIES=(ip_network("192.0.2.9"),))
    def test_what_somebody_claims_is_dropped(self) -> None:
        scope = visited(X_Forwarded_For="198.51.100.7", X_Forwarded_Proto="https", X_Forwarded_Host="evil.example")
        self.assertEqual((scope["client"][0], scope["scheme"], host_of(scope)), ("192.0.2.1", "http", [b"localhost"]))
        self.assertEqual([name for name, _ in scope["headers"]], [b"host"])


@override_settings(PROXIES=STATED)
class StatedTests(SimpleTestCase):
    def client_of(self, forwarded: str) -> str:
        return str(visited(X_Forwarded_For=forwarded)["client"][0])

    def test_the_visitor_stands_left_of_the_stated_proxies(self) -> None:
        for forwarded, wanted in {
            "198.51.100.7": "198.51.100.7",
            "203.0.113.9, 198.51.100.7": "198.51.100.7",
            "203.0.113.9, 198.51.100.7, 10.0.0.5": "198.51.100.7",
            "203.0.113.9, 2001:db8::2, 10.0.0.5": "203.0.113.9",
            "10.0.0.4, 10.0.0.5": "10.0.0.4",
            "203.0.113.9, 10.0.1.5": "10.0.1.5",
        }.items():
            with self.subTest(forwarded):
                self.assertEqual(self.client_of(forwarded), wanted)

    def test_behind_a_word_that_is_no_address_nothing_is_believed(self) -> None:
        self.assertEqual(self.client_of("198.51.100.7, unknown"), "192.0.2.1")
        self.assertEqual(self.client_of("198.51.100.7, unknown, 10.0.0.5"), "10.0.0.5")
        self.assertEqual(self.client_of(""), "192.0.2.1")

    def test_two_headers_are_one_list(self) -> None:
        scope = scope_of("/")
        scope["headers"] += [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-for", b"198.51.100.7")]
        self.assertEqual(as_visited(scope)["client"][0], "198.51.100.7")

    def test_scheme_and_host_are_the_nearest_proxys_word(self) -> None:
        scope = visited(X_Forwarded_Proto="http, https", X_Forwarded_Host="evil.example, stoep.example.nl")
        self.assertEqual((scope["scheme"], host_of(scope)), ("https", [b"stoep.example.nl"]))
        self.assertEqual(visited(X_Forwarded_Proto="javascript")["scheme"], "http")


@override_settings(ROOT_URLCONF="stoep.kernel.tests.pages", MIDDLEWARE=[], ALLOWED_HOSTS=["stoep.example.nl", "[::1]"])
class HostTests(SimpleTestCase):
    def setUp(self) -> None:
        self.app = Application()
        self.addCleanup(self.app.pages.pool.shutdown)

    def status(self, host: str, path: str = "/echo/", **headers: str) -> int:
        return asked(self.app, path, headers={"host": host, **headers}).status

    def test_our_names_are_answered_with_any_port(self) -> None:
        for host in ("stoep.example.nl", "STOEP.example.nl:8443", "stoep.example.nl.", "[::1]:8000"):
            self.assertEqual(self.status(host), 200, host)

    def test_another_name_is_refused_on_pages_and_on_live_streams(self) -> None:
        for host in ("evil.example", "localhost", "127.0.0.1", "", "stoep.example.nl@evil.example", "a b", "::1"):
            for path in ("/echo/", "/live/"):
                self.assertEqual(self.status(host, path), 400, (host, path))

    def test_two_names_are_none(self) -> None:
        names = [(b"host", b"stoep.example.nl"), (b"host", b"evil.example")]
        self.assertEqual([host_is_ours({"headers": names[:many]}) for many in (0, 1, 2)], [False, True, False])

    def test_who_comes_by_another_name_is_told_the_right_one(self) -> None:
        with self.settings(SITE="https://stoep.example.nl"):
            answer = asked(self.app, "/echo/", headers={"host": "192.0.2.80", **BROWSER})
            self.assertIn('href="https://stoep.example.nl/"', answer.body.decode())

    def test_a_name_forwarded_by_nobody_we_know_changes_nothing(self) -> None:
        self.assertEqual(self.status("evil.example", **{"X-Forwarded-Host": "stoep.example.nl"}), 400)
        with self.settings(PROXIES=STATED):
            self.assertEqual(self.status("evil.example", **{"X-Forwarded-Host": "stoep.example.nl"}), 200)
            self.assertEqual(self.status("stoep.example.nl", **{"X-Forwarded-Host": "evil.example"}), 400)

    @override_settings(PROXIES=STATED)
    def test_a_page_sees_what_the_visitor_did(self) -> None:
        sent = {"host": "stoep.example.nl", "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
        meta = json.loads(asked(self.app, "/echo/", "POST", headers=sent).body)["meta"]
        self.assertEqual((meta["REMOTE_ADDR"], "HTTP_X_FORWARDED_FOR" in meta), ("198.51.100.7", False))
