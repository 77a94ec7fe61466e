"""Static files: one folder per version, named by the hash of everything in it, cached for ever.

`/static/<version>/ui/boot.js`: modules and style sheets find each other by relative paths, so nothing is
rewritten and no import map is needed. The CSS of all apps becomes one file, in the order of the apps.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

BUNDLE = "ui/stoep.css"
HTMX = "django_htmx/htmx-2.min.js"
_COMPRESSED = {".css", ".js", ".svg", ".webmanifest"}


@cache
def sources() -> dict[str, Path]:
    """Return every static file by its address below the version, in the order of the apps."""
    found: dict[str, Path] = {}
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=["*.map"]):
            if not path.startswith("django_htmx/") or path == HTMX:
                found.setdefault(path, Path(storage.path(path)))
    return found


def bundle() -> bytes:
    """Return the style sheets of all apps as one, without remarks; the design system first, then app by app."""
    sheets = sorted(path for path in sources() if "/css/" in path)
    ordered = sorted(sheets, key=lambda path: (not path.startswith("ui/"), "90-print" in path))
    text = b"\n".join(sources()[path].read_bytes() for path in ordered)
    return re.sub(rb"\s*\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", text, flags=re.S))


@cache
def version() -> str:
    """Return the name of this version: the hash of names and contents."""
    digest = hashlib.sha256(bundle())
    for path, file in sorted(sources().items()):
        digest.update(path.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def asset_url(path: str) -> str:
    """Return the address of a static file. Raises `KeyError` when there is none."""
    if path != BUNDLE:
        sources()[path]
    return f"{settings.STATIC_URL}{version()}/{path}"


def collect() -> Path:
    """Write this version's folder, compressed twins included, if it is not there; remove older ones."""
    root = Path(settings.STATIC_ROOT)
    folder = root / version()
    if folder.exists():
        return folder
    partial = root / f"{version()}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    for path, file in sources().items():
        if "/css/" not in path:
            _write(partial / path, file.read_bytes())
    _write(partial / BUNDLE, bundle())
    partial.rename(folder)
    for old in root.iterdir():
        if old.name != folder.name:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if target.suffix in _COMPRESSED:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        target.with_name(target.name + ".br").write_bytes(brotli.compress(content))
