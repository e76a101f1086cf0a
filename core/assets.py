"""Static files under hashed names, immutable, compressed once, like app.3f2a91bc.css."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import brotli
from flask import Blueprint, Response, abort, current_app, request

from core.config import ROOT

STATIC = ROOT / "static"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".woff2": "font/woff2",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
}
URL = re.compile(rb"url\(\s*[\"']?((?!data:)[^\"')#?]+)[\"']?\s*\)")

door = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A static file: its hashed name and where its bytes and their compressed forms lie."""

    name: str
    path: Path
    kind: str


class Assets:
    """All static files of the house, hashed at start; style sheets point at hashed names too."""

    def __init__(self, cache: Path, logo: str = "") -> None:
        self.cache = cache
        self.by_source: dict[str, Asset] = {}
        self.by_name: dict[str, Asset] = {}
        sources = sorted((p for p in STATIC.rglob("*") if p.is_file()), key=lambda p: (p.suffix == ".css", str(p)))
        for path in sources:
            self._add(path, path.relative_to(STATIC).as_posix())
        if logo:
            self._add(Path(logo), f"logo{Path(logo).suffix.lower()}")
            self.by_source["logo"] = self.by_source[f"logo{Path(logo).suffix.lower()}"]

    def _add(self, path: Path, source: str) -> None:
        """Hash one file; rewrite the addresses in a style sheet first."""
        contents = path.read_bytes()
        if path.suffix == ".css":
            rewritten = URL.sub(lambda m: self._hashed(path, m), contents)
            if rewritten != contents:
                contents, path = rewritten, self._keep(rewritten, path.name)
        stem, suffix = source.removesuffix(path.suffix), path.suffix.lower()
        name = f"{stem}.{hashlib.sha256(contents).hexdigest()[:10]}{suffix}"
        kind = TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        asset = Asset(name, path, kind)
        self.by_source[source] = self.by_name[name] = asset

    def _hashed(self, sheet: Path, match: re.Match[bytes]) -> bytes:
        """Replace one address in a style sheet by the hashed name, relative to /static/."""
        target = (sheet.parent / match[1].decode()).resolve()
        found = self.by_source.get(target.relative_to(STATIC).as_posix()) if target.is_relative_to(STATIC) else None
        return b"url(/static/%s)" % found.name.encode() if found else match[0]

    def _keep(self, contents: bytes, name: str) -> Path:
        """Store bytes in the cache folder under their hash, at once or not at all; return where."""
        self.cache.mkdir(parents=True, exist_ok=True)
        kept = self.cache / f"{hashlib.sha256(contents).hexdigest()[:20]}-{name}"
        if not kept.exists():
            with tempfile.NamedTemporaryFile(dir=self.cache, delete=False) as draft:
                draft.write(contents)
            os.replace(draft.name, kept)  # noqa: PTH105 - atomic on every system
        return kept

    def compressed(self, asset: Asset, coding: str) -> bytes:
        """Return a file's bytes in a content coding (br, gzip or identity), compressed once for all."""
        contents = asset.path.read_bytes()
        if coding == "identity":
            return contents
        digest = hashlib.sha256(contents).hexdigest()[:20]
        kept = self.cache / f"{digest}.{coding}"
        if kept.exists():
            return kept.read_bytes()
        packed = brotli.compress(contents, quality=11) if coding == "br" else gzip.compress(contents, 9, mtime=0)
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.cache, delete=False) as draft:
            draft.write(packed)
        os.replace(draft.name, kept)  # noqa: PTH105 - atomic on every system
        return bytes(packed)

    def warm(self) -> None:
        """Compress every text file now, so that no visitor waits for it."""
        for asset in self.by_name.values():
            if not asset.kind.startswith(("font/", "image/png")):
                for coding in ("br", "gzip"):
                    self.compressed(asset, coding)


def address(source: str) -> str:
    """Return the address of a static file: asset("app.css")."""
    assets: Assets = current_app.extensions["assets"]
    return f"/static/{assets.by_source[source].name}"


def coding_for(kind: str) -> str:
    """Choose the best content coding this browser takes for this kind of file."""
    if kind.startswith(("font/", "image/png", "image/jpeg")):
        return "identity"
    accepted = request.accept_encodings
    return next((c for c in ("br", "gzip") if accepted[c] > 0), "identity")


def logo() -> str | None:
    """Return the address of the city's logo, None when our mark stands there."""
    assets: Assets = current_app.extensions["assets"]
    return f"/static/{assets.by_source['logo'].name}" if "logo" in assets.by_source else None


@door.get("/static/<path:name>")
def static(name: str) -> Response:
    """Serve one static file; what is not in the manifest does not exist."""
    assets: Assets = current_app.extensions["assets"]
    asset = assets.by_name.get(PurePosixPath(name).as_posix())
    if asset is None:
        abort(404)
    coding = coding_for(asset.kind)
    answer = Response(assets.compressed(asset, coding), content_type=asset.kind)
    answer.headers["Cache-Control"] = FOREVER
    answer.headers["Vary"] = "Accept-Encoding"
    if coding != "identity":
        answer.headers["Content-Encoding"] = coding
    return answer
