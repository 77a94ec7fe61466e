"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, .xls


class Unreadable(ValueError):
    """The file as a whole cannot be used; says why, and what to do."""


def text_of(content: bytes) -> tuple[str, str]:
    """Return the text of a file and how it was written. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable(_("This file is larger than 10 MB. Split it."))
    if content.startswith(_WORKBOOKS):
        raise Unreadable(_("This is a workbook. Choose “Save as” and CSV in your spreadsheet, then send that file."))
    if content.startswith(_UTF16):
        return _decoded(content, "utf-16"), "UTF-16"
    if b"\0" in content:
        raise Unreadable(_("This is not a text file. Save it as CSV in your spreadsheet."))
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252"), "Windows-1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_("The letters in this file cannot be read. Save it as CSV with encoding UTF-8.")) from error
    if any(sign < " " and sign not in "\t\r\n\f\v" for sign in text):
        raise Unreadable(_("This is not a text file. Save it as CSV in your spreadsheet."))
    return text
