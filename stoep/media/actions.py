"""Storing files."""

from __future__ import annotations

import hashlib
import io
import warnings

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from stoep.media.files import keep
from stoep.media.models import StoredFile

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 50_000_000
PORTRAIT = 320


class BadImage(ValueError):
    """The bytes are no photo in a format that is taken, are damaged, or too large."""


def _portrait(content: bytes) -> bytes:
    """Return the photo upright, square, small, re-encoded: nothing of the camera or the place stays in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadImage
            image.draft("RGB", (PORTRAIT * 2, PORTRAIT * 2))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    out = io.BytesIO()
    ImageOps.fit(upright, (PORTRAIT, PORTRAIT)).save(out, "WEBP", quality=82)
    return out.getvalue()


def store_portrait(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an uploaded photo as a portrait. Raises `BadImage`."""
    if not upload.size or upload.size > MAX_BYTES:
        raise BadImage
    try:
        content = _portrait(upload.read())
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadImage from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadImage from error
    return store_bytes(content, "image/webp", PORTRAIT, PORTRAIT)


def store_bytes(content: bytes, content_type: str, width: int = 0, height: int = 0) -> StoredFile:
    """Store bytes once, by their content, durably before the row is written."""
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"content_type": content_type, "size": len(content), "width": width, "height": height},
    )
    return stored
