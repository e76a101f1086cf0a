"""Ties: read in words from both sides, dated, refused where they cannot be; the picker that finds the other one."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from compass import queries, services, tied
from compass.models import Tie, TieKind
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill


def tie_page(office: FlaskClient, number: int, **fields: Any) -> int:
    return fill(office, f"/buero/netzwerk/{number}/verbinden", **fields).status_code


def test_a_tie_reads_in_words_from_both_sides(office: FlaskClient) -> None:
    first, second = make_actor("Verein"), make_actor("Bündnis")

    said = {"kind": "member_of:in", "other": second, "since": "2024-05-01", "until": "2025-04-30", "source": "Satzung"}
    assert tie_page(office, first, **said) == 303

    line, back = tied.of(first, public=False)[0], tied.of(second, public=False)[0]
    assert (line.words, line.other, line.ended) == ("hat als Mitglied", "Bündnis", True)
    assert (back.words, back.other) == ("ist Mitglied von", "Verein")
    page = f"/buero/netzwerk/{first}"
    to = f"{page}/verbindungen/{line.id}"
    assert "1.\u00a0Mai\u00a02024 bis 30.\u00a0April\u00a02025" in office.get(page).get_data(as_text=True)
    assert office.post(f"/buero/netzwerk/{make_actor('Fremd')}/verbindungen/{line.id}").status_code == 400
    assert fill(office, page, action=to, to=to).status_code == 303
    assert tied.of(second, public=False) == []


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "loves:out"},
        {"other": "999999"},
        {"other": ""},
        {"other": "\x00"},
        {"since": "gestern"},
        {"until": "2023-01-01"},
    ],
)
def test_a_tie_that_cannot_be_is_refused(office: FlaskClient, bad: dict[str, str]) -> None:
    first, second = make_actor("Verein"), make_actor("Bündnis")
    good = {"kind": "funds:out", "other": str(second), "since": "2024-05-01"}

    assert tie_page(office, first, **{**good, **bad}) in {404, 422}
    assert tie_page(office, first, **{**good, "other": str(first)}) == 409
    assert db.session.scalars(select(Tie)).all() == []


def test_the_same_tie_again_changes_it(app: House) -> None:
    first, second = make_actor("Verein"), make_actor("Bündnis")
    for until in ("", "2026-01-31"):
        with writing():
            services.tie(first, second, TieKind.FUNDS, HOUSE, since_on="2025-01-01", until_on=until)

    assert [line.until_on for line in tied.of(first, public=False)] == ["2026-01-31"]


def test_the_picker_finds_names_in_any_spelling_and_is_bounded(app: House) -> None:
    for number in range(60):
        make_actor(f"Müller {number:02}", public=False, matching=False)
    make_actor("100 % Wald", public=False, matching=False)

    assert len(queries.choices("mueller")) == 50
    assert [one.name for one in queries.choices("MÜLLER 07")] == ["Müller 07"]
    assert [one.name for one in queries.choices("%")] == ["100 % Wald"]
