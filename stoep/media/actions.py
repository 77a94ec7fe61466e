"""Storing files."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from stoep.media.files import keep
from stoep.media.models import StoredFile

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 50_000_000
PORTRAIT = 320
LOGO = (512, 160)
QUALITY = 82


class BadImage(ValueError):
    """The bytes are no photo in a format that is taken, are damaged, or too large."""


def _upright(content: bytes) -> Image.Image:
    """Return the photo upright; what is saved from it is re-encoded, so nothing of camera or place stays in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadImage
            image.draft("RGB", (PORTRAIT * 2, PORTRAIT * 2))
            return ImageOps.exif_transpose(image).copy()


def store_portrait(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an uploaded photo as a portrait: square. Raises `BadImage`."""
    return _store(upload, lambda image: ImageOps.fit(image.convert("RGB"), (PORTRAIT, PORTRAIT)))


def store_logo(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an uploaded logo: whole, with what shines through. Raises `BadImage`."""
    return _store(upload, lambda image: ImageOps.contain(image.convert("RGBA"), LOGO))


def _store(upload: UploadedFile[bytes], shape: Callable[[Image.Image], Image.Image]) -> StoredFile:
    if not upload.size or upload.size > MAX_BYTES:
        raise BadImage
    try:
        image = shape(_upright(upload.read()))
        out = io.BytesIO()
        image.save(out, "WEBP", quality=QUALITY)
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadImage from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadImage from error
    return store_bytes(out.getvalue(), "image/webp", *image.size)


def store_bytes(content: bytes, content_type: str, width: int = 0, height: int = 0) -> StoredFile:
    """Store bytes once, by their content, durably before the row is written."""
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    stored, _ = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={"content_type": content_type, "size": len(content), "width": width, "height": height},
    )
    return stored
