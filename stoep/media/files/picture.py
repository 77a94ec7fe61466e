"""Redraws one picture: a program of its own, so that no web process ever decodes what somebody sent.

Takes the bytes on standard input and "portrait" or "logo" as its argument; writes "width height" on a line and then
the WebP. It limits itself before it reads: little memory and time, no files. Exit code 2: this is no picture it takes.
"""

import io
import math
import resource
import sys

from PIL import (  # what Pillow would load while decoding is loaded first: later it may open no file
    Image,
    ImageOps,
    MpoImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 24_000_000
MAX_PIXELS_JPEG = 50_000_000  # JPEG can be decoded small
PORTRAIT = 320
LOGO = (512, 160)
ENOUGH = PORTRAIT * 2
QUALITY = 82
MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 512 * MEGABYTE,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 0,
    resource.RLIMIT_CORE: 0,
}


def limit() -> None:
    """Give up what decoding does not need; a system that knows a limit only in part keeps the others."""
    for name, most in LIMITS.items():
        try:
            resource.setrlimit(name, (most, most))
        except (OSError, ValueError):
            continue


def upright(content: bytes) -> Image.Image:
    """Return the picture upright and not much larger than is needed, without anything of camera or place."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as file:
        if file.width * file.height > (MAX_PIXELS_JPEG if file.format in ("JPEG", "MPO") else MAX_PIXELS):
            raise ValueError("too many pixels")
        file.draft("RGB", (ENOUGH, ENOUGH))
        shrink = ENOUGH / min(file.size)
        # a palette can only be shrunk roughly
        image = file if file.mode in ("L", "RGB", "RGBA") else file.convert("RGBA")
        if shrink < 1:
            image.thumbnail((math.ceil(image.width * shrink), math.ceil(image.height * shrink)))
        return ImageOps.exif_transpose(image)


def redraw(content: bytes, shape: str) -> Image.Image:
    """Return the picture as a portrait, square, or as a logo, whole and with what shines through."""
    image = upright(content)
    if shape == "logo":
        return ImageOps.contain(image.convert("RGBA"), LOGO)
    return ImageOps.fit(image.convert("RGB"), (PORTRAIT, PORTRAIT))


def main(shape: str) -> int:
    """Redraw what comes in; return the exit code."""
    Image.preinit()
    limit()
    out = io.BytesIO()
    try:
        image = redraw(sys.stdin.buffer.read(), shape)
        image.save(out, "WEBP", quality=QUALITY)
    except Exception:  # whatever goes wrong in here, it is the picture
        return 2
    sys.stdout.buffer.write(b"%d %d\n" % image.size + out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
