"""A file on its way to a browser: as a picture or a download, never as a page, never kept without asking again."""

from __future__ import annotations

from flask import Response, send_file

from core.errors import NotThere
from ideas.attachments import shelf
from ideas.attachments.models import Attachment

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def answer(attachment: Attachment, form: str) -> Response:
    """Stream one form (bild, klein, pdf) of a file; NotThere when the file has no such form."""
    path = shelf.path(attachment.name, form)
    if (form != "pdf") != attachment.is_photo or not path.is_file():
        raise NotThere
    sent = send_file(
        path,
        mimetype="image/webp" if attachment.is_photo else "application/pdf",
        as_attachment=not attachment.is_photo,
        download_name=f"idee-{attachment.idea_id}-datei-{attachment.id}{path.suffix}",
        etag=f"{attachment.name}-{form}",
    )
    sent.headers["Content-Security-Policy"] = POLICY
    sent.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    sent.headers["Cache-Control"] = "no-cache"
    return sent
