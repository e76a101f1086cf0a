"""A file on its way to a browser: as a picture or a download, never as a page, never kept without asking again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from core.errors import NotThere
from ideas.attachments import shelf
from ideas.attachments.models import Attachment

POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
PIECE: Final = 1 << 16


def answer(attachment: Attachment, form: str) -> AnyResponse:
    """Stream one form (bild, klein, pdf) of a file; NotThere when the file has no such form."""
    path = shelf.path(attachment.name, form)
    if (form != "pdf") != attachment.is_photo or not path.is_file():
        raise NotThere
    size = path.stat().st_size
    sent = Response(_pieces(path), mimetype="image/webp" if attachment.is_photo else "application/pdf")
    sent.content_length = size
    if not attachment.is_photo:
        name = f"idee-{attachment.idea_id}-datei-{attachment.id}.pdf"
        sent.headers.set("Content-Disposition", "attachment", filename=name)
    sent.headers["Content-Security-Policy"] = POLICY
    sent.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    sent.headers["Cache-Control"] = "no-cache"
    sent.set_etag(f"{attachment.name}-{form}")
    return sent.make_conditional(request, accept_ranges=True, complete_length=size)


def _pieces(path: Path) -> Iterator[bytes]:
    """Open the file only when somebody reads."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
