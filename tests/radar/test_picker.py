"""The picker that every form uses: groups, what it takes, what it refuses, what stays."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from core.db import writing
from core.factory import House
from core.forms import HouseForm
from core.journal import Who
from radar import queries, services
from radar.forms import AreaField, DistrictField, as_id
from radar.lists import KINDS
from radar.services import Draft

OFFICE = Who("office")
JUNK = ["x", "-1", "0", "1.5", "9" * 40, "²", "١", "1; DROP TABLE district", "\x00", "\ud800", "999999999"]


class PickForm(HouseForm):
    """A form of a room above."""

    areas = AreaField()
    district = DistrictField()


def sent(present: dict[str, Any] | None = None, **fields: object) -> PickForm:
    """Return a form as a browser sends it, with its own token."""
    token = str(PickForm()["token"]._value())  # type: ignore[attr-defined]  # the stubs know plain fields only
    return PickForm(MultiDict({"token": token, **fields}), **(present or {}))


def off(kind: str, number: int, name: str) -> None:
    """Switch a row off."""
    with writing():
        services.change(KINDS[kind], number, Draft(name, active=False), OFFICE, 1)


def test_areas_stand_under_their_field(app: House) -> None:
    groups = PickForm().areas.groups()
    assert [(group.key, len(group.options)) for group in groups] == [
        ("kooperation", 2),
        ("wissen", 2),
        ("leben", 2),
        ("technologien", 2),
    ]
    assert groups[2].options[1].label.text == "Lebens- & Aufenthaltsqualität"


def test_what_is_ticked_is_taken_once(app: House) -> None:
    form = sent(areas=["2", "1", "2"], district="3")
    assert form.validate(), form.errors
    assert (form.areas.data, form.district.data) == ([2, 1], 3)


def test_nothing_chosen_is_fine(app: House) -> None:
    form = sent(district="")
    assert form.validate(), form.errors
    assert (form.areas.data, form.district.data) == ([], None)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_refused_in_one_sentence(app: House, junk: str) -> None:
    form = sent(areas=["1", junk], district=junk)
    assert not form.validate()
    assert form.errors == {name: ["Bitte wählen Sie etwas aus der Liste."] for name in ("areas", "district")}


def test_what_is_off_is_not_offered(app: House) -> None:
    off("area", 1, "Strategie & Steuerung")
    off("district", 1, "Brackwede")
    form = sent(areas=["1"], district="1")
    assert not form.validate()
    assert "1" not in [option.data for option in form.district]
    assert [o.label.text for o in form.areas.groups()[0].options] == ["Ko-Kreation Smart City"]


def test_what_a_thing_already_has_stays_choosable(app: House) -> None:
    off("area", 1, "Strategie & Steuerung")
    off("district", 1, "Brackwede")
    form = sent({"areas": [1], "district": 1}, areas=["1", "3"], district="1")
    assert form.validate(), form.errors
    assert (form.areas.data, form.district.data) == ([1, 3], 1)


def test_choices_are_those_of_the_moment(app: House) -> None:
    with writing():
        services.add(KINDS["district"], Draft("Atlantis"), OFFICE)
    assert [option.label.text for option in PickForm().district][:2] == ["Keine Angabe", "Atlantis"]


def test_the_present_value_is_selected(app: House) -> None:
    drawn = str(PickForm(district=3).district())
    assert drawn.count("selected") == 1
    assert 'selected value="3"' in drawn
    assert [o.data for g in PickForm(areas=[4]).areas.groups() for o in g.options if o.checked] == ["4"]


@pytest.mark.parametrize(("said", "number"), [("7", 7), (" 7 ", 7), (7, 7), (None, None), ("", None), (True, None)])
def test_only_numbers_are_ids(said: object, number: int | None) -> None:
    assert as_id(said) == number


def test_the_tree_is_not_touched_by_a_form(app: House) -> None:
    before = queries.taxonomy()
    sent(areas=["1"])
    assert queries.taxonomy() == before
