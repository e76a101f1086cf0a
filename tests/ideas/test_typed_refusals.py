"""Cards that are put right, refused, printed: bad input, limits, what the page costs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import codes, services
from ideas.models import Source
from ideas.stages import Stage
from ideas.typed import numbers, sheet
from ideas.typed import services as typed
from ideas.typed.models import PrintedCard
from radar import queries as radar
from tests.support.forms import done, submit
from tests.support.pages import token
from tests.support.parts import need
from tests.support.statements import counted
from tests.support.typing_cards import LIST, ideas, occasion


def test_a_slip_is_put_right_while_nobody_has_read_the_idea(app: House, office: FlaskClient) -> None:
    page = occasion(office)
    submit(office, page, text="Am Bach fehlt eine Bnak.")
    idea = ideas()[0].id
    slip = f"{page}/idee/{idea}"

    done(submit(office, slip, text="Am Bach fehlt eine Bank.", title="Bank"))
    assert (ideas()[0].text, ideas()[0].title) == ("Am Bach fehlt eine Bank.", "Bank")
    late = token(office.get(slip), slip)
    with writing():
        services.advance(idea, Stage.PUBLISHED, HOUSE)

    assert "schon gelesen" in office.get(slip).get_data(as_text=True)
    assert office.post(slip, data={"token": late, "text": "Anders als vorher.", "version": "9"}).status_code == 409
    other = occasion(office, name="Anderes Fest")
    assert office.get(f"{other}/idee/{idea}").status_code == 404


def test_defaults_count_from_now_on_and_the_second_of_two_people_is_told(app: House, office: FlaskClient) -> None:
    page = occasion(office)
    submit(office, page, text="Am Bach fehlt eine Bank.")
    district = radar.taxonomy().districts[0].id
    edit = f"{page}/anlass"
    late = office.get(edit)

    done(submit(office, edit, district=district, source="school"))
    submit(office, page, text="Die Ampel ist zu kurz.")

    assert [(one.district_id, one.source) for one in ideas()] == [(None, Source.CARD), (district, Source.SCHOOL)]
    second = office.post(edit, data={"token": token(late, edit), "version": "1", "source": "card"})
    assert second.status_code == 409


def test_the_same_occasion_twice_is_one(app: House, office: FlaskClient) -> None:
    assert occasion(office) == occasion(office)


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "..."},
        {"text": "\x00\ud800"},
        {"text": "x" * 100_000},
        {"text": "Gut genug.", "title": "x" * 100_000},
        {"text": "Gut genug.", "ref": "9" * 100_000},
        {"text": "Gut genug.", "token": "falsch"},
    ],
)
def test_bad_cards_are_refused_in_words(app: House, office: FlaskClient, given: dict[str, str]) -> None:
    page = occasion(office)
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}

    assert submit(office, page, **sent).status_code == 422
    assert ideas() == []


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"name": "x" * 500},
        {"held_on": "31.02.2026"},
        {"held_on": "0001-01-01"},
        {"source": "web"},
        {"category": "999"},
        {"district": "x"},
        {"areas": "999"},
    ],
)
def test_bad_occasions_are_refused_in_words(app: House, office: FlaskClient, given: dict[str, str]) -> None:
    assert submit(office, LIST, LIST, **{"name": "Fest", "held_on": "2026-09-12", **given}).status_code == 422


def test_who_only_reads_types_nothing(app: House, office: FlaskClient, reader: FlaskClient) -> None:
    page = occasion(office)

    assert reader.get(page).status_code == 200
    assert reader.post(page, data={"text": "Am Bach fehlt eine Bank."}).status_code == 403
    assert reader.post(f"{LIST}/drucken", data={"number": "4"}).status_code == 403


def test_the_page_costs_the_same_for_one_card_and_many(app: House, office: FlaskClient) -> None:
    page = occasion(office)
    submit(office, page, text="Am Bach fehlt eine Bank.")
    with counted() as few:
        office.get(page)
    for number in range(12):
        submit(office, page, text=f"Wunsch Nummer {number} für alle.")
    with counted() as many:
        office.get(page)

    assert len(few) == len(many)


@pytest.mark.parametrize("number", ["0", "101", "x", "", "1" * 400])
def test_only_so_many_cards_at_once(app: House, office: FlaskClient, number: str) -> None:
    assert submit(office, f"{LIST}/drucken", number=number).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(PrintedCard)) == 0


@pytest.mark.slow
def test_printed_cards_lie_four_on_a_sheet_with_number_and_code_as_text(
    app: House, office: FlaskClient, tmp_path: Path
) -> None:
    need("pango")
    page = office.get(f"{LIST}/drucken")
    given = {"token": token(page, f"{LIST}/drucken"), "number": "5"}

    first, again = (office.post(f"{LIST}/drucken", data=given) for _ in range(2))

    assert (first.status_code, first.mimetype) == (200, "application/pdf")
    assert first.data.startswith(b"%PDF-")
    path = tmp_path / "cards.pdf"
    path.write_bytes(first.data)
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    ids = list(db.session.scalars(select(PrintedCard.id).order_by(PrintedCard.id)))
    assert len(ids) == 5
    assert re.findall(r"K\d+-\d", words) == [numbers.written(number) for number in ids]
    strips = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", words)
    stored = {codes.stored(settings().secret_key, code.replace("-", "")) for code in strips}
    assert stored == set(db.session.scalars(select(PrintedCard.code_hash)))
    assert words.count("\f") == 2
    path.write_bytes(again.data)
    same = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    assert same == words


def test_a_sheet_says_only_what_a_card_needs(app: House) -> None:
    made = sheet.sheets([1, 2, 3, 4, 5], typed.card_codes("n", 5))

    assert [len(page) for page in made.pages] == [4, 1]
    assert made.pages[0][0].number == numbers.written(1)
