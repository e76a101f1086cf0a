"""Points on a map: checked, rounded, shown only with their idea; the drawing, the list beside it, the city's own map."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from core import geojson
from core.answers import POLICY
from core.config import SettingMissing
from core.db import writing
from core.factory import House
from core.geojson import Box
from core.journal import AUTHOR, HOUSE
from ideas import services as ideas
from ideas.places import queries, services
from ideas.stages import Stage
from radar import plane
from radar import queries as radar
from tests.support.houses import settings as house_settings
from tests.support.making import make_idea, published
from tests.support.pages import fill, token
from tests.support.shapes import collection, kept, square
from tests.support.statements import counted

CITY = Box(8.37, 51.91, 8.68, 52.12)
TILES = "https://karten.example.org/{z}/{x}/{y}.png"
DEMO = Path(__file__).parents[2] / "demo" / "material" / "districts.geojson"


def placed(idea: int, longitude: float = 8.53123456, latitude: float = 52.02171234) -> int:
    """Put an idea on the map."""
    with writing():
        services.put(idea, longitude, latitude, AUTHOR)
    return idea


def test_the_plane_keeps_proportions() -> None:
    """At 52 degrees a degree to the east is cos(52.05) = 0.6150 of one to the north."""
    drawing = plane.draw([("mitte", [[(8.5, 52.0), (8.6, 52.0), (8.6, 52.1), (8.5, 52.1), (8.5, 52.0)]])])

    assert drawing.width == 800
    assert drawing.height == 1301  # 800 / 0.6150
    assert (drawing.shapes[0].x, drawing.shapes[0].y) == pytest.approx((400, 650.5), abs=0.6)


def test_thinning_leaves_the_corners_that_matter() -> None:
    line = [(float(x), 0.0) for x in range(1000)] + [(1000.0, 50.0)]

    assert plane.thinned(line) == [(0.0, 0.0), (999.0, 0.0), (1000.0, 50.0)]
    assert len(plane.thinned([(float(x), float(x % 2) * 90) for x in range(5000)])) == 5000


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        7,
        [],
        [[]],
        [[[8.5, 52.0]] * 3],
        [[["8.5", 52.0]] * 4],
        [[[8.5, 95.0]] * 4],
        [[[8.5, 52.0]] * 4],
        [[None] * 5],
    ],
)
def test_districts_that_cannot_be_drawn_leave_the_list(
    app: House, visitor: FlaskClient, folder: Path, changed_settings: Callable[..., Any], coordinates: object
) -> None:
    broken = collection({**square(), "geometry": {"type": "Polygon", "coordinates": coordinates}})
    with changed_settings(districts_geojson=str(kept(folder, broken))):
        page = visitor.get("/ideen/karte")

    assert page.status_code == 200
    assert '<svg class="districts"' not in page.get_data(as_text=True)
    assert "Nach Stadtbezirk" in page.get_data(as_text=True)


def test_without_any_map_there_is_the_list(app: House, visitor: FlaskClient) -> None:
    district = radar.taxonomy().districts[0]
    published("Eine Bank am Bach.", district_id=district.id)

    page = visitor.get("/ideen/karte").get_data(as_text=True)

    assert (page.count('<svg class="districts"'), page.count("leaflet")) == (0, 0)
    assert f'<span class="districts__name">{district.name}</span><span class="muted num">1 Idee</span>' in page
    assert "Eine Bank am Bach" in page


def test_the_drawing_says_what_the_list_says(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    districts = radar.taxonomy().districts
    for _ in range(2):
        published("Eine Bank.", district_id=districts[3].id)
    make_idea("Noch nicht gelesen.", district_id=districts[3].id)

    with changed_settings(districts_geojson=str(DEMO)):
        page = visitor.get(f"/ideen/karte?bezirk={districts[3].id}").get_data(as_text=True)
        form = visitor.get("/ideen/neu").get_data(as_text=True)

    assert page.count('<a href="/ideen/karte?bezirk=') >= 2 * len(districts)
    assert f'aria-label="{districts[3].name}: 2 Ideen" aria-current="true"' in page
    assert "<text" not in page
    assert "style=" not in page
    assert form.count("data-district=") == len(districts)


def test_the_demo_draws_every_district(app: House) -> None:
    names = {one.properties["name"] for one in geojson.read(DEMO)}

    assert names == {one.name for one in radar.taxonomy().districts}
    assert {one.properties["note"] for one in geojson.read(DEMO)} == {"schematisch"}


def test_only_pages_with_the_citys_map_may_ask_its_server(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    off = visitor.get("/ideen/karte").headers["Content-Security-Policy"]
    with changed_settings(map_tiles=TILES):
        on = visitor.get("/ideen/karte")
        again = visitor.get("/ideen/karte", headers={"If-None-Match": on.headers["ETag"]})
        form = visitor.get("/ideen/neu")
        elsewhere = visitor.get("/ideen")

    opened = POLICY.replace("img-src 'self'", "img-src https://karten.example.org 'self'")
    assert (off, elsewhere.headers["Content-Security-Policy"]) == (POLICY, POLICY)
    assert again.status_code == 304
    assert [one.headers["Content-Security-Policy"] for one in (on, again, form)] == [opened] * 3
    assert "karten.example.org" in on.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        "karten",
        "//karten.example.org",
        "javascript:alert(1)",
        "https://*/",
        "https://a.example.org; script-src *",
        "https://{s}.example.org/",
        "https://a b/",
    ],
)
def test_a_map_address_that_would_open_more_does_not_open_the_house(folder: Path, address: str) -> None:
    with pytest.raises(SettingMissing, match="MAP_TILES"):
        house_settings("sqlite:///x.db", folder, "x" * 40, map_tiles=address)


def test_an_author_sets_a_point_with_the_idea(
    app: House, visitor: FlaskClient, office: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    with changed_settings(map_tiles=TILES):
        fill(visitor, "/ideen/neu", text="Eine Bank am Bach, bitte.", longitude="8.53129", latitude="52.02171")

    found = queries.points([1, 2, 3, 4, 5, *range(6, 500)])
    assert [place[1:] for place in found] == [(8.5313, 52.0217)]
    number = found[0][0]
    page = office.get(f"/buero/ideen/{number}")
    assert "52,0217° Nord, 8,5313° Ost" in page.get_data(as_text=True)

    action = f"/buero/ideen/{number}/punkt-entfernen"
    assert office.post(action, data={"token": token(page, action)}).status_code == 303
    assert queries.points([number]) == []


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [
        ("nan", "52"),
        ("8.5", "inf"),
        ("1e308", "52"),
        ("52.02", "8.53"),
        ("x" * 100_000, "52"),
        ("8.5", ""),
        ("8\x00", "52"),
        ("0", "0"),
    ],
)
def test_a_strange_point_never_costs_the_idea(app: House, visitor: FlaskClient, longitude: str, latitude: str) -> None:
    answer = fill(visitor, "/ideen/neu", text="Eine Bank am Bach, bitte.", longitude=longitude, latitude=latitude)

    assert answer.status_code == 200
    assert "Merk-Code" in answer.get_data(as_text=True)
    assert queries.points(range(500)) == []


def test_points_are_seen_only_with_their_idea(app: House, visitor: FlaskClient) -> None:
    shown, hidden = placed(published("Eine Bank.").id), placed(make_idea("Noch nicht gelesen.").id)

    def numbers(address: str) -> list[int]:
        found = json.loads(visitor.get(address).data)["features"]
        return [one["id"] for one in found if one["geometry"]]

    both = ("/ideen/karte/punkte.geojson", "/ideen.geojson")
    assert [numbers(address) for address in both] == [[shown], [shown]]
    point = json.loads(visitor.get(both[0]).data)["features"][0]
    assert point == {
        "type": "Feature",
        "id": shown,
        "geometry": {"type": "Point", "coordinates": [8.5312, 52.0217]},
        "properties": {"title": "Eine Bank", "address": f"/ideen/{shown}-eine-bank"},
    }
    assert "52,0217° Nord" in visitor.get(f"/ideen/{shown}-eine-bank").get_data(as_text=True)

    with writing():
        ideas.advance(shown, Stage.WITHDRAWN, HOUSE)
    assert [numbers(address) for address in both] == [[], []]
    assert hidden not in numbers(both[0])


def test_the_map_costs_the_same_for_three_and_thirty(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    costs = []
    with changed_settings(districts_geojson=str(DEMO)):
        for number in (3, 27):
            for _ in range(number):
                placed(published("Eine Bank am Bach.", district_id=radar.taxonomy().districts[0].id).id)
            for address in ("/ideen/karte", "/ideen/karte/punkte.geojson"):
                visitor.get(address)
                with counted() as statements:
                    visitor.get(address)
                costs.append(len(statements))

    assert costs[:2] == costs[2:]
