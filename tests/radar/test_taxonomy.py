"""The tree of the vocabulary: its order, what is off, what it costs, and that other processes' changes are seen."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest

from core.config import PREFIX, ROOT
from core.db import db, writing
from core.factory import House
from core.journal import Who
from radar import lists, queries, services
from radar.queries import Term
from radar.services import Draft
from tests.support.statements import counted

OFFICE = Who("office")
RENAME = """
from core.db import writing
from core.journal import Who
from radar import lists, services
from run import create_app
with create_app().app_context():
    with writing():
        services.change(lists.KINDS["district"], {number}, services.Draft("Ganz oben"), Who("office"), 1)
"""


def test_districts_stand_as_germans_sort(app: House) -> None:
    with writing():
        services.add(lists.KINDS["district"], Draft("Äckern"), OFFICE)
        services.add(lists.KINDS["district"], Draft("Zum Wald"), OFFICE)
    names = [one.name for one in queries.taxonomy().districts]
    assert (names[0], names[-1], names[5]) == ("Äckern", "Zum Wald", "Jöllenbeck")


def test_one_statement_per_table_and_none_when_nothing_changed(app: House) -> None:
    app.extensions["shelf"].clear()
    with app.app_context(), counted() as first:
        queries.taxonomy()
    with app.app_context(), counted() as second:
        for _ in range(3):
            assert queries.taxonomy().areas_by_key["la2"].field_key == "leben"
    assert [
        sum(f"FROM {table}" in one for one in first) for table in ("action_field", "activity_area", "district")
    ] == [
        1,
        1,
        1,
    ]
    assert len(first) == 6  # five tables and the version numbers
    assert len(second) == 1  # the version numbers
    assert "version" in second[0]


def test_nothing_in_the_tree_hangs_on_a_session(app: House) -> None:
    words = queries.taxonomy()
    db.session.remove()
    assert all(type(term).__module__ == "radar.queries" for kind in lists.KINDS for term in words.terms(kind))
    with pytest.raises(dataclasses.FrozenInstanceError):
        words.fields[0].name = "anders"  # type: ignore[misc]  # that it cannot be set is the test


def test_what_is_off_is_found_but_not_offered(app: House) -> None:
    area = queries.taxonomy().areas_by_key["td2"]
    with writing():
        services.change(lists.KINDS["area"], area.id, Draft(area.name, area.about, active=False), OFFICE, 1)
    words = queries.taxonomy()
    found = words.area(area.id)
    assert found
    assert (found.name, found.active) == (area.name, False)
    assert found not in words.areas
    assert [one.key for one in words.fields[3].areas] == ["td1"]


def test_unknown_numbers_are_nothing(app: House) -> None:
    words = queries.taxonomy()
    found: list[Term | None] = [words.area(0), words.area(None), words.district(999_999_999), words.field(77)]
    assert found == [None, None, None, None]


@pytest.mark.parametrize("said", ["Jöllenbeck", "joellenbeck", "  JÖLLENBECK "])
def test_a_district_is_found_however_it_is_written(app: House, said: str) -> None:
    number = queries.taxonomy().district_named(said)
    found = queries.taxonomy().district(number)
    assert found
    assert found.name == "Jöllenbeck"


def test_a_name_that_is_no_district_is_none(app: House) -> None:
    assert queries.taxonomy().district_named("Atlantis") is None


def test_a_change_by_another_process_is_seen(app: House) -> None:
    number = queries.taxonomy().district_named("Mitte")
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    environment |= {
        PREFIX + name.upper(): str(value) for name, value in dataclasses.asdict(app.extensions["settings"]).items()
    }
    db.session.remove()
    subprocess.run([sys.executable, "-c", RENAME.format(number=number)], env=environment, cwd=ROOT, check=True)
    with app.app_context():
        found = queries.taxonomy().district(number)
    assert found
    assert found.name == "Ganz oben"
