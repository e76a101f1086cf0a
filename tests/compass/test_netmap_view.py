"""The page of the picture: its address restores it, the list says what the drawing shows, it costs the same for few and many."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.datastructures import MultiDict

from compass import graph, services
from compass.graph import Eyes
from compass.models import Actor, Sector, Tie, TieKind
from compass.netmap import asking, queries
from compass.netmap.asking import Measure, View
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from tests.support.making_actors import make_actor
from tests.support.statements import counted

DESK, PUBLIC = "/buero/netz", "/netzwerk/netz"
NODE = re.compile(r'<a class="net__node" tabindex="-1" data-node="(\d+)" href="([^"]+)"><title>([^<]+)</title>')
TIE = re.compile(r"<path [^>]*><title>([^<]+)</title></path>")
ROW = re.compile(r'data-row-of="(\d+)">.*?class="strong">([^<]+)</a>(.*?)(?=data-row-of|</details>)', re.DOTALL)
SAID = re.compile(r"<li>([^<]+?)(?: <span class=\"muted\">\(([^<]+)\)</span>)?</li>")


def chain(*names: str, **fields: object) -> list[int]:
    """Make actors that are tied to the next one each."""
    ids = [make_actor(name, **fields) for name in names]  # type: ignore[arg-type]  # fields of an actor
    with writing():
        for one, other in pairwise(ids):
            services.tie(one, other, TieKind.COOPERATES, HOUSE, since_on="2020-03-01")
    return ids


def test_an_address_restores_the_view(app: House) -> None:
    areas = tuple(one.id for one in radar.taxonomy().areas[:2])
    for view in (
        View(),
        View(7, 3, (Sector.SCIENCE, Sector.CIVIL_SOCIETY), areas, date(2019, 2, 28), Measure.BETWEEN),
        View(10**8, 2, (), areas[1:], None, Measure.NOTHING),
        View(None, 1, (Sector.BUSINESS,), (), date(1950, 1, 1), Measure.TIES),
    ):
        assert asking.view(MultiDict(view.pairs), public=True) == view


@pytest.mark.parametrize("root", [DESK, PUBLIC])
def test_the_list_says_what_the_drawing_shows(app: House, office: FlaskClient, root: str) -> None:
    first, second, third, _ = chain("Anfang", "Brücke", "Chor", "Dach")
    text = office.get(f"{root}?um={first}&tiefe=2").text.replace("\xa0", " ")

    nodes = {int(number): unescape(title) for number, _, title in NODE.findall(text)}
    rows = {int(number): (name, rest) for number, name, rest in ROW.findall(text)}
    assert list(rows) == [first, second, third]
    assert {number: title.split(",")[0] for number, title in nodes.items()} == {
        n: name for n, (name, _) in rows.items()
    }
    drawn = {unescape(one) for one in TIE.findall(text)}
    assert drawn == {
        "Anfang arbeitet zusammen mit Brücke, seit 1. März 2020",
        "Brücke arbeitet zusammen mit Chor, seit 1. März 2020",
    }
    said = {f"{name} {words}, {span}" for name, rest in rows.values() for words, span in SAID.findall(rest)}
    assert said == drawn | {
        "Brücke arbeitet zusammen mit Anfang, seit 1. März 2020",
        "Chor arbeitet zusammen mit Brücke, seit 1. März 2020",
    }
    assert "Dach" not in text
    assert "<text" not in text


def test_a_sign_leads_on_and_the_middle_to_its_page(app: House, office: FlaskClient) -> None:
    first, second = chain("Anfang", "Brücke")
    text = office.get(f"{PUBLIC}?um={first}&tiefe=3&bereich=civil_society&groesse=nichts").text
    links = {int(number): unescape(address) for number, address, _ in NODE.findall(text)}
    assert links == {
        first: f"/netzwerk/{first}",
        second: f"{PUBLIC}?um={second}&tiefe=3&bereich=civil_society&groesse=nichts",
    }
    assert office.get(links[second]).status_code == 200


def test_filters_narrow_all_but_the_middle(app: House, office: FlaskClient) -> None:
    area, other_area = (one.id for one in radar.taxonomy().areas[:2])
    middle = make_actor("Mitte", sector=Sector.BUSINESS)
    school = make_actor("Schule", sector=Sector.SCIENCE, areas=(area,))
    club = make_actor("Klub", areas=(other_area,))
    with writing():
        for other in (school, club):
            services.tie(middle, other, TieKind.COOPERATES, HOUSE)

    def shown(query: str) -> set[str]:
        return {name for _, name, _ in ROW.findall(office.get(f"{DESK}?um={middle}{query}").text)}

    assert shown("") == {"Mitte", "Schule", "Klub"}
    assert shown("&bereich=science") == {"Mitte", "Schule"}
    assert shown(f"&thema={area}") == {"Mitte", "Schule"}
    assert shown(f"&thema={area}&thema={other_area}") == {"Mitte", "Schule", "Klub"}
    assert shown(f"&thema={area}&bereich=business") == {"Mitte"}


def test_the_search_offers_who_may_stand_in_the_middle_and_keeps_the_view(app: House, office: FlaskClient) -> None:
    first, _ = chain("Müllers Garten", "Brücke")
    text = office.get(f"{DESK}?q=mueller&tiefe=2&am=2021-01-01").text
    assert f'href="{DESK}?um={first}&amp;tiefe=2&amp;am=2021-01-01"' in text or f'href="{DESK}?um={first}' in text
    assert "am=2021-01-01" in text
    assert "haben wir niemanden gefunden" in office.get(f"{DESK}?q=gibtesnicht").text


def test_pages_of_actors_lead_to_the_picture_around_them(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor("Anfang")
    assert f'href="{DESK}?um={number}&amp;tiefe=1"' in office.get(f"/buero/netzwerk/{number}").text
    assert f'href="{PUBLIC}?um={number}&amp;tiefe=1"' in visitor.get(f"/netzwerk/{number}").text
    assert f'href="{DESK}"' in office.get("/buero/netzwerk").text
    assert f'href="{PUBLIC}"' in visitor.get("/netzwerk").text


def test_more_than_fit_are_named_as_left_out(app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third, fourth = chain("Anfang", "Brücke", "Chor", "Dach")
    with writing():
        for other in (third, fourth):
            services.tie(first, other, TieKind.COOPERATES, HOUSE)
    monkeypatch.setattr(queries, "MOST", 3)
    text = office.get(f"{DESK}?um={first}").text
    assert len(ROW.findall(text)) == 3
    assert "1 weitere haben im Bild keinen Platz" in text
    assert "Zur großen Karte" in office.get(DESK).text
    assert second


@pytest.mark.parametrize("root", [DESK, PUBLIC])
def test_strange_addresses_do_no_harm(app: House, office: FlaskClient, root: str) -> None:
    number, _ = chain("Anfang", "Brücke")
    for query in (
        "um=x&tiefe=99&thema=abc&bereich=nichts&am=2021-13-45&groesse=riesig",
        f"um={number}&tiefe=-1&am=0001-01-01&thema=999999999999",
        "um=99999999999999999999",
        "q=%00%ff" + "a" * 5000,
        f"um={number}&um=7&am=9999-12-31&am=x",
        "um=٣",
    ):
        assert office.get(f"{root}?{query}").status_code == 200


def test_the_picture_costs_the_same_for_few_and_many(app: House, office: FlaskClient) -> None:
    def cost(number: int, day: int) -> int:
        middle = make_actor(f"Mitte {number}")
        for one in range(number):
            other = make_actor(f"Verein {number} {one}")
            with writing():
                services.tie(middle, other, TieKind.COOPERATES, HOUSE)
        office.get(f"{DESK}?um={middle}")
        with counted() as statements:
            assert office.get(f"{DESK}?um={middle}&tiefe=3&am=20{day:02}-01-01").status_code == 200
        return len(statements)

    assert cost(3, 20) == cost(30, 21)


def test_a_view_is_drawn_once_until_the_network_changes(app: House, visitor: FlaskClient) -> None:
    first, second = chain("Anfang", "Brücke")
    page = visitor.get(f"{PUBLIC}?um={first}")
    assert visitor.get(f"{PUBLIC}?um={first}", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    with counted() as statements:
        assert visitor.get(f"{PUBLIC}?um={first}").text == page.text
    assert len(statements) <= 3
    with writing():
        services.tie(second, make_actor("Chor"), TieKind.COOPERATES, HOUSE)
    assert "Chor" in visitor.get(f"{PUBLIC}?um={first}&tiefe=2").text
    assert clock.today()


@pytest.mark.parametrize("eyes", Eyes)
def test_sqlite_does_not_try_every_pair_of_actors(app: House, eyes: Eyes) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # it says how SQLite reads; the pages are tested on both
    everybody = select(Actor.id).where(graph.held(eyes))
    ties = graph.standing(eyes).where(Tie.from_id.in_(everybody), graph.SECOND.in_(everybody))
    said = ties.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {said}"))]
    assert plan
    assert not [step for step in plan if "from_id=? AND to_id=?" in step]
