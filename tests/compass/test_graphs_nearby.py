"""Nahe im Netz: friends of friends are named, neighbours and who took the Yes back are not; nothing without a snapshot."""

from __future__ import annotations

from itertools import pairwise

from flask.testing import FlaskClient

from compass import services
from compass.figures import nearby
from compass.graphs import building
from compass.models import ActorKind, Purpose, TieKind
from core.db import rollback, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor


def chain(*names: str) -> list[int]:
    ids = [make_actor(name) for name in names]
    with writing():
        for one, other in pairwise(ids):
            services.tie(one, other, TieKind.COOPERATES, HOUSE)
    rollback()
    return ids


def test_the_friends_of_friends_are_near_the_nearest_first(app: House, office: FlaskClient) -> None:
    first, second, third, fourth, fifth = chain("Eins", "Zwei", "Drei", "Vier", "Fünf")
    assert nearby.near(first) == []  # nothing is drawn yet, and nothing is computed in a request
    building.build_now()

    assert nearby.near(first)[:2] == [(third, "Drei"), (fourth, "Vier")]
    assert second not in dict(nearby.near(first))
    assert {fifth, first} & set(dict(nearby.near(third))) == {fifth, first}
    text = office.get(f"/buero/netzwerk/{first}").text
    assert "Nahe im Netz" in text
    assert f'<a href="/buero/netzwerk/{third}">Drei</a>' in text


def test_who_took_the_yes_back_is_not_named_and_gets_no_list(app: House) -> None:
    first, _, third, _ = chain("Eins", "Zwei", "Drei", "Vier")
    building.build_now()
    with writing():
        services.withdraw_consent(third, Purpose.MATCHING, "am Telefon", HOUSE)
    rollback()

    assert third not in dict(nearby.near(first))
    assert nearby.near(third) == []


def test_nobody_is_near_over_a_private_person_who_did_not_agree(app: House) -> None:
    one, other = make_actor("Eins"), make_actor("Zwei")
    between = make_actor("Dazwischen", kind=ActorKind.PERSON, matching=False)
    with writing():
        services.tie(one, between, TieKind.COOPERATES, HOUSE)
        services.tie(between, other, TieKind.COOPERATES, HOUSE)
    building.build_now()

    assert nearby.near(one) == []
