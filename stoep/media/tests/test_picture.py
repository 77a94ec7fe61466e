"""Pictures are redrawn in a process of their own, whatever they are."""

from __future__ import annotations

import io
import resource
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from stoep.media.actions import BadImage, store_logo, store_portrait
from stoep.media.files import path_of

KILOBYTES = 40 * 1024


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo", content)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def empty_png(side: int) -> bytes:
    """Return a tiny file that says it holds `side` times `side` pixels, without making them here."""
    rows = zlib.compressobj()
    data = b"".join(rows.compress(bytes(1 + side * 4)) for _ in range(side)) + rows.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def half_and_half() -> Image.Image:
    image = Image.new("RGB", (1200, 800), "red")
    image.paste("blue", (0, 0, 600, 800))
    return image


class PictureTests(TestCase):
    def setUp(self) -> None:
        self.exif = Image.Exif()
        self.exif[0x0112] = 6
        self.exif[0x010F] = "Camera of Carla"

    def _portrait(self, content: bytes) -> Image.Image:
        stored = store_portrait(upload(content))
        image = Image.open(path_of(stored))
        self.addCleanup(image.close)
        self.assertEqual(((stored.width, stored.height), image.format), (image.size, "WEBP"))
        return image

    def test_every_kind_is_taken_and_stands_upright(self) -> None:
        mpo = saved(half_and_half(), "MPO", save_all=True, append_images=[half_and_half()], exif=self.exif)
        for content in (mpo, *(saved(half_and_half(), kind, exif=self.exif) for kind in ("JPEG", "PNG", "WEBP"))):
            image = self._portrait(content)
            top, below = (image.convert("RGB").getpixel(at) for at in ((160, 20), (160, 300)))
            self.assertGreater(top[2], 200)  # type: ignore[index]
            self.assertGreater(below[0], 200)  # type: ignore[index]

    def test_nothing_of_the_camera_stays(self) -> None:
        self.assertFalse(dict(self._portrait(saved(half_and_half(), "JPEG", exif=self.exif)).getexif()))

    def test_a_palette_and_print_colours_are_taken(self) -> None:
        for content in (saved(half_and_half().convert("P"), "PNG"), saved(half_and_half().convert("CMYK"), "JPEG")):
            self.assertEqual(self._portrait(content).size, (320, 320))

    def test_a_large_photo_of_a_telephone_is_taken(self) -> None:
        self.assertEqual(self._portrait(saved(Image.new("RGB", (8000, 6000)), "JPEG")).size, (320, 320))

    def test_a_small_file_with_many_pixels_is_refused_and_costs_this_process_nothing(self) -> None:
        bomb = empty_png(7000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for store in (store_portrait, store_logo):
            with self.assertRaises(BadImage):
                store(upload(bomb))
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, KILOBYTES)

    def test_what_is_taken_is_decoded_elsewhere(self) -> None:
        photo = empty_png(4800)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        store_logo(upload(photo))
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, KILOBYTES)

    def test_what_is_no_picture_is_refused(self) -> None:
        cut = saved(half_and_half(), "PNG")[:900]
        for content in (b"hello", b"", cut, saved(half_and_half(), "GIF"), b"<svg onload=alert(1)>"):
            with self.assertRaises(BadImage):
                store_portrait(upload(content))
