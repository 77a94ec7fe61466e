"""Where the network says it is, which names it answers to, whom it believes, where it listens."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from unittest import TestCase, mock
from urllib.request import urlopen

import pytest

from config import address
from stoep.kernel.tests.certified import certified
from tools.served import served

ON_THIS_COMPUTER = ["127.0.0.1/32", "::1/128"]


class AddressTestCase(TestCase):
    def given(self, **settings: str) -> None:
        """Let these be the settings, and no other."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STOEP_")}
        patch = mock.patch.dict(os.environ, kept | settings, clear=True)
        patch.start()
        self.addCleanup(patch.stop)

    def certificate(self, *names: str) -> dict[str, str]:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        files = certified(Path(folder.name), *names)
        return {"STOEP_CERT": str(files.certificate), "STOEP_KEY": str(files.key)}

    def believed(self) -> list[str]:
        return [str(network) for network in address.proxies()]


class SiteTests(AddressTestCase):
    def test_without_settings_it_is_this_computer(self) -> None:
        self.given(STOEP_PORT="8001")
        self.assertEqual(address.site(), "http://localhost:8001")
        self.assertEqual(address.hosts(), ["localhost", "127.0.0.1"])
        self.assertEqual((self.believed(), address.listens_on()), ([], "127.0.0.1"))

    def test_the_public_address_is_written_as_browsers_do(self) -> None:
        for given, site, host in (
            ("https://Stoep.Example.nl/", "https://stoep.example.nl", "stoep.example.nl"),
            ("https://stoep.example.nl:443", "https://stoep.example.nl", "stoep.example.nl"),
            ("http://stoep.example.nl:443", "http://stoep.example.nl:443", "stoep.example.nl"),
            ("http://[FD00::1]:8000", "http://[fd00::1]:8000", "[fd00::1]"),
        ):
            self.given(STOEP_SITE=given)
            self.assertEqual((address.site(), address.hosts()), (site, [host]))

    def test_a_proxy_on_this_computer_is_believed_when_there_must_be_one(self) -> None:
        self.given(STOEP_SITE="https://stoep.example.nl")
        self.assertEqual((self.believed(), address.listens_on()), (ON_THIS_COMPUTER, "127.0.0.1"))
        self.given(STOEP_SITE="http://stoep.example.nl")
        self.assertEqual(self.believed(), [])
        self.given(STOEP_SITE="https://stoep.example.nl", STOEP_PROXIES="10.0.0.2, 10.1.0.9/24")
        self.assertEqual(self.believed(), ["10.0.0.2/32", "10.1.0.0/24"])


class CertificateTests(AddressTestCase):
    def test_its_first_name_is_the_address(self) -> None:
        self.given(**self.certificate("*.example.nl", "stoep.example.nl", "other.nl"), STOEP_PORT="443")
        self.assertEqual((address.site(), address.hosts()), ("https://stoep.example.nl", ["stoep.example.nl"]))
        self.assertEqual((self.believed(), address.address_fault()), ([], ""))
        self.assertIn(address.listens_on(), ("::", "0.0.0.0"))

    def test_one_that_names_no_host_needs_an_address_beside_it(self) -> None:
        self.given(**self.certificate("*.example.nl"))
        self.assertIn("is for *.example.nl, not for localhost.", address.address_fault())
        self.given(**self.certificate("*.example.nl"), STOEP_SITE="https://stoep.example.nl")
        self.assertEqual(address.address_fault(), "")

    def test_one_that_is_not_there_stops_only_who_serves(self) -> None:
        self.given(STOEP_CERT="/none.pem", STOEP_KEY="/none.key")
        self.assertEqual(address.site(), "https://localhost:8000")
        self.assertEqual(address.address_fault(), "There is no file /none.pem.")


class LocalNetworkTests(AddressTestCase):
    def test_the_address_is_one_of_this_computer(self) -> None:
        if found := address.lan_address():
            with socket.socket() as listening:
                listening.bind((found, 0))
            self.assertFalse(found.startswith("127."))

    @pytest.mark.sqlite
    def test_it_is_served_at_that_address_or_says_why_not(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            if not (found := address.lan_address()):
                self.given(STOEP_LAN="1")
                self.assertIn("in no local network (--lan)", address.address_fault())
                return
            with served(Path(folder), STOEP_LAN="1") as (here, log):
                said, port = log.read_text(), here.rpartition(":")[2]
                self.assertIn(f"http://{found}:{port}/set-up/", said)
                self.assertIn("Phones can open this network, but not install it. The address begins with http.", said)
                self.assertIn("Everybody on this network can reach the sign-in page", said)
                for host in (found, "localhost", "127.0.0.1"):
                    with urlopen(f"http://{host}:{port}/sign-in/", timeout=10) as page:
                        self.assertEqual(page.status, 200)
