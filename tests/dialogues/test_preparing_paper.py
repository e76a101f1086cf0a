"""Stones on paper: a form for each person at each table and a sheet to count; impulses by topic or bundle at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from core.db import writing
from core.factory import House
from dialogues import queries
from dialogues.preparing import sheets
from ideas import services as idea_services
from radar import queries as radar
from tests.support.making import published
from tests.support.making_visions import OFFICE, make_dialogue
from tests.support.pages import token
from tests.support.parts import need
from tests.support.printed import embedded_fonts, page_count, unpacked
from tools import check_pdf

THESES = tuple(f"These {word} mit einem ganzen Satz, der laut gut zu sagen ist." for word in "ABCDEFGHIJ")


def test_each_table_gets_its_forms_and_a_sheet_to_count(office: FlaskClient) -> None:
    need("pango")
    number = make_dialogue(theses=THESES, groups=("Tisch am Fenster", "Tisch an der Tür"), rounds=2)
    page = f"/buero/div/{number}/papier"
    answer = office.post(page, data={"token": token(office.get(page)), "people": "3"})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert page_count(answer.data) == 2 * (3 + 1)
    assert b"/StructTreeRoot" in unpacked(answer.data)
    assert embedded_fonts(answer.data)


@pytest.mark.slow
def test_both_checkers_of_accessible_files_are_content(app: House, tmp_path: Path) -> None:
    need("pango")
    need("pdf checkers")
    number = make_dialogue(theses=THESES, rounds=2)
    path = tmp_path / "stones.pdf"
    path.write_bytes(sheets.content(queries.dialogue(number, public=False), ["Nord", "Süd"], 1))
    assert check_pdf.findings([path], guesses=False) == ""


@pytest.mark.parametrize("people", ["", "0", "-1", "41", "viele", "9" * 30])
def test_a_number_that_cannot_be_is_said(office: FlaskClient, people: str) -> None:
    page = f"/buero/div/{make_dialogue(theses=('Eins.',))}/papier"
    assert office.post(page, data={"token": token(office.get(page)), "people": people}).status_code == 422


def test_without_theses_there_is_nothing_to_print(office: FlaskClient) -> None:
    full, page = make_dialogue(theses=("Eins.",)), f"/buero/div/{make_dialogue()}/papier"
    assert "noch keine These" in office.get(page).text
    signed = token(office.get(f"/buero/div/{full}/papier"))
    assert office.post(page, data={"token": signed, "people": "1"}).status_code == 409


def test_no_file_grows_without_end(app: House) -> None:
    number = make_dialogue(theses=("Eins.",), groups=tuple(f"Tisch {word}" for word in "abcdefghijkl"))
    shown = sheets.paper(queries.dialogue(number, public=False), [one.name for one in queries.groups_of(number)], 40)
    assert len(shown.tables) * shown.people <= sheets.MOST_PAGES
    assert shown.stones[0].words == "stimme voll zu"


def ticked(text: str) -> list[int]:
    """Return the ideas whose box is ticked."""
    boxes = re.findall(r"<input[^>]*name=\"ideas\"[^>]*>", text)
    return sorted(int(re.findall(r'value="(\d+)"', box)[0]) for box in boxes if "checked" in box)


def test_a_topic_becomes_impulse_at_once(office: FlaskClient) -> None:
    area = radar.taxonomy().areas_by_key["wl2"].id
    inside = [published(f"Handy-Hilfe Nummer {word}.", areas=(area,)).id for word in "abc"]
    outside = published("Mehr Bäume.").id
    number = make_dialogue(inside[0])
    page = f"/buero/div/{number}/impulse"
    shown = office.get(f"{page}?feld={area}")
    assert ticked(shown.text) == inside[1:]
    sent = {"token": token(shown), "ideas": [str(one) for one in inside[1:]]}
    assert office.post(page, data=sent).status_code == 303
    assert sorted(idea.id for idea in queries.dialogue(number, public=False).ideas) == inside
    assert outside not in inside
    for strange in ("feld=x", "feld=999999", "buendel=999999", "feld=" + "9" * 30):
        assert office.get(f"{page}?{strange}").status_code == 200


def test_a_bundle_becomes_impulse_at_once(office: FlaskClient) -> None:
    first, second, alone = (published(f"Handy-Hilfe Nummer {word}.").id for word in "abc")
    with writing():
        bundle = idea_services.bundle([first, second], "Hilfe beim Handy", OFFICE).id
    page = f"/buero/div/{make_dialogue()}/impulse"
    assert "Hilfe beim Handy (2)" in office.get(page).text
    assert ticked(office.get(f"{page}?buendel={bundle}").text) == [first, second]
    assert alone not in ticked(office.get(page).text)
