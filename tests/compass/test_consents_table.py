"""One table of consents: several purposes at once with day and evidence, a wording that changed, who agreed to an older one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from compass import pages, queries, services, wordings
from compass.models import Consent, Purpose
from core import clock, texts
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.statements import counted

LIST = "/buero/netzwerk/einwilligungen"


def say(office: FlaskClient, number: int, **sent: object) -> TestResponse:
    page = f"/buero/netzwerk/{number}"
    return fill(office, page, action=f"{page}/einwilligung", to=f"{page}/einwilligung", channel="am Telefon", **sent)


def standing(number: int) -> set[Purpose]:
    db.session.rollback()
    return set(queries.standing(queries.one(number, public=False)))


def another_wording(purpose: Purpose, words: str = "Ja, ganz neu.") -> None:
    with writing():
        texts.edit(f"compass.consent.{purpose.value}", words, HOUSE)


def test_several_are_noted_at_once_with_day_and_evidence(office: FlaskClient) -> None:
    number = make_actor(public=False, matching=False)
    said = ["invitations", "matching"]

    answer = say(office, number, purpose=said, day="2026-01-05", evidence="Ordner 3, Blatt 12", give="1")

    assert answer.status_code == 303
    assert standing(number) == {Purpose.INVITATIONS, Purpose.MATCHING}
    for one in db.session.scalars(select(Consent)):
        assert (clock.local(one.given_at).date(), one.evidence) == (date(2026, 1, 5), "Ordner 3, Blatt 12")
        assert one.wording_mark == wordings.mark(wordings.now(one.purpose))
    assert "Ordner 3, Blatt 12" in office.get(f"/buero/netzwerk/{number}").get_data(as_text=True)


def test_several_end_at_once(office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor()

    assert say(office, number, purpose=["public", "matching"], withdraw="1").status_code == 303

    assert standing(number) == set()
    assert visitor.get(f"/netzwerk/{number}").status_code == 404


def test_one_field_goes_and_the_page_stays(office: FlaskClient, visitor: FlaskClient) -> None:
    number = make_actor("Bleibt", about="Das soll weg.")

    assert say(office, number, purpose="show_about", withdraw="1").status_code == 303

    page = visitor.get(f"/netzwerk/{number}").get_data(as_text=True)
    assert ("Bleibt" in page, "Das soll weg." in page) == (True, False)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"purpose": "matching", "day": (date(2026, 1, 1) + timedelta(days=9000)).isoformat()}, 409),
        ({"purpose": "matching", "day": "gestern"}, 409),
        ({"purpose": "matching", "evidence": "x" * 100_000}, 409),
        ({}, 409),
        ({"purpose": ["matching", "everything"]}, 400),
    ],
)
def test_bad_input_changes_nothing(office: FlaskClient, sent: dict[str, object], status: int) -> None:
    number = make_actor(public=False, matching=False)

    assert say(office, number, give="1", **sent).status_code == status
    assert standing(number) == set()


def test_sent_twice_counts_once(office: FlaskClient) -> None:
    number = make_actor(public=False, matching=False)
    for _ in range(2):
        assert say(office, number, purpose="matching", give="1").status_code == 303

    assert len(db.session.scalars(select(Consent)).all()) == 1


def test_a_changed_wording_tells_the_older_yes_apart(office: FlaskClient) -> None:
    number = make_actor("Früh dabei", public=False, matching=False)
    assert say(office, number, purpose="matching", give="1").status_code == 303
    assert "Früh dabei" not in office.get(f"{LIST}/matching").get_data(as_text=True)
    old = wordings.now(Purpose.MATCHING)

    another_wording(Purpose.MATCHING)

    page = office.get(f"{LIST}/matching").get_data(as_text=True)
    assert ("Früh dabei" in page, old in page, "Ja, ganz neu." in page) == (True, True, True)
    assert "älterer Wortlaut" in office.get(f"/buero/netzwerk/{number}").get_data(as_text=True)
    assert "zu älterem Wortlaut" in office.get(LIST).get_data(as_text=True)
    assert standing(number) == {Purpose.MATCHING}


def test_said_anew_the_new_wording_counts_and_the_old_is_history(office: FlaskClient) -> None:
    number = make_actor(public=False, matching=False)
    say(office, number, purpose="matching", give="1")
    another_wording(Purpose.MATCHING)

    say(office, number, purpose="matching", give="1")

    (line,) = [one for one in pages.consents(queries.one(number, public=False)) if one.purpose == "matching"]
    assert line.present is not None
    assert (line.present.wording, line.older, [one.withdrawn_channel for one in line.past]) == (
        "Ja, ganz neu.",
        False,
        ["neuer Wortlaut"],
    )


def test_the_words_of_the_page_cover_its_fields(app: House) -> None:
    number = make_actor(public=False, matching=False)
    with writing():
        services.give_consent(number, Purpose.PUBLIC, "schriftlich", wordings.now(Purpose.PUBLIC), HOUSE)

    assert not [one for one in pages.consents(queries.one(number, public=False)) if one.older]


def test_every_purpose_has_a_wording(app: House) -> None:
    assert all(wordings.now(purpose).startswith("Ja, ") for purpose in Purpose)
    assert {purpose.value for purpose in pages.OFFERED} == {purpose.value for purpose in Purpose}


@pytest.mark.parametrize("page", [LIST, f"{LIST}/matching"])
def test_the_lists_cost_the_same_for_three_and_thirty(office: FlaskClient, page: str) -> None:
    def cost() -> int:
        office.get(page)
        with counted() as statements:
            assert office.get(page).status_code == 200
        return len(statements)

    for number in range(3):
        make_actor(f"Früh {number}")
    few = cost()
    for number in range(27):
        make_actor(f"Spät {number}")
    assert cost() == few


@pytest.mark.parametrize("place", ["x", "-1", "9" * 30, "²"])
def test_a_broken_place_or_purpose_is_not_there(office: FlaskClient, place: str) -> None:
    assert office.get(f"{LIST}/matching", query_string={"nach": place}).status_code == 404
    assert office.get(f"{LIST}/alles").status_code == 404


def test_who_only_reads_sees_neither_the_proof_nor_the_lists(reader: FlaskClient) -> None:
    number = make_actor(public=False, matching=False)
    with writing():
        services.give_consent(number, Purpose.MATCHING, "schriftlich", "Ja.", HOUSE, evidence="Ordner 3")

    page = reader.get(f"/buero/netzwerk/{number}")

    assert (page.status_code, "Ordner 3" in page.get_data(as_text=True)) == (200, False)
    assert [reader.get(LIST).status_code, reader.get(f"{LIST}/matching").status_code] == [403, 403]
