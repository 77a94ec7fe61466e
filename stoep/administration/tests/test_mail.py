"""The mail server an admin fills in, against a server that really talks SMTP."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.core.mail import send_mail
from django.test import override_settings

from stoep.administration.models import MailTry
from stoep.kernel.tasks import run_one
from stoep.organisation.actions import change_mail
from stoep.organisation.models import Organisation
from stoep.organisation.queries import forget, sends_mail
from tests.roles import client_of
from tests.world import WorldTestCase

EN = {"accept-language": "en"}
SECRET = "s3cret pass"
PAGE = "/admin/mail/"
OURS = {"default": {"BACKEND": "stoep.organisation.backends.OrganisationMail"}}


class Smtp(socketserver.StreamRequestHandler):
    """As much of a mail server as a test needs."""

    refuses: ClassVar[bytes] = b""
    mails: ClassVar[list[str]] = []

    def handle(self) -> None:
        self._say(b"220 test")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self._take()
            elif word == b"QUIT":
                return self._say(b"221 bye")
            else:
                self._say(self.refuses if self.refuses and word == b"RCPT" else b"250 ok")

    def _take(self) -> None:
        self._say(b"354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.mails.append(b"".join(lines).decode())
        self._say(b"250 taken")

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class Listening(socketserver.ThreadingTCPServer):
    """Does not wait for a client that hangs on."""

    daemon_threads = True
    block_on_close = False


@contextmanager
def mail_server(refuses: bytes = b"") -> Iterator[int]:
    """Serve mail; give the port."""
    Smtp.refuses, Smtp.mails[:] = refuses, []
    with Listening(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@override_settings(MAILERS=OURS, SENDS_MAIL=False)
class MailTests(WorldTestCase):
    def setUp(self) -> None:
        self.client = client_of(self.eva)
        self.addCleanup(forget)

    def _fill_in(self, **other: object) -> int:
        typed = {"host": "127.0.0.1", "port": "2525", "security": "plain", "sender": "Stoep <stoep@x.nl>", **other}
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(PAGE, typed, headers=EN).status_code

    def _try(self) -> str:
        self.assertEqual(self.client.post(f"{PAGE}try/", {"try-address": "eva@x.nl"}, headers=EN).status_code, 303)
        self.assertContains(self.client.get(f"{PAGE}answer/", headers=EN), "On its way")
        self.assertTrue(run_one())
        return self.client.get(f"{PAGE}answer/", headers=EN).content.decode()

    def test_a_server_that_is_filled_in_sends_the_mail_of_the_network(self) -> None:
        self.assertFalse(sends_mail())
        with mail_server() as port:
            self.assertEqual(self._fill_in(port=port), 303)
            self.assertTrue(sends_mail())
            send_mail("Hello", "text", None, ["amber@x.nl"])
        self.assertIn("From: Stoep <stoep@x.nl>", Smtp.mails[0])

    def test_a_test_message_is_sent_and_said(self) -> None:
        with mail_server() as port:
            self._fill_in(port=port)
            self.assertIn("The server took it", self._try())
        self.assertEqual(len(Smtp.mails), 1)

    def test_what_the_server_says_is_shown_in_plain_words(self) -> None:
        with mail_server(b"550 no such mailbox") as port:
            self._fill_in(port=port)
            answer = self._try()
        self.assertIn("does not take mail for this address", answer)
        self.assertIn("550 no such mailbox", answer)

    def test_a_server_that_does_not_encrypt_is_said_and_the_password_never(self) -> None:
        with mail_server() as port:
            self._fill_in(port=port, security="starttls", username="stoep", password=SECRET)
            answer = self._try()
        self.assertIn("does not encrypt in this way", answer)
        self.assertNotIn(SECRET, answer)

    def test_a_port_nobody_listens_on_is_said(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._fill_in(port=free.getsockname()[1])
            self.assertIn("refuses the connection", self._try())

    def test_without_a_server_it_is_said(self) -> None:
        self.assertIn("No mail server is filled in", self._try())

    def test_the_password_is_sealed_kept_and_never_shown(self) -> None:
        self._fill_in(security="tls", username="stoep", password=SECRET)
        self.assertNotIn(SECRET, Organisation.objects.get().mail_sealed)
        self.assertNotContains(self.client.get(PAGE), SECRET)
        self.assertEqual(self._fill_in(security="tls", username="stoep", password="", port=465), 303)
        self.assertNotContains(self.client.get(PAGE), SECRET)

    def test_a_kept_password_goes_to_no_other_server(self) -> None:
        self._fill_in(security="tls", username="stoep", password=SECRET)
        self.assertEqual(self._fill_in(host="elsewhere.example", security="tls", username="stoep", password=""), 422)
        self.assertEqual(self._fill_in(security="tls", username="other", password=""), 422)

    def test_a_password_is_not_sent_in_the_open(self) -> None:
        self.assertEqual(self._fill_in(username="stoep", password=SECRET), 422)
        answer = self.client.post(PAGE, {"host": "x", "username": "stoep", "password": SECRET})
        self.assertNotContains(answer, SECRET, status_code=422)

    def test_a_sender_that_is_none_is_refused(self) -> None:
        for sender in ("nobody", "", "A <b@c.nl>\r\nBcc: all@x.nl"):
            self.assertEqual(self._fill_in(sender=sender), 422, sender)

    def test_mail_can_be_switched_off(self) -> None:
        self._fill_in()
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(PAGE, {"without": "1"})
        self.assertFalse(sends_mail())

    def test_another_key_is_said(self) -> None:
        change_mail(self.eva.pk, server=None, sender="a@b.nl")
        Organisation.objects.update(mail_sealed="sealed elsewhere")
        self.assertContains(self.client.get(PAGE, headers=EN), "cannot be read any more")

    def test_a_try_nobody_picks_up_ends_the_waiting(self) -> None:
        self.client.post(f"{PAGE}try/", {"try-address": "eva@x.nl"})
        MailTry.objects.update(id=MailTry.objects.get().pk - (60_000 << 16))
        answer = self.client.get(f"{PAGE}answer/", headers=EN)
        self.assertContains(answer, "Nothing has picked it up")
        self.assertNotContains(answer, "hx-trigger")

    @override_settings(
        SENDS_MAIL=True, MAILERS={"default": {**OURS["default"], "OPTIONS": {"host": "mx.x.nl", "password": SECRET}}}
    )
    def test_the_environment_wins_and_is_only_shown(self) -> None:
        page = self.client.get(PAGE, headers=EN)
        self.assertContains(page, "mx.x.nl")
        self.assertNotContains(page, SECRET)
        self.assertNotContains(page, 'name="host"')
        self._fill_in()
        self.assertEqual(Organisation.objects.get().mail_sealed, "")
