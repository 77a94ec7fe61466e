"""A mail server that keeps what it is given."""

from __future__ import annotations

import socketserver
from email import message_from_bytes
from email.message import Message
from queue import Queue


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail on a free port; `received` holds it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.received: Queue[Message] = Queue()
        super().__init__(("127.0.0.1", 0), _Conversation)


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self.server.received.put(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            self._say("221 bye" if word == b"QUIT" else "250 fine")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
