"""Makes the accessible PDF (PDF/UA-1) of a council paper, the same bytes from the same values, and keeps it on disk."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import tempfile
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from core import fonts, pdf
from core.config import ROOT, settings
from papers.document import PaperDocument

TEMPLATE = "papers/print.html"
DESIGN = ("templates/print.html", "templates/papers/print.html", "templates/papers/body.html", "static/print.css")
CODE = ("papers/pdf.py", "core/pdf.py", "core/fonts.py", "core/finishing.py")
KEPT = 200
"""So many files stay on disk; the oldest go first."""


def cached(document: PaperDocument) -> bytes:
    """Return the PDF from the instance folder, made now if it is not there; raise Missing where none can be made."""
    return keep(document, settings().instance / "pdf")


def keep(document: PaperDocument, folder: Path) -> bytes:
    """Return the PDF from a folder or make it and put it there; a full or locked disk costs only the keeping."""
    path = folder / f"{fingerprint(document)}.pdf"
    with contextlib.suppress(OSError):
        return path.read_bytes()
    content = render(document)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
        _drop_oldest(folder)
    return content


def fingerprint(document: PaperDocument) -> str:
    """Return a SHA-256 of everything the PDF depends on: the values, the design and the versions that draw it."""
    values = json.dumps(dataclasses.asdict(document), default=str, sort_keys=True)
    return hashlib.sha256(f"{design()}\0{values}".encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def design() -> str:
    """Return a SHA-256 of templates, style, our code, WeasyPrint's version and the fonts' names."""
    digest = hashlib.sha256(f"{metadata.version('weasyprint')} {fonts.FILES}".encode())
    for name in (*DESIGN, *CODE):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def render(document: PaperDocument) -> bytes:
    """Return the bytes of the PDF; raise core.pdf.Missing without Pango.

    Characters that Fira Sans lacks are shown as "[?]" (fonts.drawable), so no other font is ever embedded.
    """
    return pdf.printed(html(document))


def html(document: PaperDocument) -> str:
    """Return the page that is printed, with every character drawable."""
    return pdf.drawn(TEMPLATE, document=fonts.all_drawable(document))


def _write_whole(path: Path, content: bytes) -> None:
    """Let a file appear complete or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _drop_oldest(folder: Path) -> None:
    """Remove what is beyond KEPT files; another process may be doing the same."""
    files = []
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):
            files.append((path.stat().st_mtime, path))
    for _, path in sorted(files, reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)
