"""Storing files."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from stoep.media import files
from stoep.media.files import keep
from stoep.media.models import StoredFile

MAX_BYTES = 12 * 1024 * 1024
PATIENCE = 8
PROGRAM = str(Path(files.__file__).with_name("picture.py"))
_one_at_a_time = threading.Lock()


class BadImage(ValueError):
    """The bytes are no photo in a format that is taken, are damaged, or too large."""


def store_portrait(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an uploaded photo as a portrait: square. Raises `BadImage`."""
    return _store(upload, "portrait")


def store_logo(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an uploaded logo: whole, with what shines through. Raises `BadImage`."""
    return _store(upload, "logo")


def _store(upload: UploadedFile[bytes], shape: str) -> StoredFile:
    if not upload.size or upload.size > MAX_BYTES:
        raise BadImage
    size, _, content = _redraw(upload.read(), shape).partition(b"\n")
    width, height = (int(number) for number in size.split())
    return store_bytes(content, "image/webp", width, height)


def _redraw(content: bytes, shape: str) -> bytes:
    """Let a process of its own decode the picture: what it costs or breaks, it costs and breaks there."""
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise BadImage
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", PROGRAM, shape],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=True, env={},
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        raise BadImage from error
    finally:
        _one_at_a_time.release()
    return done.stdout


def store_bytes(content: bytes, content_type: str, width: int = 0, height: int = 0) -> StoredFile:
    """Store bytes once, by their content, durably before the row is written."""
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"content_type": content_type, "size": len(content), "width": width, "height": height},
    )
    return stored
