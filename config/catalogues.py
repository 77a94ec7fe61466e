"""Translations: gettext catalogues, compiled by a library, so that a fresh machine needs no gettext."""

from __future__ import annotations

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.environment import ROOT


def compile_catalogues() -> int:
    """Compile every catalogue that is newer than what was compiled from it; return how many."""
    done = 0
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as po, target.open("wb") as mo:
                write_mo(mo, read_po(po))
            done += 1
    return done
