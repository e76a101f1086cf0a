"""A list or segment of the network on the drawing of the Stadtbezirke: the same numbers as a list, with and without a drawing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update

from compass.districts import page
from compass.models import Actor, Sector
from compass.segments import services as segments
from core import clock
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from radar import queries as radar
from tests.support.making_actors import make_actor
from tests.support.statements import counted

MAP = "/buero/netzwerk/karte"
DEMO = Path(__file__).parents[2] / "demo" / "material" / "districts.geojson"


def laid_out() -> tuple[int, int]:
    """Make four actors: two in the first district, one of them in the second too, one nowhere, one restricted."""
    first, second = (one.id for one in radar.taxonomy().districts[:2])
    make_actor("Hochschule", sector=Sector.SCIENCE, districts=(first, second), public=False)
    make_actor("Verein", districts=(first,))
    make_actor("Nirgends e. V.")
    number = make_actor("Eingeschränkt", districts=(first,))
    with writing():
        db.session.execute(update(Actor).where(Actor.id == number).values(restricted_at=clock.now()))
    return first, second


def rows(office: FlaskClient, query: str = "") -> dict[str, tuple[str, str]]:
    """Return the list beside the drawing: said and address by district."""
    found = re.findall(
        r'<li><a href="([^"]+)" data-row.*?districts__name">(.*?)</span><span class="muted num">(.*?)</span>',
        office.get(f"{MAP}{query}").text,
    )
    return {unescape(name): (said, unescape(address)) for address, name, said in found}


def test_the_list_beside_the_drawing_counts_who_is_active_where(app: House, office: FlaskClient) -> None:
    first, second = laid_out()
    names = {one.id: one.name for one in radar.taxonomy().districts}

    shown = rows(office)

    assert len(shown) == len(names)
    assert shown[names[first]] == ("2 Einträge", f"/buero/netzwerk?bezirk={first}")
    assert shown[names[second]][0] == "1 Eintrag"
    assert {said for name, (said, _) in shown.items() if name not in (names[first], names[second])} == {"0 Einträge"}
    text = office.get(MAP).text
    assert "Bei einem Eintrag steht kein Stadtbezirk" in text
    assert '<span class="num">3</span>' in text
    assert "Hochschule" in office.get(shown[names[second]][1]).text


def test_a_map_is_of_the_list_it_came_from_and_leads_back_into_it(app: House, office: FlaskClient) -> None:
    first, second = laid_out()
    name = next(one.name for one in radar.taxonomy().districts if one.id == first)

    said, address = rows(office, f"?bereich=science&bezirk={second}&alle=bezirk")[name]

    assert (said, address) == ("1 Eintrag", f"/buero/netzwerk?bereich=science&bezirk={first}")
    assert f"{MAP}?bereich=science" in office.get("/buero/netzwerk?bereich=science").text
    assert "Hier ist noch niemand" in office.get(f"{MAP}?bereich=business").text


def test_the_drawing_says_the_same_to_the_keyboard_and_to_screen_readers(
    app: House, office: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    first, _ = laid_out()
    name = next(one.name for one in radar.taxonomy().districts if one.id == first)
    assert '<svg class="districts"' not in office.get(MAP).text
    with changed_settings(districts_geojson=str(DEMO)):
        text = office.get(MAP).text
    assert text.count('<svg class="districts"') == 1
    assert f'aria-label="{name}: 2 Einträge"' in text
    assert f" {name}: 2 Einträge" in text.partition("<desc")[2].partition("</desc>")[0]
    assert 'class="district district--3"' in text
    assert "Nirgends" not in text


def test_a_segment_leads_to_its_map(app: House, office: FlaskClient) -> None:
    with writing():
        owner = db.session.scalars(select(Account.id).order_by(Account.id)).first() or 0
        segments.keep(owner, "Wissen", [("bereich", "science"), ("thema", "1")], for_all=True, nonce="n")
    assert f'href="{MAP}?bereich=science&amp;thema=1"' in office.get("/buero/netzwerk/segmente").text


def test_shades_follow_the_most(app: House) -> None:
    assert page.steps([]) == [1, 1, 1]
    assert page.steps([1]) == [1, 1, 1]
    assert page.steps([0, 30, 90]) == [1, 31, 61]


def test_strange_addresses_and_visitors_do_no_harm(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    assert office.get(f"{MAP}?bezirk=%00&bezirk=9999999999&wahl=1&thema=x&alle=bezirk").status_code == 200
    assert visitor.get(MAP).status_code in {302, 303}


def test_the_map_costs_the_same_for_few_and_many(app: House, office: FlaskClient) -> None:
    def cost(number: int) -> int:
        for one in range(number):
            make_actor(f"Verein {one}", districts=(1 + one % 3,), public=False, matching=False)
        office.get(MAP)
        with counted() as statements:
            assert office.get(MAP).status_code == 200
        return len(statements)

    assert cost(3) == cost(27)
