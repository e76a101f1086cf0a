"""From an idea, a bundle, a vision, an order and a Kickbox one gets to whom to ask; ways through a drawn network."""

from __future__ import annotations

import re

from flask import g
from flask.testing import FlaskClient
from sqlalchemy import select

from circles import services as circles
from compass import networked, queries, reaching, services, suggesting
from compass.graphs import building
from compass.models import Purpose, TieKind
from core.db import db, rollback, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas.models import Bundle
from ideas.services import bundling
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_boxes import make_box
from tests.support.making_challenges import ROOT, a_challenge, a_network
from tests.support.making_orders import make_order
from tests.support.making_visions import make_vision
from tests.support.pages import fill


def led_from(office: FlaskClient, page: str, thing: str) -> tuple[str, str]:
    """Follow the door on an office page, save the form as it stands, and return title and text of the challenge."""
    door = f"{ROOT}/neu?aus={thing}"
    assert f'href="{door}"' in office.get(page).get_data(as_text=True)
    form = office.get(door).get_data(as_text=True)
    title = re.search(r'name="title"[^>]*value="([^"]*)"', form)
    text = re.search(r'name="text"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL)
    assert title
    assert text
    sent = {"title": title[1], "text": text[1], "source": thing}
    places = [fill(office, door, to=f"{ROOT}/neu", **sent).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert f'href="{places[0]}"' in office.get(page).get_data(as_text=True)
    kind, number = thing.split(":")
    made = queries.challenge_from(Thing(kind, int(number)))
    assert made is not None
    assert page in office.get(places[0]).get_data(as_text=True)
    return made.title, made.text


def test_from_a_vision(office: FlaskClient) -> None:
    vision = make_vision(published("Ein Baum sagt Bescheid.").id)
    title, text = led_from(office, f"/buero/div/visionen/{vision}", f"vision:{vision}")
    assert title
    assert text


def test_from_a_kickbox(office: FlaskClient) -> None:
    box = make_box()
    title, text = led_from(office, f"/buero/kickbox/{box}", f"box:{box}")
    assert title
    assert text


def test_from_a_bundle_with_the_words_of_all_its_ideas(office: FlaskClient) -> None:
    ids = [published(said).id for said in ("Hilfe am Handy im Park.", "Jemand erklärt mir das Telefon.")]
    with writing():
        bundling.bundle(ids, "Handy in Ruhe", HOUSE)
    bundle = db.session.scalars(select(Bundle.id)).one()
    door = f"{ROOT}/neu?aus=bundle:{bundle}"
    assert f'href="{door}"' in office.get(f"/buero/ideen/{ids[0]}").get_data(as_text=True)
    form = office.get(door).get_data(as_text=True)
    assert all(said in form for said in ("Handy in Ruhe", "im Park", "erklärt mir das Telefon"))
    place = fill(office, door, to=f"{ROOT}/neu", title="Handy in Ruhe", text="Handy", source=f"bundle:{bundle}")
    shown = office.get(place.headers["Location"]).get_data(as_text=True)
    assert "Aus: Bündel" in shown
    assert f"/buero/ideen/{ids[0]}/buendel" in shown


def test_an_order_brings_its_seats(office: FlaskClient) -> None:
    order = make_order(seats=9)
    with writing():
        made = circles.ask(order, HOUSE)
        assert made.seats == 9
    assert "9 Plätze" in office.get(f"{ROOT}/{made.id}").get_data(as_text=True)


def test_open_places_in_circles_are_the_load(app: House) -> None:
    ids, number = a_network(), a_challenge()
    order = make_order(seats=9)
    with writing():
        circles.take(order, ids["Treff"], HOUSE)
    loads = {one.actor.name: one.load for one in suggesting.of(queries.challenge(number)).everybody}
    assert loads["Treff"] == "1 offener Platz im Zirkel"
    assert loads["Verein"] == ""


def test_ways_are_the_same_with_and_without_a_drawn_network(app: House) -> None:
    ids = a_network()
    asks = make_actor("Stadtbüro")
    with writing():
        services.tie(asks, ids["Amt"], TieKind.COOPERATES, HOUSE)
        services.tie(ids["Amt"], ids["Treff"], TieKind.FUNDS, HOUSE)
        services.tie(ids["Treff"], ids["Verein"], TieKind.WORKS_FOR, HOUSE)
        services.tie(asks, ids["Stumm"], TieKind.COOPERATES, HOUSE)
        services.tie(ids["Stumm"], ids["Laden"], TieKind.COOPERATES, HOUSE)
    some = sorted(ids.values())
    names = {number: name for name, number in ids.items()}

    def asked() -> tuple[object, ...]:
        db.session.rollback()
        paths = reaching.ways(asks, some)
        return paths, reaching.tied(some, names), reaching.houses(some), reaching.hops(some).tolist()

    assert networked.current() is None
    without = asked()
    building.build_now()
    rollback()
    g.pop("versions", None)
    assert networked.current() is not None
    assert asked() == without
    paths = reaching.ways(asks, some)
    assert {names[number]: [name for _, name in way.over] for number, way in paths.items()} == {
        "Amt": [],
        "Treff": ["Amt"],
        "Verein": ["Amt", "Treff"],
    }
    agreed = set(db.session.scalars(queries.agreed(Purpose.MATCHING)))
    assert paths.keys() <= agreed


def test_what_neighbours_add_is_a_reason_of_its_own_and_names_only_who_agreed(app: House) -> None:
    ids = a_network()
    house = make_actor("Haus der Häuser", competences=["Garten am Handy"])
    with writing():
        for name in ("Treff", "Verein", "Stumm"):
            services.tie(house, ids[name], TieKind.COOPERATES, HOUSE)
    number = a_challenge()
    building.build_now()
    rollback()
    g.pop("versions", None)

    found = {one.actor.name: one for one in suggesting.of(queries.challenge(number)).everybody}

    lent = [one for one in found["Haus der Häuser"].reasons if one.proof.startswith("Verbunden mit")]
    assert [one.proof for one in lent] == ["Verbunden mit Treff, Verein"]
    assert all(sum(reason.points for reason in one.reasons) == one.points for one in found.values())
