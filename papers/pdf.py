"""Makes the accessible PDF (PDF/UA-1) of a council paper, the same bytes from the same values, and keeps it on disk."""

from __future__ import annotations

from pathlib import Path

from core import fonts, kept, pdf
from papers.document import PaperDocument

TEMPLATE = "papers/print.html"
DESIGN = (
    "templates/print.html",
    "templates/papers/print.html",
    "templates/papers/body.html",
    "static/print.css",
    "papers/pdf.py",
)


def cached(document: PaperDocument) -> bytes:
    """Return the PDF from the instance folder, made now if it is not there; raise Missing where none can be made."""
    return keep(document, kept.folder())


def keep(document: PaperDocument, folder: Path) -> bytes:
    """Return the PDF from a folder or make it and put it there; a full or locked disk costs only the keeping."""
    return kept.keep(f"{fingerprint(document)}.pdf", lambda: render(document), folder)


def fingerprint(document: PaperDocument) -> str:
    """Return a SHA-256 of everything the PDF depends on: the values, the design and the versions that draw it."""
    return kept.fingerprint(document, DESIGN)


def render(document: PaperDocument) -> bytes:
    """Return the bytes of the PDF; raise core.pdf.Missing without Pango.

    Characters that Fira Sans lacks are shown as "[?]" (fonts.drawable), so no other font is ever embedded.
    """
    return pdf.printed(html(document))


def html(document: PaperDocument) -> str:
    """Return the page that is printed, with every character drawable."""
    return pdf.drawn(TEMPLATE, document=fonts.all_drawable(document))
