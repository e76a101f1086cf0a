"""Changing the vocabulary: names, order, on and off, two people at one row, and what the journal says of it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from core import journal
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import Who
from core.things import Thing
from radar import queries, services
from radar.lists import KINDS
from radar.models import ActivityArea, District
from radar.services import Draft

OFFICE = Who("office")
AREA, DISTRICT, FIELD, SPHERE, TRAIT = (KINDS[kind] for kind in ("area", "district", "field", "sphere", "trait"))


def keys(number: int = 0) -> list[str]:
    """Return the keys of the Aktionsfelder of one Handlungsfeld, in order."""
    return [area.key for area in queries.taxonomy().fields[number].areas]


def story(kind: str, number: int) -> list[str]:
    """Return what the journal says about a row, newest first."""
    return [line.sentence for line in journal.lines(journal.entries(Thing(kind, number)), {})]


def test_a_new_name_is_sorted_and_noted(app: House) -> None:
    with writing():
        row = services.change(DISTRICT, 1, Draft("Überall"), OFFICE, 1)
    assert (row.sort_key, row.key, row.version) == ("ueberall", "brackwede", 2)
    assert story("district", 1) == ["hat „Brackwede“ in „Überall“ umbenannt"]


def test_what_was_changed_meanwhile_is_refused(app: House) -> None:
    with writing():
        services.change(TRAIT, 1, Draft("nützlich", "Es nützt."), OFFICE, 1)
    with writing(), pytest.raises(Refused, match="schneller"):
        services.change(TRAIT, 1, Draft("anders", "Es nützt."), OFFICE, 1)
    assert queries.taxonomy().traits[0].name == "nützlich"


def test_of_two_at_once_one_is_told(app: House) -> None:
    start, said = threading.Barrier(2), []

    def rename(name: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    services.change(DISTRICT, 1, Draft(name), OFFICE, 1)
                said.append(name)
            except Refused as refused:
                said.append(refused.sentence)

    people = [threading.Thread(target=rename, args=(name,)) for name in ("Nordstadt", "Südstadt")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    with app.app_context():
        name = db.session.get_one(District, 1).name
    assert name in said
    assert sum("war schneller" in sentence for sentence in said) == 1


@pytest.mark.parametrize("name", ["Senne", "SENNE", " senne"])
def test_a_name_stands_only_once(app: House, name: str) -> None:
    with writing(), pytest.raises(Refused, match="gibt es schon"):
        services.add(DISTRICT, Draft(name), OFFICE)


def test_a_name_may_change_its_case(app: House) -> None:
    with writing():
        assert services.change(DISTRICT, 1, Draft("BRACKWEDE"), OFFICE, 1).name == "BRACKWEDE"


def test_one_district_stays_on(app: House) -> None:
    with writing():
        for row in db.session.scalars(select(District).where(District.id > 1)):
            row.active = False
    with writing(), pytest.raises(Refused, match="letzte Eintrag"):
        services.change(DISTRICT, 1, Draft("Brackwede", active=False), OFFICE, 1)


def test_fields_and_spheres_are_neither_added_nor_switched_off(app: House) -> None:
    with writing():
        assert services.change(FIELD, 1, Draft("Neu", active=False), OFFICE, 1).active
        for words in (FIELD, SPHERE):
            with pytest.raises(Refused, match="kommt nichts dazu"):
                services.add(words, Draft("Fünftes"), OFFICE)


def test_an_area_moves_within_its_field(app: House) -> None:
    second = queries.taxonomy().areas_by_key["kg2"].id
    with writing():
        services.move(AREA, second, OFFICE, up=True)
    assert keys() == ["kg2", "kg1"]
    with writing():
        services.move(AREA, second, OFFICE, up=True)  # it is the first: nothing happens
    assert (keys(), keys(1)) == (["kg2", "kg1"], ["wl1", "wl2"])
    with writing():
        services.move(AREA, second, OFFICE, up=False)
    assert keys() == ["kg1", "kg2"]
    assert story("area", second) == ["hat den Eintrag verschoben"] * 2


def test_rows_at_the_same_place_are_pulled_apart(app: House) -> None:
    with writing():
        for row in db.session.scalars(select(ActivityArea).where(ActivityArea.field_id == 1)):
            row.position = 3
    with writing():
        services.move(AREA, 1, OFFICE, up=False)
    assert keys() == ["kg2", "kg1"]


def test_districts_keep_the_alphabet(app: House) -> None:
    with writing(), pytest.raises(Refused, match="Alphabet"):
        services.move(DISTRICT, 1, OFFICE, up=True)


def test_an_added_area_stands_last_in_its_field(app: House) -> None:
    with writing():
        row = services.add(AREA, Draft("Rechte & Regeln", "Was gilt.", field_id=1), OFFICE)
    assert (row.key, keys()) == ("rechte-regeln", ["kg1", "kg2", "rechte-regeln"])
    assert story("area", row.id) == ["hat „Rechte & Regeln“ hinzugefügt"]


def test_an_area_needs_a_field_that_is_there(app: House) -> None:
    with writing():
        for number in (None, 77):
            with pytest.raises(Refused, match="Handlungsfeld gibt es nicht"):
                services.add(AREA, Draft("Ohne", field_id=number), OFFICE)


def test_the_key_of_a_renamed_row_is_not_given_twice(app: House) -> None:
    with writing():
        services.change(DISTRICT, 1, Draft("Süden"), OFFICE, 1)
        row = services.add(DISTRICT, Draft("Brackwede"), OFFICE)
    assert row.key == "brackwede-2"


def test_a_name_of_signs_gets_a_key_too(app: House) -> None:
    with writing():
        assert services.add(TRAIT, Draft("城市"), OFFICE).key == "eintrag"


def test_what_is_not_there_is_said(app: House) -> None:
    with writing(), pytest.raises(NotThere):
        services.change(DISTRICT, 999, Draft("Nirgends"), OFFICE, 1)
