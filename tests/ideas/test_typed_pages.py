"""Fifty cards in a row: stored once each, refused kindly when typed before, and their authors look up what they tore off."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import journal
from core.config import settings
from core.db import db
from core.factory import House
from core.things import Thing
from ideas import codes
from ideas.models import Source
from ideas.stages import Stage
from ideas.typed import numbers
from ideas.typed.models import PrintedCard
from radar import queries as radar
from tests.support.forms import done, submit
from tests.support.pages import fill, token
from tests.support.typing_cards import ideas, occasion, printed


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
