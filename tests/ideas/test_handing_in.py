"""Handing in: one page, no account; sent twice, stored once; nothing typed is lost."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import clock
from core.db import db
from core.factory import House
from ideas import codes
from ideas.models import Contact, Idea
from ideas.services import derived_title
from ideas.stages import Stage
from tests.support.pages import fill, token

TEXT = "Am Bach fehlt eine Bank. Wer spazieren geht, möchte sich setzen."
CODE = re.compile(r'id="merk-code">(.*?)</p>', re.DOTALL)


def code_on(page: TestResponse) -> str:
    found = CODE.search(page.get_data(as_text=True))
    assert found, "no Merk-Code on the page"
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def stored() -> list[Idea]:
    db.session.rollback()
    return list(db.session.scalars(select(Idea).order_by(Idea.id)))


def test_a_text_is_enough(visitor: FlaskClient) -> None:
    page = fill(visitor, "/ideen/neu", text=TEXT)
    assert page.status_code == 200
    assert codes.read(code_on(page))
    (idea,) = stored()
    assert (idea.text, idea.title, idea.stage) == (TEXT, "Am Bach fehlt eine Bank", Stage.RECEIVED)
    assert idea.suspicion is None


def test_nothing_about_the_sender_is_kept(visitor: FlaskClient) -> None:
    fill(visitor, "/ideen/neu", text=TEXT)
    columns = {column.name for column in Idea.__table__.columns}
    assert not columns & {"ip", "address", "user_agent", "email", "name"}
    assert "Set-Cookie" not in visitor.get("/ideen/neu").headers


def test_the_same_form_sent_twice_shows_the_same_page(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get("/ideen/neu")), "text": TEXT}
    first, second = visitor.post("/ideen/neu", data=sent), visitor.post("/ideen/neu", data=sent)
    assert code_on(first) == code_on(second)
    assert len(stored()) == 1


def test_back_button_and_a_corrected_text_change_the_first(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get("/ideen/neu"))}
    first = visitor.post("/ideen/neu", data={**sent, "text": TEXT})
    second = visitor.post("/ideen/neu", data={**sent, "text": TEXT + " Danke!"})
    assert code_on(first) == code_on(second)
    assert [idea.text for idea in stored()] == [TEXT + " Danke!"]


def test_a_corrected_text_after_somebody_read_it_is_a_new_idea(visitor: FlaskClient) -> None:
    sent = {"token": token(visitor.get("/ideen/neu"))}
    first = visitor.post("/ideen/neu", data={**sent, "text": TEXT})
    (idea,) = stored()
    idea.claimed_at = clock.now()
    db.session.commit()
    second = visitor.post("/ideen/neu", data={**sent, "text": "Etwas ganz anderes als vorher."})
    again = visitor.post("/ideen/neu", data={**sent, "text": "Etwas ganz anderes als vorher."})
    assert code_on(first) != code_on(second) == code_on(again)
    assert len(stored()) == 2


def test_six_equal_posts_at_once_are_one_idea(app: House) -> None:
    sent = {"token": token(app.test_client().get("/ideen/neu")), "text": TEXT}
    answers: list[TestResponse] = []
    threads = [
        threading.Thread(target=lambda: answers.append(app.test_client().post("/ideen/neu", data=sent)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({code_on(answer) for answer in answers}) == 1
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Schreiben Sie in ein paar Sätzen"),
        ({"text": "..!"}, "zu kurz"),
        ({"text": "x" * 4001}, "höchstens 4.000 Zeichen"),
        ({"text": TEXT, "title": "t" * 121}, "höchstens 120 Zeichen"),
        ({"text": TEXT, "place": "p" * 201}, "höchstens 200 Zeichen"),
        ({"text": TEXT, "email": "kein-at-zeichen"}, "Prüfen Sie die E-Mail-Adresse"),
        ({"text": TEXT, "category": "999999"}, "eine der angebotenen Antworten"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    visitor: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    page = fill(visitor, "/ideen/neu", **fields)
    assert page.status_code == 422
    shown = page.get_data(as_text=True)
    assert sentence in shown
    assert "<title>Fehler: " in shown
    assert fields["text"][:200] in shown
    assert stored() == []


def test_an_expired_form_keeps_what_was_typed_and_its_nonce(visitor: FlaskClient) -> None:
    old = token(visitor.get("/ideen/neu"))
    later = clock.now() + timedelta(hours=25)
    with clock.at(later):
        page = visitor.post("/ideen/neu", data={"token": old, "text": TEXT})
        assert page.status_code == 422
        assert "zu lange offen" in page.get_data(as_text=True)
        assert TEXT in page.get_data(as_text=True)
        again = visitor.post("/ideen/neu", data={"token": token(page), "text": TEXT})
        assert again.status_code == 200
    assert len(stored()) == 1


def test_a_forged_form_is_asked_again(visitor: FlaskClient) -> None:
    page = visitor.post("/ideen/neu", data={"token": "forged", "text": TEXT})
    assert page.status_code == 422
    assert stored() == []


def test_a_machine_is_put_aside_not_refused(visitor: FlaskClient) -> None:
    assert fill(visitor, "/ideen/neu", text=TEXT, website="http://spam.example").status_code == 200
    assert [idea.suspicion for idea in stored()] == ["honeypot"]


def test_too_fast_is_put_aside(visitor: FlaskClient, changed_settings: object) -> None:
    with changed_settings(form_min_seconds=3):  # type: ignore[operator]  # a fixture that gives a function
        fill(visitor, "/ideen/neu", text=TEXT)
    assert [idea.suspicion for idea in stored()] == ["too fast"]


def test_a_school_behind_one_address_gets_through(visitor: FlaskClient) -> None:
    for number in range(12):
        assert fill(visitor, "/ideen/neu", text=f"{TEXT} Kind {number}.").status_code == 200
    assert [idea.suspicion for idea in stored()] == [None] * 10 + ["many"] * 2


def test_html_is_shown_not_obeyed(visitor: FlaskClient) -> None:
    page = fill(visitor, "/ideen/neu", text="<script>alert(1)</script> Bank am Bach", title="<b>fett</b>").get_data(
        as_text=True
    )
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;fett&lt;/b&gt;" in page


def test_signs_that_nobody_types_are_left_out(visitor: FlaskClient) -> None:
    fill(visitor, "/ideen/neu", text="Eine Bank\x00 am\u202e Bach\x07 bitte")
    assert [idea.text for idea in stored()] == ["Eine Bank am Bach bitte"]


def test_any_script_is_welcome(visitor: FlaskClient) -> None:
    for text in ("أريد مقعدا في الظل", "Хочу скамейку в тени", "希望有长椅"):
        assert fill(visitor, "/ideen/neu", text=text).status_code == 200
    assert len(stored()) == 3


def test_an_address_waits_for_its_confirmation(visitor: FlaskClient) -> None:
    fill(visitor, "/ideen/neu", text=TEXT, email="mila@example.org")
    contact = db.session.scalars(select(Contact)).one()
    assert (contact.email, contact.confirmed_at) == ("mila@example.org", None)


def test_too_large_a_text_is_said_in_german(visitor: FlaskClient) -> None:
    page = visitor.post("/ideen/neu", data={"token": "x", "text": "a" * 2_000_000})
    assert page.status_code == 413
    assert "zu groß" in page.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mehr Bänke. Bitte bald.", "Mehr Bänke"),
        ("Warum nicht?\nWeil es geht.", "Warum nicht"),
        (
            "Ein sehr langer erster Satz ohne jedes Satzzeichen der immer weiter geht und weiter",
            "Ein sehr langer erster Satz ohne jedes Satzzeichen der immer weiter …",
        ),
    ],
)
def test_a_title_comes_from_the_first_words(text: str, title: str) -> None:
    assert derived_title(text) == title
