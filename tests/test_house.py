"""Checks on the house itself: words, directions, templates, sentences, settings."""

from __future__ import annotations

import re
from pathlib import Path
from unittest import TestCase

from django.template.loader import get_template

from config.environment import ELSEWHERE, ROOT, VARIABLES
from config.messages import found
from stoep.ui.assets import bundle

FLOORS = (
    ("web", "integrations", "administration"), ("adoption", "moderation", "demo"), ("notifications",), ("streams",),
    ("items",), ("groups",), ("people",), ("topics",), ("organisation",), ("media",), ("ui",), ("kernel",),
)  # fmt: skip
FLOOR_OF = {app: number for number, apps in enumerate(FLOORS) for app in apps}
PRODUCT = ROOT / "stoep"


def templates() -> list[Path]:
    """Return every template of the product."""
    return sorted(PRODUCT.rglob("templates/**/*.html"))


def app_of(path: Path) -> str:
    """Return the app a file is in."""
    return path.relative_to(PRODUCT).parts[0]


class HouseTests(TestCase):
    def test_the_words_of_the_gate_stay_with_the_groups(self) -> None:
        found_in = []
        for path in PRODUCT.rglob("*"):
            if path.suffix not in (".py", ".html", ".js") or app_of(path) == "groups":
                continue
            if "migrations" not in path.parts and re.search(r"audience_id|membership", path.read_text("utf-8")):
                found_in.append(str(path.relative_to(ROOT)))
        self.assertEqual(found_in, [])

    def test_items_are_read_through_the_gate_or_for_a_reason(self) -> None:
        past = []
        for path in PRODUCT.rglob("*.py"):
            if "tests" in path.parts or "migrations" in path.parts:
                continue
            for use in re.findall(r"\b(?:Item|Entry|Discussed)\.objects\s*\.?(\w+)", path.read_text("utf-8")):
                if use not in ("visible_to", "for_system", "bulk_create"):
                    past.append(f"{path.relative_to(ROOT)}: {use}")
        self.assertEqual(past, [])

    def test_templates_include_only_from_their_own_floor_or_below(self) -> None:
        wrong = []
        for path in templates():
            for name in re.findall(r'{% (?:include|extends) "(\w+)/', path.read_text("utf-8")):
                if FLOOR_OF[name] < FLOOR_OF[app_of(path)]:
                    wrong.append(f"{path.name} takes from {name}")
        self.assertEqual(wrong, [])

    def test_models_point_only_downwards(self) -> None:
        wrong = []
        for path in PRODUCT.rglob("models*/**/*.py"):
            for name in re.findall(r'"(\w+)\.[A-Z]\w+"', path.read_text("utf-8")):
                if name in FLOOR_OF and FLOOR_OF[name] < FLOOR_OF[app_of(path)]:
                    wrong.append(f"{path} points at {name}")
        self.assertEqual(wrong, [])

    def test_no_style_and_no_script_in_the_markup(self) -> None:
        for path in templates():
            text = path.read_text("utf-8")
            self.assertNotRegex(text, r'\sstyle="', path)
            self.assertNotRegex(text, r"\son\w+=", path)
            self.assertNotRegex(text, r"<script(?![^>]*\ssrc=)", path)

    def test_every_template_compiles_and_is_short(self) -> None:
        for path in templates():
            get_template(str(path.relative_to(PRODUCT / app_of(path) / "templates")))
            self.assertLess(len(path.read_text("utf-8").splitlines()), 150, path)

    def test_only_tokens_hold_colours(self) -> None:
        for path in PRODUCT.rglob("static/**/css/*.css"):
            if "tokens" in path.name or "print" in path.name:
                continue
            self.assertNotRegex(path.read_text("utf-8"), r"#[0-9a-fA-F]{3,6}\b", path)

    def test_the_style_sheet_is_small(self) -> None:
        import gzip

        self.assertLess(len(gzip.compress(bundle(), 9)), 20_000)

    def test_every_sentence_is_translated(self) -> None:
        from babel.messages.pofile import read_po

        wanted = {message.id for message in found() if message.id}
        for language in ("nl", "en"):
            with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
                catalogue = read_po(file, locale=language)
            have = {m.id for m in catalogue if m.id and (all(m.string) if isinstance(m.string, tuple) else m.string)}
            self.assertEqual(wanted - have, set(), language)

    def test_every_setting_is_documented(self) -> None:
        page = (ROOT / "docs/operate/settings.md").read_text("utf-8")
        self.assertEqual(set(re.findall(r"^\| `(STOEP_\w+)`", page, re.M)), {v.name for v in VARIABLES})
        used = {
            name
            for folder in ("config", "stoep", "bin")
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix in (".py", "")
            for name in re.findall(r"STOEP_[A-Z_0-9]+", path.read_text("utf-8", "ignore"))
        }
        self.assertLessEqual(used - {*ELSEWHERE, "STOEP_"}, {v.name for v in VARIABLES})

    def test_documents_point_at_what_is_there(self) -> None:
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
            for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
                self.assertTrue((page.parent / target).exists(), f"{page.name} points at {target}")

    def test_locks_hold_no_address(self) -> None:
        for path in (ROOT / "requirements").glob("*.txt"):
            self.assertNotIn("://", path.read_text("utf-8"))
