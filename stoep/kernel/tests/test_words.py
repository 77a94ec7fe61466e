"""What of a line can be seen."""

from __future__ import annotations

from unittest import TestCase

from stoep.kernel.words import visible_text


class VisibleTextTests(TestCase):
    def test_what_shows_nothing_is_nothing(self) -> None:
        for text in (
            "",
            " ",
            "\u200b",
            "\u202e",
            "\u2066\u2069",
            "\u00ad",
            "\ufeff",
            "\u3164",
            "\u2800",
            "\u0301",
            "\ufe0f",
        ):
            self.assertEqual(visible_text(text), "", ascii(text))

    def test_what_hides_between_letters_goes(self) -> None:
        self.assertEqual(visible_text("Har\u200bbo\u00adur\u202e"), "Harbour")
        self.assertEqual(visible_text("Har\u200dbour\u200c"), "Harbour")
        self.assertEqual(visible_text("\ue000Har\x00bour"), "Harbour")

    def test_it_becomes_one_line(self) -> None:
        self.assertEqual(visible_text(" a \n\u2028 b\u00a0c "), "a b c")

    def test_what_scripts_and_signs_need_stays(self) -> None:
        for text in ("می\u200cخواهم", "क्\u200dष", "👩\u200d🔧", "🏳️\u200d🌈", "Één", "C++", "'t IJ", "船"):
            self.assertEqual(visible_text(text), text)

    def test_a_joiner_at_the_edge_of_a_word_goes(self) -> None:
        self.assertEqual(visible_text("می\u200c \u200cخواهم\u200c"), "می خواهم")

    def test_two_ways_of_writing_a_letter_are_one(self) -> None:
        self.assertEqual(visible_text("e\u0301"), "é")
