"""Das Netz in Zahlen: each number is that of the list it leads to, gaps are named, nobody who is restricted is counted."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import update

from compass import services
from compass.figures import page
from compass.graphs import building, figures
from compass.models import Actor, ActorKind, Sector, TieKind
from core import clock
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from tests.support.making_actors import make_actor
from tests.support.statements import counted

PAGE = "/buero/netz/zahlen"
A, S, B, C = Sector.ADMINISTRATION, Sector.SCIENCE, Sector.BUSINESS, Sector.CIVIL_SOCIETY


def tie(one: int, other: int, until_on: str = "") -> None:
    with writing():
        services.tie(one, other, TieKind.COOPERATES, HOUSE, until_on=until_on)


def laid_out() -> dict[str, int]:
    """A broker with three who do not know each other, somebody behind one of them, one alone, a council group, one restricted."""
    area = radar.taxonomy().areas[0].id
    ids = {
        "hub": make_actor("Mitte", sector=C, areas=(area,)),
        "one": make_actor("Eins", sector=S, areas=(area,)),
        "two": make_actor("Zwei", sector=B),
        "three": make_actor("Drei", sector=A),
        "far": make_actor("Fern", sector=C),
        "alone": make_actor("Allein", sector=C),
        "council": make_actor("Fraktion", sector=A, in_politics=True, areas=(area,)),
        "gone": make_actor("Eingeschränkt", sector=A, kind=ActorKind.PERSON),
    }
    for one, other in (
        ("hub", "one"),
        ("hub", "two"),
        ("hub", "three"),
        ("three", "far"),
        ("council", "one"),
        ("alone", "gone"),
    ):
        tie(ids[one], ids[other])
    tie(ids["alone"], ids["hub"], until_on="2020-01-01")
    with writing():
        db.session.execute(update(Actor).where(Actor.id == ids["gone"]).values(restricted_at=clock.now()))
    rollback()
    return ids


def built() -> figures.Figures:
    building.build_now()
    found = figures.newest()
    assert found is not None
    return found


def test_the_figures_of_a_small_network(app: House) -> None:
    ids = laid_out()
    found = built()
    assert (found.actors, found.ties, found.alone, found.marked, found.groups, found.largest) == (7, 5, 1, 1, 1, 6)
    assert [(one.id, one.neighbours, one.sectors) for one in found.brokers] == [(ids["hub"], 3, 3)]
    assert {(one.id, one.lost) for one in found.cut_points} == {(ids["hub"], 3), (ids["three"], 1), (ids["one"], 1)}
    assert found.by_sector == [1, 1, 1, 3]
    assert found.having == [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [2, 1, 1, 0]]
    assert found.heat[radar.taxonomy().areas[0].id] == [0, 1, 0, 1]
    assert (sum(found.growth[-1]), found.ties_then[-1]) == (7, 5)
    assert sum(found.growth[-2]) == 0


def test_every_number_is_that_of_the_list_it_leads_to(app: House, office: FlaskClient) -> None:
    laid_out()
    built()
    text = office.get(PAGE).text
    linked = re.findall(r'<a href="(/buero/netzwerk\?[^"]+|/buero/netzwerk)"(?: aria-label="[^"]*")?>(\d+)</a>', text)
    assert len(linked) > 8
    for address, number in linked:
        listed = office.get(unescape(address))
        shown = re.findall(r"data-row(?!s)", listed.text)
        assert len(shown) == int(number), address


def test_gaps_are_named_in_words_and_empty_cells_lead_nowhere(app: House, office: FlaskClient) -> None:
    laid_out()
    built()
    text = unescape(office.get(PAGE).text)
    first, second = (area.name for area in radar.taxonomy().areas[:2])
    assert f"Für {first} fehlen Verwaltung und Wirtschaft." in text
    assert f"Für {second} ist noch niemand im Netzwerk." in text
    assert "Noch keine Verbindung gibt es zwischen" in text
    assert "Eingeschränkt" not in text
    assert "Ohne diesen Eintrag verlieren 3 andere den Weg zum übrigen Netz." in text
    assert "Verbindet 3 andere aus drei Bereichen" in text


def test_names_are_those_of_today_and_who_is_restricted_since_is_not_named(app: House, office: FlaskClient) -> None:
    ids = laid_out()
    built()
    with writing():
        db.session.execute(update(Actor).where(Actor.id == ids["hub"]).values(restricted_at=clock.now()))
    assert f'href="/buero/netzwerk/{ids["hub"]}"' not in office.get(PAGE).text


def test_the_page_costs_the_same_for_few_and_many(app: House, office: FlaskClient) -> None:
    def cost(number: int) -> int:
        for one in range(number):
            tie(make_actor(f"A {one}"), make_actor(f"B {one}"))
        built()
        office.get(PAGE)
        with counted() as statements:
            assert office.get(PAGE).status_code == 200
        return len(statements)

    assert cost(3) == cost(12)


def test_an_empty_network_and_strangers(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    built()
    text = office.get(PAGE).text
    assert "Noch ist niemand mit jemandem verbunden." in text
    assert "Noch verbindet niemand drei andere, die sich sonst kaum kennen." in text
    assert visitor.get(PAGE).status_code in {302, 303}
    assert office.get("/buero/netzwerk?netz=%00&netz=x&zaehlt=y&netz=allein").status_code == 200
    assert f'href="{PAGE}"' in office.get("/buero/netzwerk").text


def test_sentences_agree_with_their_numbers() -> None:
    assert page._gap("X", ["Wirtschaft"]) == "Für X fehlt Wirtschaft."
    assert page._listed(["a", "b", "c"]) == "a, b sowie c"
    assert page._lost(1) == "Ohne diesen Eintrag verliert ein anderer Eintrag den Weg zum übrigen Netz."
    assert page._hanging(1).startswith("An einer Stelle hängt")
    assert [page._shade(one, 30) for one in (0, 1, 15, 30)] == [0, 1, 2, 3]
