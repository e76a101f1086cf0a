"""Nachsehen: the Merk-Code finds the idea, wrong ones are slowed down, authors rewrite and withdraw."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core.config import settings
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas import codes, services
from ideas.models import Idea, Step
from ideas.services import Said
from ideas.stages import Stage
from tests.support.making import Made, make_idea
from tests.support.pages import fill, token

WRONG = "AAAA-AAAA-AAAA"


def test_codes_use_31_unambiguous_signs_in_three_groups() -> None:
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 31
    code = codes.derive("key", "nonce")
    assert code == codes.derive("key", "nonce") != codes.derive("key", "other") != codes.derive("other key", "other")
    assert [len(group) for group in codes.grouped(code).split("-")] == [4, 4, 4]


def test_a_code_is_read_however_it_is_typed() -> None:
    assert codes.read(" abcd efgh-jkmn ") == "ABCDEFGHJKMN"
    assert codes.read("ABCD-EFGH-JKM") is None
    assert codes.read("ABCD-EFGH-JKM0") is None


def test_the_code_shows_where_the_idea_stands(visitor: FlaskClient) -> None:
    taken = make_idea("Eine Rutsche für den Spielplatz.")
    page = fill(visitor, "/ideen/nachsehen", code=codes.grouped(taken.code).lower())
    assert page.status_code == 200
    shown = page.get_data(as_text=True)
    assert "Eine Rutsche für den Spielplatz" in shown
    assert "Eingegangen" in shown


def test_only_a_keyed_hash_of_the_code_is_stored(app: House) -> None:
    taken = make_idea()
    row = db.session.get_one(Idea, taken.id)
    assert row.code_hash == codes.stored(settings().secret_key, taken.code)
    assert taken.code not in str({c.name: getattr(row, c.name) for c in Idea.__table__.columns})


def test_ten_wrong_codes_a_minute_then_wait(visitor: FlaskClient) -> None:
    right = make_idea().code
    statuses = [fill(visitor, "/ideen/nachsehen", code=WRONG).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert fill(visitor, "/ideen/nachsehen", code=right).status_code == 429


def test_a_wrong_code_is_said_in_words(visitor: FlaskClient) -> None:
    page = fill(visitor, "/ideen/nachsehen", code=WRONG)
    assert "Diesen Merk-Code kennen wir nicht" in page.get_data(as_text=True)


def declined(text: str = "Der Herr aus Nummer 14 parkt falsch.") -> Made:
    taken = make_idea(text)
    with writing():
        services.advance(taken.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Der Text nennt eine Person."))
    return taken


def test_an_author_rewrites_what_could_not_be_published(visitor: FlaskClient) -> None:
    taken = declined()
    page = fill(visitor, "/ideen/nachsehen", code=taken.code)
    assert "Der Text nennt eine Person." in page.get_data(as_text=True)
    sent = {
        "token": token(page, "/ideen/nachsehen/aendern"),
        "code": taken.code,
        "text": "Auf dem Gehweg wird oft geparkt.",
    }
    assert visitor.post("/ideen/nachsehen/aendern", data=sent).status_code == 200
    db.session.rollback()
    idea = db.session.get_one(Idea, taken.id)
    assert (idea.text, idea.stage) == ("Auf dem Gehweg wird oft geparkt.", Stage.RECEIVED)


def test_a_rewrite_without_text_is_asked_again(visitor: FlaskClient) -> None:
    taken = declined()
    page = fill(visitor, "/ideen/nachsehen", code=taken.code)
    again = visitor.post(
        "/ideen/nachsehen/aendern",
        data={"token": token(page, "/ideen/nachsehen/aendern"), "code": taken.code, "text": ""},
    )
    assert again.status_code == 422


def test_nobody_rewrites_with_a_wrong_code(visitor: FlaskClient) -> None:
    taken = declined()
    page = fill(visitor, "/ideen/nachsehen", code=taken.code)
    sent = {"token": token(page, "/ideen/nachsehen/aendern"), "code": WRONG, "text": "Etwas Böses an anderer Stelle."}
    assert visitor.post("/ideen/nachsehen/aendern", data=sent).status_code == 404
    db.session.rollback()
    assert db.session.get_one(Idea, taken.id).text == "Der Herr aus Nummer 14 parkt falsch."


def test_a_published_idea_cannot_be_rewritten(visitor: FlaskClient) -> None:
    taken = declined()
    page = fill(visitor, "/ideen/nachsehen", code=taken.code)
    with writing():
        services.advance(taken.id, Stage.PUBLISHED, HOUSE)
    sent = {"token": token(page, "/ideen/nachsehen/aendern"), "code": taken.code, "text": "Doch noch etwas anderes."}
    assert visitor.post("/ideen/nachsehen/aendern", data=sent).status_code == 409


def test_withdrawn_means_gone_from_every_page(visitor: FlaskClient) -> None:
    taken = make_idea("Ein Brunnen mit Trinkwasser am Markt.")
    with writing():
        idea = services.advance(taken.id, Stage.PUBLISHED, HOUSE)
        address = f"/ideen/{idea.id}"
    assert visitor.get(address).status_code == 301
    page = fill(visitor, "/ideen/nachsehen", code=taken.code)
    sent = {"token": token(page, "/ideen/nachsehen/zurueckziehen"), "code": taken.code}
    assert visitor.post("/ideen/nachsehen/zurueckziehen", data=sent).status_code == 200
    assert visitor.get(address).status_code == 404
    assert "Brunnen" not in visitor.get("/ideen").get_data(as_text=True)
    db.session.rollback()
    stages = db.session.scalars(select(Step.stage).where(Step.idea_id == taken.id).order_by(Step.id)).all()
    assert stages == [Stage.RECEIVED, Stage.PUBLISHED, Stage.WITHDRAWN]
