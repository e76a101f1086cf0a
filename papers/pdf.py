"""Makes the accessible PDF (PDF/UA-1) of a council paper, the same bytes from the same values, and keeps it on disk."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.config import ROOT, settings
from papers import fonts
from papers.document import PaperDocument
from papers.finishing import finish

TEMPLATE = "papers/print.html"
DESIGN = ("templates/print.html", "templates/papers/print.html", "templates/papers/body.html", "static/print.css")
CODE = ("papers/pdf.py", "papers/fonts.py", "papers/finishing.py")
STATIC = ROOT / "static"
KEPT = 200
"""So many files stay on disk; the oldest go first."""
FONT_TIME = "946684800"
"""The time written into embedded fonts, in seconds since 1970: any will do, as long as it is always the same."""
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

_one_at_a_time = threading.Lock()


class Missing(Exception):
    """This machine cannot make PDF files; the sentence says to the office what to install."""

    def __init__(self) -> None:
        packages = f"{', '.join(PACKAGES[:-1])} und {PACKAGES[-1]}"
        super().__init__(
            "Dieser Rechner kann noch keine PDF-Dateien herstellen. "
            f"Es fehlen Bausteine des Systems; unter Debian und Ubuntu heißen sie {packages}. "
            "Alles andere können Sie wie gewohnt lesen und bearbeiten."
        )


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
    """Return the bytes of the PDF: tagged, with title and language, fonts embedded; raise Missing without Pango.

    Characters that Fira Sans lacks are shown as "[?]" (fonts.drawable), so no other font is ever embedded. One
    render at a time in a process: a paper of two pages takes about a second and 80 MB, one of 200 pages 20 s and 250 MB.
    """
    page = html(document)
    with _one_at_a_time:
        engine = _engine()
        return bytes(
            engine.HTML(string=page, base_url=f"{STATIC.as_uri()}/", url_fetcher=_fetcher(engine)).write_pdf(
                pdf_variant="pdf/ua-1", finisher=finish, presentational_hints=False
            )
        )


def html(document: PaperDocument) -> str:
    """Return the page that is printed, with every character drawable."""
    return _templates().get_template(TEMPLATE).render(document=fonts.all_drawable(document))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = FileSystemLoader(ROOT / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _engine() -> Any:  # noqa: ANN401  WeasyPrint carries no types
    """Import WeasyPrint (25 MB of memory) when it is first needed."""
    os.environ["SOURCE_DATE_EPOCH"] = FONT_TIME
    try:
        import weasyprint  # noqa: PLC0415  see above
    except (ImportError, OSError) as error:  # OSError: Pango is not on this machine
        raise Missing from error
    return weasyprint


def _fetcher(engine: Any) -> Any:  # noqa: ANN401
    """Return a fetcher for our own static files and data: addresses; everything else is refused before any request."""
    fetch: Callable[..., Any] = engine.urls.URLFetcher(allowed_protocols=("file", "data"), allow_redirects=False).fetch

    class OwnFiles(engine.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
            if not is_ours(url):
                raise ValueError(f"Not one of our own files: {url[:200]}")
            return fetch(url, headers)

    return OwnFiles()


def is_ours(url: str) -> bool:
    """Tell whether printing may read an address: data:, or a file below static/."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        return True
    return parts.scheme == "file" and not parts.netloc and Path(unquote(parts.path)).resolve().is_relative_to(STATIC)


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
