"""Ties: several noted in one go, read from both sides, changed, ended, taken out; the picker that finds the other one."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from compass import graph, queries, services, tied
from compass.models import ActorKind, Sector, Tie, TieKind
from core import clock
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

TODAY = clock.today().isoformat()


def noted(office: FlaskClient, number: int, *rows: dict[str, Any], **fields: Any) -> TestResponse:
    sent = {f"rows-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}
    return fill(office, f"/buero/netzwerk/{number}/verbinden", **sent, **fields)


def pressed(office: FlaskClient, number: int, tie_id: int, act: str) -> int:
    page = f"/buero/netzwerk/{number}/verbindungen/{tie_id}"
    return fill(office, page, to=f"{page}/{act}", action=f"{page}/{act}").status_code


def how_many() -> int:
    return db.session.scalar(select(func.count(Tie.id))) or 0


def test_several_ties_are_noted_in_one_go_and_read_from_both_sides(office: FlaskClient) -> None:
    first, second, third = make_actor("Verein"), make_actor("Bündnis"), make_actor("Frau Süß", kind=ActorKind.PERSON)

    said = {"kind": "member_of:out", "name": "BÜNDNIS", "since": "2024-05-01", "until": "2025-04-30"}
    person = {"kind": "works_for:in", "name": "frau suess", "role": "Vorsitz"}
    assert noted(office, first, said, {"kind": ""}, person, source="Satzung").status_code == 303

    lines = {line.other: line for line in tied.of(first, public=False)}
    assert (lines["Bündnis"].words, lines["Bündnis"].ended, lines["Bündnis"].years) == (
        "ist Mitglied von",
        True,
        "2024 bis 2025",
    )
    assert (lines["Frau Süß"].words, lines["Frau Süß"].role, lines["Frau Süß"].source) == (
        "beschäftigt",
        "Vorsitz",
        "Satzung",
    )
    assert tied.of(second, public=False)[0].words == "hat als Mitglied"
    page = office.get(f"/buero/netzwerk/{third}").text
    assert "arbeitet für, Vorsitz" in page
    assert "Früher (1)" in office.get(f"/buero/netzwerk/{second}").text


def test_a_name_that_several_have_is_asked_for(office: FlaskClient) -> None:
    number, wanted, _ = make_actor("Verein"), make_actor("Müller Nord"), make_actor("Müller Süd")

    asked = noted(office, number, {"kind": "cooperates:out", "name": "mueller"})
    assert asked.status_code == 422
    assert "Wen meinen Sie?" in asked.text
    assert "Müller Nord (Organisation" in asked.text
    assert noted(office, number, {"kind": "cooperates:out", "name": "mueller", "pick": wanted}).status_code == 303
    assert [line.other for line in tied.of(number, public=False)] == ["Müller Nord"]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "loves:out"},
        {"kind": ""},
        {"kind": "works_for:out"},
        {"name": "Gibt es nicht"},
        {"name": "\x00"},
        {"name": "", "role": "Vorsitz"},
        {"name": "Verein"},
        {"name": "x" * 100_000},
        {"name": "Bünd", "pick": "999999"},
        {"since": "gestern"},
        {"until": "2023-01-01"},
        {"is_main": "y"},
        {"role": "x" * 81},
    ],
)
def test_a_tie_that_cannot_be_is_told_and_none_of_the_rows_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    number = make_actor("Verein")
    for name in ("Bündnis", "Bündel"):
        make_actor(name)
    good = {"kind": "funds:out", "name": "Bündnis", "since": "2024-05-01"}

    assert noted(office, number, good, {**good, **bad}).status_code == 422
    assert how_many() == 0
    assert noted(office, number, good, token="x").status_code == 422


def test_what_fits_both_ends_is_offered_and_nothing_else(office: FlaskClient) -> None:
    person, place = make_actor("Erika", kind=ActorKind.PERSON), make_actor("Amt", kind=ActorKind.UNIT)

    assert 'value="works_for:out"' in office.get(f"/buero/netzwerk/{person}/verbinden").text
    offered = office.get(f"/buero/netzwerk/{place}/verbinden").text
    assert 'value="works_for:in"' in offered
    assert 'value="works_for:out"' not in offered
    refused = noted(office, person, {"kind": "member_of:out", "name": "Amt"})
    assert "„ist Mitglied von“ geht nicht zwischen Person und Amt." in refused.text


def test_a_tie_is_changed_ended_and_taken_out(office: FlaskClient) -> None:
    first, second = make_actor("Verein"), make_actor("Bündnis")
    with writing():
        number = services.tie(first, second, TieKind.FUNDS, HOUSE).id
    page = f"/buero/netzwerk/{second}/verbindungen/{number}"

    form = {"role": "Stiftung", "since": "2020-01-01", "until": "", "source": "Bericht"}
    assert fill(office, page, action=page, version=version(office.get(page)), **form).status_code == 303
    assert [(line.role, line.since_on) for line in tied.of(first, public=False)] == [("Stiftung", "2020-01-01")]
    assert fill(office, page, action=page, version="1", **form).status_code == 409
    assert fill(office, page, action=page, version="2", **{**form, "until": "2019-01-01"}).status_code == 422

    assert pressed(office, second, number, "beenden") == 303
    line = tied.of(second, public=False)[0]
    assert (line.until_on, line.ended) == (TODAY, True)
    again = fill(office, page, to=f"{page}/beenden", action=f"{page}/entfernen")
    assert again.status_code == 303, "who presses twice has ended it once"
    assert pressed(office, second, number, "entfernen") == 303
    assert how_many() == 0
    assert office.get(page).status_code == 404


def test_a_tie_of_others_is_not_there(office: FlaskClient) -> None:
    first, second, third = make_actor("A"), make_actor("B"), make_actor("C")
    with writing():
        number = services.tie(first, second, TieKind.FUNDS, HOUSE).id
    page = f"/buero/netzwerk/{third}/verbindungen/{number}"
    assert office.get(page).status_code == 404
    assert office.post(f"{page}/entfernen").status_code == 400
    assert fill(office, f"/buero/netzwerk/{first}/verbindungen/{number}", to=f"{page}/entfernen").status_code == 404
    assert how_many() == 1


def test_a_change_that_makes_a_twin_is_refused(app: House) -> None:
    first, second = make_actor("A"), make_actor("B")
    with writing():
        services.tie(first, second, TieKind.FUNDS, HOUSE, since_on="2020-01-01")
        other = services.tie(first, second, TieKind.FUNDS, HOUSE, since_on="2024-01-01").id
    with pytest.raises(Refused, match="gibt es schon"), writing():
        services.change_tie(other, services.TieDraft(since_on="2020-01-01"), HOUSE)


def test_the_same_tie_again_changes_it(app: House) -> None:
    first, second = make_actor("Verein"), make_actor("Bündnis")
    for until in ("", "2026-01-31"):
        with writing():
            services.tie(first, second, TieKind.FUNDS, HOUSE, since_on="2025-01-01", until_on=until)

    assert [line.until_on for line in tied.of(first, public=False)] == ["2026-01-31"]


def test_a_tie_is_over_on_its_last_day(app: House) -> None:
    first, second = make_actor("A"), make_actor("B")
    with writing():
        services.tie(first, second, TieKind.FUNDS, HOUSE, until_on=TODAY)
    assert graph.ties().number_of_edges() == 0
    assert tied.of(first, public=False)[0].ended


def test_standing_ties_come_before_two_hundred_former_ones(app: House) -> None:
    center, other = make_actor("Mitte"), make_actor("Rand", sector=Sector.SCIENCE)
    with writing():
        for year in range(1500, 1500 + tied.MOST_TIES):
            db.session.add(
                Tie(from_id=center, to_id=other, kind="funds", since_on=f"{year}-01-01", until_on="2000-01-01")
            )
        db.session.flush()
        services.tie(center, other, TieKind.COOPERATES, HOUSE)
    assert tied.of(center, public=False)[0].words == "arbeitet zusammen mit"


def test_the_page_costs_the_same_for_few_and_many_ties(office: FlaskClient) -> None:
    def cost(number: int) -> int:
        center = make_actor("Mitte")
        for one in range(number):
            other = make_actor(f"Rand {one}", public=False, matching=False)
            with writing():
                services.tie(center, other, TieKind.COOPERATES, HOUSE, until_on="2020-01-01" if one % 2 else "")
        page = f"/buero/netzwerk/{center}"
        office.get(page)
        with counted() as statements:
            assert office.get(page).status_code == 200
        return len(statements)

    assert cost(3) == cost(30)


def test_the_picker_finds_names_in_any_spelling_and_is_bounded(app: House) -> None:
    for number in range(60):
        make_actor(f"Müller {number:02}", public=False, matching=False)
    make_actor("100 % Wald", public=False, matching=False)

    assert len(queries.choices("mueller")) == 50
    assert [one.name for one in queries.choices("MÜLLER 07")] == ["Müller 07"]
    assert [one.name for one in queries.choices("%")] == ["100 % Wald"]
