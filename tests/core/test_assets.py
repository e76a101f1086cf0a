"""Static files: hashed names, kept for ever, compressed, and nothing beside them can be had."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from core.assets import STATIC, Assets
from core.factory import House

HASHED = re.compile(r"/static/[\w./-]+\.[0-9a-f]{10}\.(css|js|svg|woff2)")


def addresses(visitor: FlaskClient) -> list[str]:
    return [match[0] for match in HASHED.finditer(visitor.get("/").get_data(as_text=True))]


def test_a_page_names_only_hashed_files_and_all_are_there(visitor: FlaskClient) -> None:
    page = visitor.get("/").get_data(as_text=True)
    found = addresses(visitor)
    assert len(found) >= 5
    assert page.count("/static/") == len(found)
    for address in found:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_bytes_are_the_same_in_every_coding(visitor: FlaskClient) -> None:
    sheet = next(address for address in addresses(visitor) if "/app." in address and address.endswith(".css"))
    plain = visitor.get(sheet).data
    packed = visitor.get(sheet, headers={"Accept-Encoding": "gzip"})
    smaller = visitor.get(sheet, headers={"Accept-Encoding": "br, gzip"})
    assert (packed.headers["Content-Encoding"], smaller.headers["Content-Encoding"]) == ("gzip", "br")
    assert gzip.decompress(packed.data) == brotli.decompress(smaller.data) == plain
    assert len(smaller.data) < len(packed.data) < len(plain)


def test_fonts_in_the_style_sheet_have_hashed_names_too(visitor: FlaskClient) -> None:
    sheet = next(address for address in addresses(visitor) if "/app." in address and address.endswith(".css"))
    fonts = re.findall(r"url\(([^)]+)\)", visitor.get(sheet).get_data(as_text=True))
    assert fonts
    assert all(HASHED.fullmatch(font) for font in fonts if not font.startswith("data:")), fonts


@pytest.mark.parametrize(
    "path", ["app.css", "../run.py", "..%2frun.py", "vendor", "vendor/", "%00", "app.0000000000.css"]
)
def test_only_what_stands_in_the_list_exists(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(f"/static/{path}").status_code == 404


def test_pages_are_packed_for_those_who_can_read_it(visitor: FlaskClient) -> None:
    packed = visitor.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data).decode() == visitor.get("/").get_data(as_text=True)


def test_a_city_has_its_own_logo(app: House, visitor: FlaskClient, tmp_path: Path) -> None:
    picture = tmp_path / "wappen.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    before = app.extensions["assets"]
    app.extensions["assets"] = Assets(tmp_path / "cache", str(picture))
    try:
        shown = re.search(r'<img src="(/static/logo\.[0-9a-f]{10}\.svg)"', visitor.get("/").get_data(as_text=True))
        assert shown
        assert visitor.get(shown[1]).data == picture.read_bytes()
    finally:
        app.extensions["assets"] = before


def test_everything_can_be_packed_beforehand(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    assets.warm()
    texts = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert len(list(tmp_path.glob("*.br"))) >= len(texts)
