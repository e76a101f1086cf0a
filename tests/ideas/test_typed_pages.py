"""Fifty cards in a row: stored once each, refused kindly when typed before, and their authors look up what they tore off."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core import journal
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import codes, services
from ideas.models import Idea, Source
from ideas.stages import Stage
from ideas.typed import numbers, sheet
from ideas.typed import services as typed
from ideas.typed.models import PrintedCard
from radar import queries as radar
from tests.support.forms import done, submit
from tests.support.pages import fill, token
from tests.support.parts import need
from tests.support.statements import counted

LIST = "/buero/ideen/karten"


def occasion(office: FlaskClient, **more: object) -> str:
    """Make an occasion and return the address where its cards are typed."""
    given = {"name": "Stadtteilfest", "held_on": "2026-09-12", **more}
    return done(submit(office, LIST, LIST, **given))


def ideas() -> list[Idea]:
    """Return all ideas as they are stored now."""
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def printed(number: int = 1, nonce: str = "batch") -> tuple[list[int], list[str]]:
    """Print blank cards; return their numbers and the codes on their strips."""
    with writing():
        batch = typed.make_cards(number, nonce, HOUSE)
        ids = list(db.session.scalars(select(PrintedCard.id).where(PrintedCard.batch_id == batch.id)))
    return sorted(ids), list(typed.card_codes(nonce, number))


def test_a_card_keeps_what_its_occasion_says_and_the_field_is_empty_again(app: House, office: FlaskClient) -> None:
    area, district = radar.taxonomy().areas[0], radar.taxonomy().districts[0]
    page = occasion(office, areas=area.id, district=district.id)

    answer = submit(office, page, text="Am Bach fehlt eine Bank.\nIm Schatten.", ref="17")

    assert done(answer) == f"{page}?notiz=getippt"
    idea = ideas()[0]
    assert (idea.text, idea.title, idea.stage) == (
        "Am Bach fehlt eine Bank.\nIm Schatten.",
        "Am Bach fehlt eine Bank",
        Stage.RECEIVED,
    )
    assert (idea.source, idea.source_name, idea.source_ref) == (Source.CARD, "Stadtteilfest (12.09.2026)", "17")
    assert idea.district_id == district.id
    verbs = [entry.verb for entry in journal.entries(Thing("idea", idea.id))]
    assert set(verbs) == {"idea.received", "idea.typed", "idea.tagged"}
    shown = office.get(page).get_data(as_text=True)
    assert re.search(r"<textarea[^>]*autofocus[^>]*>\s*</textarea>", shown)
    assert "Am Bach fehlt eine Bank" in shown
    listed = office.get("/buero/ideen/alle?quelle=Stadtteilfest+(12.09.2026)").get_data(as_text=True)
    assert "Am Bach fehlt eine Bank" in listed
    assert "Am Bach fehlt" not in office.get("/buero/ideen/alle?quelle=Anderswo&stand=done").get_data(as_text=True)


def test_the_same_form_twice_is_one_card_and_an_old_page_with_the_next_card_is_another(
    app: House, office: FlaskClient
) -> None:
    page = occasion(office)
    old = token(office.get(page), page)
    first = {"token": old, "text": "Am Bach fehlt eine Bank."}

    assert [office.post(page, data=first).status_code for _ in range(2)] == [303, 303]
    assert len(ideas()) == 1
    office.post(page, data={**first, "text": "Die Ampel ist zu kurz."})

    assert [one.text for one in ideas()] == ["Am Bach fehlt eine Bank.", "Die Ampel ist zu kurz."]


def test_a_card_number_is_taken_once_and_what_was_typed_stays_in_the_field(app: House, office: FlaskClient) -> None:
    page, other = occasion(office), occasion(office, name="Anderes Fest")
    submit(office, page, text="Am Bach fehlt eine Bank.", ref="17")

    again = submit(office, page, text="Die Ampel ist zu kurz.", ref="17")

    assert again.status_code == 422
    assert f"schon abgetippt: Idee Nr. {ideas()[0].id}" in again.get_data(as_text=True)
    assert "Die Ampel ist zu kurz." in again.get_data(as_text=True)
    assert submit(office, other, text="Die Ampel ist zu kurz.", ref="17").status_code == 303
    assert len(ideas()) == 2


def test_the_author_of_a_card_looks_up_with_the_code_from_the_strip(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    ids, strips = printed(2)
    assert "noch nicht abgetippt" in fill(visitor, "/ideen/nachsehen", code=strips[0]).get_data(as_text=True)
    page = occasion(office)

    submit(office, page, text="Am Bach fehlt eine Bank.", ref=numbers.written(ids[0]).lower().replace("-", " "))

    assert "Am Bach fehlt eine Bank." in fill(visitor, "/ideen/nachsehen", code=strips[0]).get_data(as_text=True)
    assert "noch nicht abgetippt" in fill(visitor, "/ideen/nachsehen", code=strips[1]).get_data(as_text=True)
    assert ideas()[0].source_ref == numbers.written(ids[0])
    again = submit(office, occasion(office, name="Anderes Fest"), text="Noch einmal.", ref=numbers.written(ids[0]))
    assert (again.status_code, "schon abgetippt" in again.get_data(as_text=True)) == (422, True)


def test_a_slip_in_a_printed_number_is_noticed(app: House, office: FlaskClient) -> None:
    ids, _ = printed()
    good = numbers.written(ids[0])
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    page = occasion(office)

    for ref in (wrong, numbers.written(999_999)):
        answer = submit(office, page, text="Am Bach fehlt eine Bank.", ref=ref)
        assert (answer.status_code, "gibt es nicht" in answer.get_data(as_text=True)) == (422, True)
    assert ideas() == []


def test_no_code_of_a_card_is_stored_and_a_form_sent_twice_prints_the_same_cards(
    app: House, office: FlaskClient
) -> None:
    ids, strips = printed(3)
    again, same = printed(3)

    assert (ids, strips) == (again, same)
    hashes = set(db.session.scalars(select(PrintedCard.code_hash)))
    assert hashes == {codes.stored(settings().secret_key, code) for code in strips}
    assert printed(3, "other")[1] != strips


@pytest.mark.parametrize("digits", ["1", "12", "1047", "99999", "100000000"])
def test_the_check_digit_finds_every_wrong_digit_and_every_swap(digits: str) -> None:
    whole = numbers.written(int(digits))
    assert numbers.read(whole) == int(digits)
    plain = whole[1:].replace("-", "")
    for place, digit in enumerate(plain):
        for other in set("0123456789") - {digit}:
            assert numbers.read(f"K{plain[:place]}{other}{plain[place + 1 :]}") is None
    for place in range(len(plain) - 1):
        swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert swapped == plain or numbers.read(f"K{swapped}") is None


@pytest.mark.parametrize("ref", ["K", "K1", "k-", "Tisch 4", "K१२", "K" + "9" * 40, "17"])
def test_other_labels_are_no_printed_numbers(ref: str) -> None:
    assert numbers.read(ref) is None


def test_on_the_phone_the_code_is_there_to_be_read_out_and_works(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    page = occasion(office, source="phone", name="Telefon")

    answer = submit(office, page, text="Am Bach fehlt eine Bank.")

    said = re.search(r"zum Vorlesen: <strong[^>]*>([A-Z0-9-]+)<", answer.get_data(as_text=True))
    assert said
    assert "Am Bach fehlt" in fill(visitor, "/ideen/nachsehen", code=said[1]).get_data(as_text=True)
    assert ideas()[0].source is Source.PHONE


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
