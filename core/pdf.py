"""Prints a page as accessible PDF (PDF/UA-1) with WeasyPrint: our own fonts and files only, the same bytes from the same page."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.config import ROOT
from core.finishing import finish

STATIC = ROOT / "static"
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


def drawn(template: str, **values: object) -> str:
    """Return a template filled in without a request; texts must be drawable (core.fonts) before they come here."""
    return _templates().get_template(template).render(**values)


def printed(page: str) -> bytes:
    """Return the PDF of a page: tagged, with title and language, fonts embedded; raise Missing without Pango.

    One at a time in a process: two pages take about a second and 80 MB, 200 pages 20 s and 250 MB.
    """
    with _one_at_a_time:
        engine = _engine()
        return bytes(
            engine.HTML(string=page, base_url=f"{STATIC.as_uri()}/", url_fetcher=_fetcher(engine)).write_pdf(
                pdf_variant="pdf/ua-1", finisher=finish, presentational_hints=False
            )
        )


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
