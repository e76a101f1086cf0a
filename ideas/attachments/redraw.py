"""A program of its own: draws a photo anew in two sizes, without anything but its pixels.

`python -m ideas.attachments.redraw FORM SOURCE FOLDER` writes bild.webp (longest side 1600 px) and klein.webp (480 px)
and prints width, height of the first. It runs apart from the server, with limits of memory and time, because decoders
meet hostile files there: what they break ends with this process. Exit 3: too many pixels; 4: no readable picture.
"""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

SHOWN: Final = 1600
THUMB: Final = 480
QUALITY: Final = 80
PIXELS: Final = {"JPEG": 64_000_000, "PNG": 32_000_000, "WEBP": 32_000_000}
"""Most pixels taken: beyond what telephones make. JPEG is decoded at a smaller scale, so it may have more."""
SIDE: Final = 30_000
MEMORY: Final = 1536 * 1024 * 1024
SECONDS: Final = 20
TOO_LARGE: Final = 3
UNREADABLE: Final = 4


def limit() -> None:
    """Let the system end this process when it takes too much memory or time; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def plain(picture: Image.Image) -> Image.Image:
    """Return the picture upright, on white, in sRGB, with nothing attached to its pixels."""
    upright = ImageOps.exif_transpose(picture)
    profile = picture.info.get("icc_profile")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.new("RGB", clear.size, "white")
        upright.paste(clear, mask=clear.getchannel("A"))
    elif profile and upright.mode in {"RGB", "CMYK", "L"}:
        upright = in_srgb(upright, profile)
    drawn = Image.new("RGB", upright.size)
    drawn.paste(upright.convert("RGB"))
    return drawn


def in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in the colours of the web; a profile that cannot be read is passed over."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return turned or picture


def redraw(form: str, source: Path, folder: Path) -> tuple[int, int] | None:
    """Write both sizes; return width and height of the larger one, None when the source has too many pixels."""
    with Image.open(source, formats=[form]) as opened:
        if opened.width * opened.height > PIXELS[form] or max(opened.size) > SIDE:
            return None
        opened.draft("RGB", (SHOWN, SHOWN))
        large = plain(opened)
    large.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS)
    large.save(folder / "bild.webp", "WEBP", quality=QUALITY, method=4)
    small = large.copy()
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    small.save(folder / "klein.webp", "WEBP", quality=QUALITY, method=4)
    return large.size


def main(arguments: list[str]) -> int:
    """Run; whatever a decoder says about a file means that it cannot be read."""
    limit()
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit stands above, and by form
    form, source, folder = arguments
    try:
        size = redraw(form, Path(source), Path(folder))
    except Exception:  # noqa: BLE001 - decoders raise of every kind
        return UNREADABLE
    if size is None:
        return TOO_LARGE
    sys.stdout.write(f"{size[0]} {size[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
