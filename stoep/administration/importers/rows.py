"""From the text of a sheet to its rows, by the names of the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stoep.administration.importers.text import Unreadable
from stoep.kernel.words import visible_text

MOST_ROWS = 20_000
COLUMNS = {
    "name": ("naam", "name", "volledige naam", "full name"),
    "email": ("e-mail", "email", "mail", "e-mailadres", "emailadres", "e-mail address", "email address"),
    "department": ("afdeling", "department"),
    "function": ("functie", "function", "job title"),
    "location": ("locatie", "location", "plaats"),
    "manager": ("leidinggevende", "manager"),
    "phone": ("telefoon", "phone", "telefoonnummer"),
    "role": ("rol", "role"),
    "guest_until": ("gast tot", "guest until"),
}
_BY_WORD = {word: column for column, words in COLUMNS.items() for word in words}


@dataclass(frozen=True)
class Row:
    """One row: the line of the file it begins on, its cells by column, and what is wrong with it as a whole."""

    line: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a file holds, and which of its columns nothing is done with."""

    separator: str
    rows: list[Row] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def read_sheet(text: str) -> Sheet:
    """Return the rows of a sheet. Raises `Unreadable` when its first line does not say what stands where."""
    separator, text, skipped = _separator(text)
    lines = _lines(text, separator)
    header = next((cells for _line, cells in lines if any(cells)), [])
    columns = [_BY_WORD.get(" ".join(name.casefold().replace("_", " ").split()), "") for name in header]
    _check(header, columns)
    sheet = Sheet(separator, unused=[name for name, column in zip(header, columns, strict=True) if not column and name])
    for line, cells in lines:
        if any(cells):
            sheet.rows.append(_row(line + skipped, cells, columns))
        if len(sheet.rows) > MOST_ROWS:
            raise Unreadable(_("There are more than 20,000 rows in this file. Split it."))
    return sheet


def _separator(text: str) -> tuple[str, str, int]:
    """Return what stands between cells, by the first line; a spreadsheet may say it on a line before that."""
    first, _end, rest = text.lstrip("\ufeff").partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return max(";,\t", key=first.count), text, 0


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the lines: the number of each, and its cells without what hides in them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = _("The quotation marks from line %(line)d on do not match, so nothing after it can be read.")
            raise Unreadable(where % {"line": line}) from error
        yield line, [visible_text(cell) for cell in cells]


def _check(header: list[str], columns: list[str]) -> None:
    twice = [name for name, n in Counter(column for column in columns if column).items() if n > 1]
    if twice:
        names = ", ".join(name for name, column in zip(header, columns, strict=True) if column in twice)
        raise Unreadable(_("These columns say the same thing: %(names)s. Leave one of them.") % {"names": names})
    if "name" not in columns:
        raise Unreadable(_("No column is called “name” or “naam”. The first line must hold the names of the columns."))


def _row(line: int, cells: list[str], columns: list[str]) -> Row:
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    if len(cells) == len(columns):
        return Row(line, named)
    numbers = {"cells": len(cells), "columns": len(columns)}
    return Row(line, named, _("This row has %(cells)d cells and the first line %(columns)d.") % numbers)
