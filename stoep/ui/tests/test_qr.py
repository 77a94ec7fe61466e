from unittest import TestCase

from stoep.ui.qr import qr_svg


class QrTests(TestCase):
    def test_it_is_svg_with_a_name_and_no_style(self) -> None:
        svg = qr_svg("https://stoep.example.nl/join/abc/", 'Link voor "Jan" & co')
        self.assertIn('aria-label="Link voor &quot;Jan&quot; &amp; co"', svg)
        self.assertNotIn("style=", svg)

    def test_another_text_is_another_code(self) -> None:
        self.assertNotEqual(qr_svg("a", "x"), qr_svg("b", "x"))
