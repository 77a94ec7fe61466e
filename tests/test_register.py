"""The register is complete: every column and every place that counts is named in it, once."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from unittest import TestCase

from django.apps import apps
from django.db import models
from django.utils.translation import override

from config.environment import ROOT
from config.register import FIGURES, NO_FIGURES, NO_PERSONAL_DATA, RECORDS
from tests.world import WorldTestCase

COUNTS = re.compile(r"\b(?:Count|Sum|Avg)\(|\.count\(\)|\b(?:count|sum|avg)\((?:\*|\w+\.)|^sum\(")
WITHOUT_MODEL = {"limits.Hits", "device.Storage"}


def declared(lines: tuple[str, ...]) -> list[str]:
    """Return the columns that lines such as "people.Person: name handle" name."""
    split = [line.partition(": ") for line in lines if ": " in line]
    return [f"{table}.{column}" for table, _, columns in split for column in columns.split()]


def columns(of: list[type[models.Model]]) -> set[str]:
    """Return every column of these tables but their own numbers, which say nothing."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in of
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.name in ("id", "pk"))
    }


def counting(source: str, module: str) -> set[str]:
    """Return the functions of a module whose text counts, as "module.function"; "module" for code outside any."""
    found: set[str] = set()

    def look(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            is_named = isinstance(child, ast.FunctionDef | ast.ClassDef)
            look(child, f"{name}.{child.name}" if is_named else name)
        if isinstance(node, ast.Call | ast.Constant) and COUNTS.search(_own_text(node)):
            found.add(name)

    look(ast.parse(source), module)
    return found


def _own_text(node: ast.Call | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and "SELECT" in node.value.upper() else ""
    called = ast.unparse(node.func)
    return f"{called}()" if not node.args else f"{called}("


def modules() -> list[tuple[Path, str]]:
    """Return the product's modules with their names below `stoep`."""
    left = ("tests", "migrations", "check.py")
    paths = [p for p in sorted((ROOT / "stoep").rglob("*.py")) if not any(part in left for part in p.parts)]
    return [(p, ".".join(p.relative_to(ROOT / "stoep").with_suffix("").parts)) for p in paths]


class RegisterTests(TestCase):
    def test_every_column_is_named_once(self) -> None:
        ours = [model for model in apps.get_models() if model.__module__.startswith("stoep.")]
        records = [line for record in RECORDS for line in record.fields]
        figures = [line for figure in FIGURES for line in figure.at]
        named = Counter(declared((*records, *figures, *NO_PERSONAL_DATA)))
        named = Counter({key: n for key, n in named.items() if key.rsplit(".", 1)[0] not in WITHOUT_MODEL})
        self.assertEqual(columns(ours) - set(named), set(), "not in the register")
        self.assertEqual(set(named) - columns(ours), set(), "in the register, but there is no such column")
        self.assertEqual([key for key, n in named.items() if n > 1], [], "named twice")

    def test_a_planted_column_is_found(self) -> None:
        class Planted(models.Model):
            shoe_size = models.IntegerField()

            class Meta:
                app_label = "people"

        try:
            self.assertEqual(columns([Planted]), {"people.Planted.shoe_size"})
            ours = [model for model in apps.get_models() if model.__module__.startswith(("stoep.", "tests."))]
            self.assertIn("people.Planted.shoe_size", columns(ours) - set(declared(_all_lines())))
        finally:
            del apps.all_models["people"]["planted"]
            apps.clear_cache()

    def test_every_place_that_counts_is_named(self) -> None:
        named = {place for figure in FIGURES for place in figure.at if ": " not in place} | set(NO_FIGURES)
        found = {place for path, name in modules() for place in counting(path.read_text("utf-8"), name)}
        strange = {place for place in found if not any(place == one or place.startswith(f"{one}.") for one in named)}
        self.assertEqual(strange, set(), "counts without being in the register")
        idle = {one for one in named if not any(place == one or place.startswith(f"{one}.") for place in found)}
        self.assertEqual(idle, set(), "in the register, but nothing is counted there")

    def test_a_planted_figure_is_found(self) -> None:
        planted = "def busiest(person):\n    return Item.objects.filter(author=person).count()\n"
        raw = 'def busiest(person):\n    ask("SELECT author_id, count(*) FROM items_item GROUP BY 1")\n'
        for source in (planted, raw, "def busiest(p):\n    return p.items.aggregate(Sum('n'))\n"):
            self.assertEqual(counting(source, "items.queries"), {"items.queries.busiest"})

    def test_every_entry_says_all_in_both_languages(self) -> None:
        for language in ("nl", "en"):
            with override(language):
                for record in RECORDS:
                    self.assertTrue(all(map(str, (record.what, record.why, record.seen_by, record.kept))))
                for figure in FIGURES:
                    self.assertTrue(all(map(str, (figure.what, figure.why, figure.seen_by))))


def _all_lines() -> tuple[str, ...]:
    return (
        *(line for record in RECORDS for line in record.fields),
        *(line for figure in FIGURES for line in figure.at),
        *NO_PERSONAL_DATA,
    )


class AboutTests(WorldTestCase):
    def test_everybody_reads_it_in_their_language(self) -> None:
        for language, word in (("nl", "Wie ziet het"), ("en", "Who sees it")):
            page = self.client.get("/about/privacy/", headers={"accept-language": language})
            self.assertContains(page, word)
            self.assertContains(page, "<tr", count=len(RECORDS) + len(FIGURES) + 2)

    def test_rules_are_for_who_is_in(self) -> None:
        self.assertEqual(self.client.get("/about/rules/").status_code, 302)
        self.client.force_login(self.gus)
        self.assertEqual(self.client.get("/about/rules/").status_code, 200)
