"""Gibt es das schon? Similar published ideas while somebody writes: found by meaning, never hidden ones, never in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from core.db import db, writing
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import similar
from ideas.services import Said, advance
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.statements import counted

TITLE = "Sitzbänke am Fluss"
TEXT = "Auf dem Weg am Fluss fehlen Bänke, auf denen ältere Menschen ausruhen können."


def asked(visitor: FlaskClient, title: str = TITLE, text: str = "") -> tuple[int, str]:
    answer = visitor.post("/ideen/aehnliche", data={"title": title, "text": text})
    return answer.status_code, answer.get_data(as_text=True)


def test_compounds_and_inflection_are_found(app: House, visitor: FlaskClient) -> None:
    meant = published(TEXT, title="Mehr Bänke am Fluss").id
    published("Die Ampel an der Schule ist zu kurz grün.")
    status, shown = asked(visitor, "Flussbank", "Eine Sitzbank zum Ausruhen für alte Menschen")
    assert status == 200
    assert f"/ideen/{meant}-mehr-baenke-am-fluss" in shown
    assert "Ampel" not in shown
    assert "Eine Idee ist ähnlich" in shown


def test_at_most_five_and_the_nearest_first(app: House, visitor: FlaskClient) -> None:
    for number in range(7):
        published(f"Bänke am Fluss und ein Papierkorb, Wunsch {number}.")
    nearest = published("Sitzbänke am Fluss.").id
    _, shown = asked(visitor)
    assert shown.count("<li") == similar.SHOWN
    assert shown.index(f"/ideen/{nearest}-") == shown.index("/ideen/")


def test_answered_and_declined_ones_are_shown_with_their_stage(app: House, visitor: FlaskClient) -> None:
    made = published(TEXT)
    with writing():
        advance(made.id, Stage.NOT_PURSUED, HOUSE, Said(reason="Dafür fehlt der Platz."))
    assert "Nicht weiterverfolgt" in asked(visitor)[1]


def test_drafts_declined_texts_and_what_was_taken_back_are_not(app: House, visitor: FlaskClient) -> None:
    make_idea(TEXT)
    refused, gone = make_idea(TEXT), published(TEXT)
    with writing():
        advance(refused.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Werbung."))
    assert asked(visitor)[0] == 200
    with writing():
        advance(gone.id, Stage.WITHDRAWN, AUTHOR)
    assert asked(visitor) == (204, "")


def test_a_change_of_the_text_is_followed(app: House, visitor: FlaskClient) -> None:
    first = published("Ein Brunnen für den Platz.")
    assert asked(visitor)[0] == 204
    second = published(TEXT)
    assert f"/ideen/{second.id}-" in asked(visitor)[1]
    assert f"/ideen/{first.id}-" in asked(visitor, "Brunnen")[1]


@pytest.mark.parametrize(
    "said", ["", "   ", "und oder aber", "Ich möchte das gern", "a b", "\x00", "\ud800", "?!" * 5000]
)
def test_noise_asks_for_nothing(app: House, visitor: FlaskClient, said: str) -> None:
    published(TEXT)
    with app.test_request_context():
        for title, text in ((said, ""), ("", said)):
            with counted() as statements:
                assert similar.near(title, text) == []
            assert not statements


def test_a_very_long_text_is_answered(app: House, visitor: FlaskClient) -> None:
    published(TEXT)
    assert asked(visitor, "", f"{TEXT} " * 200)[0] == 200
    assert asked(visitor, "", "x" * 100_000)[0] == 413


def test_markup_of_an_idea_stays_text(app: House, visitor: FlaskClient) -> None:
    published("Bänke <script>alert(1)</script> am Fluss.", title="<b>Bänke</b> am Fluss")
    shown = asked(visitor)[1]
    assert "&lt;b&gt;Bänke" in shown
    assert "<script" not in shown


def test_too_many_questions_wait_and_nothing_breaks(
    app: House, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(TEXT)
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], similar_per_hour=2))
    assert [asked(visitor)[0] for _ in range(4)] == [200, 200, 429, 429]


def test_no_address_holds_what_was_written(app: House, visitor: FlaskClient) -> None:
    assert visitor.get("/ideen/aehnliche?title=Bank").status_code == 405
    page = visitor.get("/ideen/neu").get_data(as_text=True)
    assert 'data-alike="/ideen/aehnliche"' in page
    assert 'id="aehnlich"' in page


def test_three_and_thirty_cost_the_same(app: House, visitor: FlaskClient) -> None:
    def cost() -> int:
        asked(visitor, text=TEXT)
        with counted() as statements:
            assert asked(visitor, text=TEXT)[0] == 200
        return len(statements)

    for number in range(5):
        published(f"{TEXT} {number}")
    few = cost()
    for number in range(25):
        published(f"{TEXT} Noch einmal {number}")
    assert cost() == few


def test_a_large_collection_is_read_in_the_background(
    app: House, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(TEXT)
    started: list[tuple[int, int]] = []
    monkeypatch.setattr(similar, "AT_ONCE", 0)
    monkeypatch.setattr(similar, "_in_background", started.append)
    assert asked(visitor)[0] == 204  # neither the words nor the index are there yet
    assert started
    db.session.rollback()
    similar._follow_all(app, started[0])
    assert f"/ideen/{made.id}-" in asked(visitor)[1]
