"""A certificate of our own: told plainly when it cannot be used, renewed without a new start."""

from __future__ import annotations

import asyncio
import socket
import ssl
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path
from unittest import TestCase

from stoep.kernel.server.accepting import Acceptor, OpenConnections
from stoep.kernel.server.certificates import Contexts, Unusable, assert_usable, read_certificate
from stoep.kernel.supervisor import listening_socket
from stoep.kernel.tests.certified import SITE, Files, certified


class CertificateTestCase(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class FaultTests(CertificateTestCase):
    def fault(self, files: Files, host: str = SITE) -> str:
        """Return the sentence these files are refused with, "" when they are taken."""
        try:
            assert_usable(files.certificate, files.key, host)
        except Unusable as error:
            return str(error)
        return ""

    def test_a_good_one_is_taken(self) -> None:
        for names, host in (
            ((SITE,), SITE),
            (("*.example.nl",), SITE),
            (("Other.nl", SITE.upper()), SITE),
            (("192.168.1.20",), "192.168.1.20"),
            (("fd00::1",), "fd00::1"),
        ):
            with self.subTest(names):
                self.assertEqual(self.fault(certified(self.folder, *names), host), "")

    def test_one_for_another_name_is_told(self) -> None:
        for names in (("other.nl", "example.nl"), ("*.stoep.example.nl",), ("*.nl",)):
            with self.subTest(names):
                wanted = f"is for {', '.join(names)}, not for {SITE}."
                self.assertIn(wanted, self.fault(certified(self.folder, *names)))
        self.assertIn("is for no name at all", self.fault(certified(self.folder)))

    def test_a_date_before_or_behind_is_told(self) -> None:
        ended = certified(self.folder / "ended", SITE, begins=-30, days=29)
        self.assertRegex(self.fault(ended), r"ended on \d{4}-\d\d-\d\d\. It must be renewed\.$")
        early = certified(self.folder / "early", SITE, begins=2)
        self.assertRegex(self.fault(early), r"is not valid before \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$")

    def test_files_that_are_not_there_or_are_something_else_are_told(self) -> None:
        good = certified(self.folder, SITE)
        none, text = self.folder / "none.pem", self.folder / "text.pem"
        text.write_text("just text")
        self.assertEqual(self.fault(Files(none, good.key)), f"There is no file {none}.")
        self.assertEqual(self.fault(Files(good.certificate, none)), f"There is no file {none}.")
        self.assertEqual(self.fault(Files(self.folder, good.key)), f"{self.folder} cannot be read: Is a directory.")
        self.assertIn(f"{text} holds no certificate", self.fault(Files(text, good.key)))
        self.assertIn(f"{good.key} holds no certificate", self.fault(Files(good.key, good.key)))
        self.assertIn(f"{text} holds no key", self.fault(Files(good.certificate, text)))

    def test_a_key_that_does_not_fit_or_is_locked_is_told(self) -> None:
        mine, other = certified(self.folder / "mine", SITE), certified(self.folder / "other", SITE)
        self.assertIn("does not go with the certificate", self.fault(Files(mine.certificate, other.key)))
        locked = certified(self.folder / "locked", SITE, password=b"secret")
        self.assertEqual(self.fault(locked), "The key is locked with a password; Stoep needs it without.")

    def test_who_signed_it_is_read(self) -> None:
        by_itself = read_certificate(certified(self.folder / "a", SITE).certificate)
        by_other = read_certificate(certified(self.folder / "b", SITE, authority="Good Authority").certificate)
        self.assertEqual((by_itself.is_self_signed, by_other.is_self_signed), (True, False))
        self.assertEqual(by_other.issuer, "Good Authority")
        self.assertLess(by_other.begins, datetime.now(UTC))


class RenewalTests(CertificateTestCase):
    def test_the_next_connection_gets_the_renewed_one(self) -> None:
        files = certified(self.folder, SITE)
        contexts = Contexts(files.certificate, files.key)
        first = contexts.current()
        self.assertIs(contexts.current(), first)
        certified(self.folder, SITE)
        self.assertIsNot(contexts.current(), first)

    def test_half_a_renewal_keeps_the_old_one(self) -> None:
        files, other = certified(self.folder, SITE), certified(self.folder / "new", SITE)
        contexts = Contexts(files.certificate, files.key)
        first = contexts.current()
        other.certificate.replace(files.certificate)
        self.assertIs(contexts.current(), first)
        files.key.unlink()
        self.assertIs(contexts.current(), first)
        other.key.replace(files.key)
        self.assertIsNot(contexts.current(), first)


class Greeting(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(b"good day")  # type: ignore[attr-defined]


class ConnectionTests(CertificateTestCase):
    def test_only_modern_encryption_is_spoken_and_who_speaks_none_disturbs_nobody(self) -> None:
        self.assertEqual(asyncio.run(self._visits()), ["TLSv1.2", "TLSv1.3", "refused", "left", "TLSv1.3"])

    async def _visits(self) -> list[str]:
        loop = asyncio.get_running_loop()
        unhandled: list[object] = []
        loop.set_exception_handler(lambda _, context: unhandled.append(context))
        listening = listening_socket("127.0.0.1", 0)
        files = certified(self.folder, SITE)
        tls = Contexts(files.certificate, files.key).current
        self.assertEqual(tls().minimum_version, ssl.TLSVersion.TLSv1_2)
        acceptor = Acceptor(listening, OpenConnections(1), 0, lambda: 0, Greeting, tls)
        acceptor.start()
        port = listening.getsockname()[1]
        versions = (
            ssl.TLSVersion.TLSv1_2,
            ssl.TLSVersion.TLSv1_3,
            ssl.TLSVersion.TLSv1_1,
            None,
            ssl.TLSVersion.TLSv1_3,
        )
        seen = [await asyncio.to_thread(self._visit, port, version) for version in versions]
        acceptor.close()
        listening.close()
        self.assertEqual(unhandled, [])
        return seen

    def _visit(self, port: int, version: ssl.TLSVersion | None) -> str:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            if version is None:
                plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
                return "answered" if b"good day" in plain.recv(100) else "left"
            context = ssl.create_default_context(cafile=self.folder / "cert.pem")
            context.set_ciphers("DEFAULT@SECLEVEL=0")
            with warnings.catch_warnings(action="ignore"):  # that it is old is the point
                context.minimum_version = context.maximum_version = version
            try:
                with context.wrap_socket(plain, server_hostname=SITE) as safe:
                    return str(safe.version()) if safe.recv(100) == b"good day" else "silent"
            except ssl.SSLError:
                return "refused"
