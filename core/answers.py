"""What every answer carries: strict headers, compression, and nothing kept of the office's pages."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request

from core import clock, db, versions
from core.audience import Door
from core.config import ROOT, settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SMALL = 600
LEVEL = 3
"""Of gzip, for pages made for each request: a third of the usual level's time for a tenth more bytes."""


def refuse_foreign_senders() -> None:
    """Refuse forms that another site made the browser send; the signed token is the second lock."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(settings().base_url).netloc}  # a proxy may ask us by another name
    if origin and origin != "null" and _place(origin) not in ours:
        abort(403)


def _place(origin: str) -> str | None:
    """Return host and port of an origin; None when it is broken, as no browser sends it."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def door_of_request() -> Door | None:
    """Return the blueprint this request entered by, if it is one of ours."""
    found = current_app.blueprints.get(request.blueprint or "")
    return found if isinstance(found, Door) else None


def show_map() -> bool:
    """Tell whether a map of pictures is set; then this one page may ask its server for them, and no other."""
    if settings().map_server:
        g.map_server = settings().map_server
    return bool(settings().map_server)


def finish(answer: Response) -> Response:
    """Put the headers on, keep private pages out of every cache, compress text."""
    if "map_server" in g:
        answer.headers.setdefault("Content-Security-Policy", POLICY.replace("img-src", f"img-src {g.map_server}"))
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if settings().secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
    if answer.status_code == HTTPStatus.OK and "tag" in g:
        answer.set_etag(g.tag, weak=True)
    door = door_of_request()
    private = door is not None and door.audience != "public"
    if private:
        answer.headers["Cache-Control"] = "private, no-store" if door and door.for_programs else "no-store"
    elif "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = (
            "no-cache"
            if answer.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} and request.method == "GET"
            else "no-store"
        )
    return compressed(answer)


def unchanged(*subjects: str, marks: Iterable[str] = ()) -> Response | None:
    """Return a 304 when nothing this page shows has changed since the browser saw it; otherwise note the tag for finish().

    The tag is made of the subjects' version numbers, the day, the edition of templates and static files, and of marks:
    short words for what this one reader sees otherwise than the others do.
    """
    numbers = "-".join(str(versions.of(subject)) for subject in (versions.RESTORED, "texts", *subjects))
    tag = "-".join((current_app.extensions["edition"], f"{clock.today():%j}", numbers, *marks))
    g.tag = tag
    if request.if_none_match.contains_weak(tag):
        answer = Response(status=HTTPStatus.NOT_MODIFIED)
        answer.set_etag(tag, weak=True)
        return answer
    return None


def compressed(answer: Response) -> Response:
    """Gzip text that is worth it; every page carries a random token, so its length tells nothing."""
    answer.vary.add("Accept-Encoding")
    if (
        answer.direct_passthrough
        or answer.is_streamed
        or "Content-Encoding" in answer.headers
        or request.method == "HEAD"
    ):
        return answer
    wanted = (answer.mimetype or "").startswith("text/") or answer.mimetype in {
        "application/json",
        "application/problem+json",
        "application/atom+xml",
        "image/svg+xml",
    }
    if (
        wanted
        and answer.status_code != HTTPStatus.NOT_MODIFIED
        and request.accept_encodings["gzip"] > 0
        and (answer.content_length or 0) > SMALL
    ):
        answer.set_data(gzip.compress(answer.get_data(), LEVEL, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def edition() -> str:
    """Return a short hash of all templates and static files: a new release makes old tags worthless."""
    sources = sorted(p for folder in ("templates", "static") for p in (ROOT / folder).rglob("*") if p.is_file())
    return hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:8]


def install(app: Flask) -> None:
    """Hang the finish on every answer, errors included; small writes come when the answer is ready."""
    app.extensions["edition"] = edition()

    app.after_request(finish)

    @app.after_request
    def small_writes(answer: Response) -> Response:
        db.run_after_answer()
        return answer
