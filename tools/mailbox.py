"""A mail server of this machine that keeps what it is given, for journeys that read their mail."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.postgres import free_port


class Mailbox:
    """What was mailed, to whom."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep a mail."""
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), mail))
        return "250 OK"

    def wait_for(self, address: str, seconds: float = 15) -> EmailMessage:
        """Return the newest mail to `address`. Raises `AssertionError` when none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for recipients, mail in reversed(self.mails):
                if address in recipients:
                    return mail
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}; there is mail to {[to for to, _ in self.mails]}")


def link_in(mail: EmailMessage) -> str:
    """Return the first address in the text of a mail."""
    body = mail.get_body(preferencelist=("plain",))
    found = re.search(r"https?://\S+", body.get_content()) if body else None
    assert found, mail
    return found[0]


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run a mail server as long as the block lasts."""
    box = Mailbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
