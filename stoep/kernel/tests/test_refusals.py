"""What the server answers when no page runs is a page too, in the language of the browser."""

from __future__ import annotations

from django.test import SimpleTestCase, override_settings

from stoep.kernel.server.application import Application
from stoep.kernel.tests.asgi import Answer, asked

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "nl-NL,nl;q=0.9"}


@override_settings(BODY_LIMIT=10, BODY_LIMITS={})
class RefusalTests(SimpleTestCase):
    def setUp(self) -> None:
        self.app = Application()
        self.addCleanup(self.app.pages.pool.shutdown)

    def too_large(self, **headers: str) -> Answer:
        given = BROWSER | {name.replace("_", "-"): text for name, text in headers.items()}
        return asked(self.app, "/new/post/", "POST", body=[b"x" * 11], headers=given)

    def test_a_browser_gets_a_page_in_its_language(self) -> None:
        answer = self.too_large()
        self.assertEqual((answer.status, answer.headers["content-type"]), (413, "text/html; charset=utf-8"))
        self.assertIn('<html lang="nl">', answer.body.decode())
        self.assertIn("<h1>Dit is te groot</h1>", answer.body.decode())
        self.assertIn("<h1>This is too large</h1>", self.too_large(Accept_Language="en-GB").body.decode())

    def test_the_page_is_as_safe_as_every_other(self) -> None:
        headers = self.too_large().headers
        self.assertIn("default-src 'none'", headers["content-security-policy"])
        self.assertEqual((headers["cache-control"], headers["connection"]), ("no-store", "close"))

    def test_htmx_gets_a_sentence(self) -> None:
        answer = self.too_large(HX_Request="true", Accept="text/html, */*")
        self.assertEqual(answer.headers["content-type"], "text/plain; charset=utf-8")
        self.assertEqual(answer.body.decode(), "Dit is te groot. Ga terug, maak het kleiner en stuur het nog eens.")

    def test_a_full_house_is_told_without_the_database(self) -> None:
        self.app.pages.most_waiting = 0  # SimpleTestCase refuses any question to the database
        answer = asked(self.app, "/", headers=BROWSER)
        self.assertEqual((answer.status, answer.headers["retry-after"]), (503, "2"))
        self.assertIn("Het is hier erg druk", answer.body.decode())
        self.assertEqual(asked(self.app, "/", "HEAD", headers=BROWSER).body, b"")
