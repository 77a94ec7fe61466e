"""A visitor of the public address: over TLS, from an address of their own, keeping cookies as a browser does."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from stoep.kernel.tests.certified import SITE


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: str

    @property
    def cookies(self) -> dict[str, str]:
        """Return each cookie that was set, as it was written."""
        written = self.headers.get_all("Set-Cookie") or []
        return {line.partition("=")[0]: line for line in written}


class Visitor:
    """Asks https://stoep.example.nl, which is at `port` of this computer, with the certificate in `certificate`."""

    def __init__(self, port: int, certificate: Path | None, source: str = "127.0.0.1", name: str = SITE) -> None:
        self.port, self.source, self.name = port, source, name
        self.tls = ssl.create_default_context(cafile=certificate) if certificate else None
        self.jar: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """Send a form; its token is the one of the page `path` (or of the page before)."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(headers.pop("page", path)).body)
        body = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **fields}).encode()
        kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"https://{self.name}"}
        return self.ask("POST", path, body, kind | headers)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Ask on a connection of its own."""
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        cookie = "; ".join(f"{name}={text}" for name, text in self.jar.items())
        connection = HTTPConnection(self.name)
        connection.sock = self._connected()
        try:
            connection.request(method, path, body or None, {"Host": self.name, "Cookie": cookie, **given})
            answer = connection.getresponse()
            found = Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.jar |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return found

    def _connected(self) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10, source_address=(self.source, 0))
        return self.tls.wrap_socket(plain, server_hostname=SITE) if self.tls else plain
