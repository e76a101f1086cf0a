"""The large map: only who these eyes may see now, on places of the snapshot; beyond its size groups; nothing is built."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from compass import services
from compass.graphs import building
from compass.models import ActorKind, Purpose, Sector, TieKind
from compass.netmap import great
from core.db import rollback, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor

DESK, PUBLIC = "/buero/netz/gross", "/netzwerk/netz/gross"


def tied(one: int, other: int) -> None:
    with writing():
        services.tie(one, other, TieKind.COOPERATES, HOUSE)


def built() -> None:
    """Let the worker's part be done now."""
    building.build_now()
    rollback()


def names(client: FlaskClient, root: str, query: str = "") -> set[str]:
    """Return the names of the points that a map gives its script."""
    answer = client.get(f"{root}/punkte{query}")
    return {point[1] for point in json.loads(answer.data)["points"]}


def test_without_a_snapshot_the_page_says_so_and_builds_nothing(app: House, office: FlaskClient) -> None:
    tied(make_actor("Anfang"), make_actor("Brücke"))
    assert "wird gerade gezeichnet" in office.get(DESK).text
    assert json.loads(office.get(f"{DESK}/punkte").data)["points"] == []
    assert "wird gerade gezeichnet" in office.get(DESK).text


def test_in_public_only_who_shows_their_ties_and_whoever_leaves_is_gone_at_once(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    middle, other = make_actor("Anfang", sector=Sector.SCIENCE), make_actor("Brücke")
    hidden, person = make_actor("Geheimbund", public=False), make_actor("Frau Ja", kind=ActorKind.PERSON)
    silent = make_actor("Herr Nein", kind=ActorKind.PERSON, matching=False)
    for one in (other, hidden, person, silent):
        tied(middle, one)
    built()
    assert names(visitor, PUBLIC) == {"Anfang (Wi)", "Brücke (Z)", "Frau Ja (Z)", "Herr Nein (Z)"}
    assert names(office, DESK) == {"Anfang (Wi)", "Brücke (Z)", "Frau Ja (Z)", "Geheimbund (Z)"}
    assert names(visitor, PUBLIC, "?bereich=civil_society") == set()
    assert "Geheimbund" not in visitor.get(PUBLIC).text
    with writing():
        services.withdraw_consent(person, Purpose.SHOW_TIES, "schriftlich", HOUSE)
    assert "Frau Ja (Z)" not in names(visitor, PUBLIC)
    text = visitor.get(PUBLIC).text
    assert "Frau Ja" not in text
    assert "Brücke" in text


def test_the_list_holds_everybody_on_the_map_with_the_way_to_the_picture_around_them(
    app: House, office: FlaskClient
) -> None:
    first, second = make_actor("Anfang"), make_actor("Brücke & <Sohn>")
    tied(first, second)
    built()
    text = office.get(DESK).text
    assert f'href="/buero/netz?um={first}&amp;tiefe=1"' in text
    assert "Brücke &amp; &lt;Sohn&gt;" in text
    points = json.loads(office.get(f"{DESK}/punkte").data)
    assert points["ties"] == [[0, 1, 1]]
    assert {point[0] for point in points["points"]} == {first, second}


def test_too_many_become_groups_and_one_opens_by_its_address(
    app: House, office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [make_actor(f"Verein {one}") for one in range(8)]
    for start in (0, 4):
        for one in range(start, start + 4):
            for other in range(one + 1, start + 4):
                tied(ids[one], ids[other])
    tied(ids[0], ids[4])
    built()
    monkeypatch.setattr(great, "MOST", 5)
    points = json.loads(office.get(f"{DESK}/punkte").data)
    assert points["groups"]
    assert [point[5] for point in points["points"]] == [4, 4]
    assert points["ties"] == [[0, 1, 1]]
    assert "Jeder Punkt ist eine Gruppe" in office.get(DESK).text
    number = points["points"][0][0]
    inside = json.loads(office.get(f"{DESK}/punkte?gruppe={number}").data)
    assert not inside["groups"]
    assert len(inside["points"]) == 4
    assert office.get(f"{DESK}?gruppe={number}").status_code == 200
    assert office.get(f"{DESK}?gruppe=x&bereich=unsinn").status_code == 200
    assert json.loads(office.get(f"{DESK}/punkte?gruppe=9999").data)["points"] == []
