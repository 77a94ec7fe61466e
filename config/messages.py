"""Every sentence people see, found in templates and code; the test of the catalogues and `bin/messages` use it."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from config.environment import ROOT

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def found() -> Catalog:
    """Return a catalogue of all messages in the product, without translations."""
    catalogue = Catalog(charset="utf-8")
    for folder in ("stoep", "config"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and "tests" not in path.parts and "migrations" not in path.parts:
                _add(catalogue, path, extract_python(io.BytesIO(path.read_bytes()), KEYWORDS, [], {}))
            elif path.suffix == ".html":
                source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                _add(catalogue, path, extract_javascript(io.BytesIO(source.encode()), KEYWORDS, [], {}))
    return catalogue


def _add(catalogue: Catalog, path: Path, messages: object) -> None:
    place = str(path.relative_to(ROOT))
    for _line, function, message, _comments in messages:  # type: ignore[attr-defined]
        if function in KEYWORDS and message:
            plural = function.startswith("ngettext")
            texts = message if isinstance(message, tuple) else (message,)
            catalogue.add(tuple(texts[:2]) if plural else texts[0], locations=[(place, 0)])


def update(language: str) -> int:
    """Bring a language's file up to date, keep what is translated; return how many messages lack a translation."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    have = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    have.update(found(), no_fuzzy_matching=True)
    have.obsolete.clear()
    have.project, have.fuzzy, have.header_comment = "Stoep", False, "# What people see in Stoep."
    if language == "en":
        for message in have:
            if message.id and not _is_translated(message.string):
                message.string = message.id
    with path.open("wb") as file:
        write_po(file, have, width=110, omit_header=False, no_location=True, sort_output=True)
    return sum(1 for message in have if message.id and not _is_translated(message.string))


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
