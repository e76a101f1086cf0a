"""The city's own map: pictures are asked of the set server alone, as WMS or as tiles; a point is picked by keyboard."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from core.db import db, rollback, writing
from core.journal import HOUSE
from ideas.places import services
from ideas.places.models import IdeaPoint
from tests.support import chromium, houses, server
from tests.support.making import published

pytestmark = pytest.mark.browser
WMS = {"service": "WMS", "request": "GetMap", "version": "1.1.1", "layers": "stadtplan,bezirke", "format": "image/png"}


def pixel() -> bytes:
    """Return a PNG of one grey pixel (PNG specification, 5.6)."""
    parts = ((b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\xcc")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(one)) + kind + one + struct.pack(">I", zlib.crc32(kind + one)) for kind, one in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


class Pictures:
    """A server of map pictures that remembers what it was asked."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer everything with the same picture."""
        self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        start("200 OK", [("Content-Type", "image/png")])
        return [pixel()]


def on_the_map(site: houses.Furnished) -> int:
    """Publish an idea with a point; return its number."""
    site.empty()
    with site.app.app_context():
        number = published("Eine Bank am Fluss.", title="Bank am Fluss").id
        with writing():
            services.put(number, 8.5312, 52.0217, HOUSE)
        rollback()
    return number


def policy_of(answer: Any) -> dict[str, str]:
    """Return a page's content security policy, by directive."""
    lines = str(answer.header_value("content-security-policy")).split(";")
    pairs = (line.strip().partition(" ") for line in lines)
    return {name: said for name, _, said in pairs}


def test_the_map_asks_the_set_server_for_wms_pictures_and_nobody_else(site: houses.Furnished, browser: Any) -> None:
    number, pictures = on_the_map(site), Pictures()
    with (
        server.serve(pictures) as maps,
        houses.changed(
            site.app, map_tiles=f"{maps}/wms", map_layers=WMS["layers"], map_source="Amt für Geoinformation"
        ),
        chromium.window(browser, site.base_url) as window,
    ):
        page = window.page
        policy = policy_of(page.goto("/ideen/karte"))
        assert policy["img-src"].split().count(maps) == 1
        assert [name for name, said in policy.items() if maps in said] == ["img-src"]
        page.locator("img.leaflet-tile-loaded").first.wait_for()
        page.get_by_text("Amt für Geoinformation").wait_for()
        page.locator("path.leaflet-interactive").click()
        expect(page.get_by_role("button", name="Schließen")).to_be_visible()
        link = page.locator(".leaflet-popup-content a")
        assert (link.inner_text(), str(link.get_attribute("href"))) == (
            "Bank am Fluss",
            f"/ideen/{number}-bank-am-fluss",
        )
        assert chromium.overflow(page) == 0
        assert {urlsplit(url)._replace(path="", query="").geturl() for url in window.foreign_requests} == {maps}
        window.foreign_requests.clear()
        assert not [said for said in policy_of(page.goto("/ideen")).values() if maps in said]
    assert pictures.asked
    for asked in pictures.asked:
        path, query = asked.split("?", 1)
        said = {name.lower(): values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
        assert (path, {name: said[name] for name in WMS}) == ("/wms", WMS)
        assert said["srs"] == "EPSG:3857"
        assert [len(said["bbox"].split(",")), said["width"], said["height"]] == [4, "256", "256"]


def test_a_point_is_picked_by_keyboard_on_tiles_and_goes_with_the_idea(site: houses.Furnished, browser: Any) -> None:
    site.empty()
    pictures = Pictures()
    with (
        server.serve(pictures) as maps,
        houses.changed(site.app, map_tiles=maps + "/{z}/{x}/{y}.png", map_layers="", map_source="Stadt"),
        chromium.window(browser, site.base_url) as window,
    ):
        page = window.page
        page.goto("/ideen/neu")
        page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill("Eine Bank am Fluss.")
        page.get_by_text("Mehr angeben (freiwillig)").click()
        assert pictures.asked == []  # the city's server learns of nobody who has not opened the map
        page.get_by_text("Den Ort auf der Karte zeigen").click()
        page.locator("img.leaflet-tile-loaded").first.wait_for()
        page.locator("[data-pick]").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Punkt gesetzt:").wait_for()
        violations, _ = chromium.axe(page)  # nobody can decide contrast over pictures: what is undecided does not count
        assert violations == []
        page.get_by_role("button", name="Idee abschicken").click()
        page.locator("#merk-code").wait_for()
        assert all(url.startswith(f"{maps}/") for url in window.foreign_requests)
        window.foreign_requests.clear()
    assert all(asked.split("?")[0].endswith(".png") for asked in pictures.asked)
    with site.app.app_context():
        point = db.session.scalars(select(IdeaPoint)).one()
        assert (round(point.longitude, 1), round(point.latitude, 1)) == (8.5, 52.0)
        rollback()
