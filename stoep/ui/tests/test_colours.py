"""The roles of a brand colour: as the tokens have them, and readable whatever is chosen."""

from __future__ import annotations

import re
from unittest import TestCase

from stoep.ui.assets import sources
from stoep.ui.colours import INK, PAPER, READS, SHEET, SHOWS, roles, shades_of

TOKENS = sources()["ui/css/10-tokens.css"].read_text("utf-8")
NUMBERS = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"


class ColourTests(TestCase):
    def test_grounds_are_those_of_the_tokens(self) -> None:
        for name, ours in (("paper", PAPER), ("sheet", SHEET), ("ink", INK)):
            pairs = re.search(rf"--{name}:\s*light-dark\({NUMBERS}, {NUMBERS}\)", TOKENS)
            assert pairs
            numbers = tuple(map(float, pairs.groups()))
            self.assertEqual((ours["light"], ours["dark"]), (numbers[:3], numbers[3:]))

    def test_formulas_are_those_of_the_tokens(self) -> None:
        rule = re.search(r"--accent-text:\s*light-dark\((.*)\);", TOKENS)
        assert rule
        said = [float(number) for number in re.findall(r"\d?\.\d+", rule.group(1))]
        bright, dull = roles((1.0, 1.0, 0), "light"), roles((0.0, 1.0, 0), "dark")
        self.assertEqual(said, [*bright["accent-text"][:2], *dull["accent-text"][:2]])

    def test_every_colour_is_readable_in_both_modes(self) -> None:
        steps = (0, 51, 102, 128, 153, 204, 255)
        for red in steps:
            for green in steps:
                for blue in steps:
                    for mode in ("light", "dark"):
                        shades = shades_of(f"#{red:02x}{green:02x}{blue:02x}", mode)
                        with self.subTest(shades=shades):
                            self.assertGreaterEqual(shades.button_ratio, READS)
                            self.assertGreaterEqual(shades.text_ratio, READS)
                            self.assertGreaterEqual(shades.line_ratio, SHOWS)

    def test_a_colour_that_carries_text_stays_what_it_is(self) -> None:
        self.assertTrue(shades_of("#ff6a1f", "light").is_own_fill)
        self.assertTrue(shades_of("#003366", "light").is_own_text)

    def test_a_mid_tone_gives_way(self) -> None:
        self.assertFalse(shades_of("#3a7fd5", "light").is_own_fill)
        self.assertFalse(shades_of("#f4c500", "light").is_own_text)
