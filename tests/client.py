"""A browser without a screen: one kept-alive connection, a session, forms."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

FORM_TOKEN = "t" * 32


class Client:
    """Speaks to the network at `address` as the owner of `cookie`."""

    def __init__(self, address: str, cookie: str = "", **headers: str) -> None:
        self.place = urlsplit(address)
        self.headers = {"Cookie": f"stoep-try-form={FORM_TOKEN}; {cookie}", **headers}
        self.connection = HTTPConnection(self.place.hostname or "", self.place.port, timeout=15)

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body."""
        status, _, body = self._ask("GET", path, None, {})
        return status, body

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; return status and where it leads."""
        body = urlencode({"csrfmiddlewaretoken": FORM_TOKEN, **fields})
        status, location, _ = self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return status, location

    def _ask(self, method: str, path: str, body: str | None, more: dict[str, str]) -> tuple[int, str, bytes]:
        try:
            self.connection.request(method, path, body, {**self.headers, **more})
            answer = self.connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        except (OSError, HTTPException):
            self.connection.close()
            raise
