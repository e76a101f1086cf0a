"""Pictures and PDFs made in the test: honest, with a place in them, hostile."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from ideas.attachments.forms import FileForm, key_for
from tests.support.pages import TOKEN

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGE = "/ideen/anhang"


def photo(size: tuple[int, int] = (120, 80), form: str = "JPEG", **more: Any) -> bytes:
    """Return a picture, red on the left, blue on the right."""
    drawn, kept = Image.new("RGB", size, (20, 40, 200)), io.BytesIO()
    drawn.paste((220, 30, 20), (0, 0, size[0] // 2, size[1]))
    drawn.save(kept, form, **more)
    return kept.getvalue()


def from_a_telephone() -> bytes:
    """Return a JPEG as a telephone makes it: on its side, with the place, the device and the moment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif[0x010F], exif[0x0110], exif[0x0132] = "Fabrikat", "Telefon der Erika", "2026:05:01 12:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 1.0, 18.5), 3: "E", 4: (8.0, 31.0, 57.0)})
    return photo(exif=exif)


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it has billions of pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def send(client: FlaskClient, idea_id: int, content: bytes, name: str = "foto.jpg", **more: str) -> TestResponse:
    """Send a file the way the author's page does; `token` sends the form of an earlier page again."""
    given = {"key": key_for(idea_id), "token": more.pop("token", "") or fresh_token(), "alt": "", **more}
    parts = [f'--x-y-z\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{given[key]}\r\n' for key in given]
    head = "".join(parts) + f'--x-y-z\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode("utf-8", "replace") + content + b"\r\n--x-y-z--\r\n"
    return client.post(PAGE, data=body, content_type="multipart/form-data; boundary=x-y-z")


def fresh_token() -> str:
    """Return the token of a form for files, as a page shows it; needs an application context."""
    found = TOKEN.search(str(FileForm()["token"](id=False)))
    assert found
    return found[1]
