"""Shortened texts: what was taken out is on no page, in no table, in no index; the author is told that it happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import indexing, jobs, outbox
from core.config import settings
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import AUTHOR, HOUSE
from core.rows import Base
from ideas import services
from ideas.models import Idea
from ideas.services import Draft, Said
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink

SECRET = "Heidewegzwerg"
TEXT = f"Ich möchte Überweisungen üben. Ich wohne am {SECRET} 7."
SHORT = "Ich möchte Überweisungen üben. […]"


def idea_now(number: int) -> Idea:
    db.session.rollback()
    return db.session.get_one(Idea, number)


def shorten(number: int, title: str = "Überweisungen üben", text: str = SHORT) -> None:
    with writing():
        services.redact(number, title, text, HOUSE)


def test_the_words_are_nowhere_any_more(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    unread, shown = make_idea(TEXT, title=f"Üben am {SECRET}").id, published(TEXT, title=f"Üben am {SECRET}").id
    indexing.tend()
    assert visitor.get("/ideen", query_string={"q": SECRET}).get_data(as_text=True).count('href="/ideen/') > 0
    for number in (unread, shown):
        page = f"/buero/ideen/{number}/kuerzen"
        assert fill(office, page, version=version(office.get(page)), title="Üben", text=SHORT).status_code == 303
    indexing.tend()
    jobs.tidy()
    kept = " ".join(str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table)))
    files = b"".join(path.read_bytes() for path in Path(settings().instance / "search").rglob("*") if path.is_file())
    assert SECRET not in kept
    assert SECRET.casefold().encode() not in files.lower()
    public = visitor.get(f"/ideen/{shown}", follow_redirects=True).get_data(as_text=True)
    assert SHORT in public
    assert "Gekürzt" in public
    assert "hat persönliche Angaben herausgenommen" in office.get(f"/buero/ideen/{unread}/protokoll").get_data(
        as_text=True
    )
    for path in (f"/ideen/{shown}", "/ideen", f"/buero/ideen/{shown}", f"/buero/ideen/{shown}/protokoll"):
        assert SECRET not in office.get(path, follow_redirects=True).get_data(as_text=True)


def test_a_page_kept_by_a_browser_is_fetched_again(app: House, visitor: FlaskClient) -> None:
    number = published(TEXT, title="Üben").id
    address = visitor.get(f"/ideen/{number}").headers["Location"]
    tag = visitor.get(address).headers["ETag"]
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304
    shorten(number, title="Üben")
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert SECRET not in again.get_data(as_text=True)


def test_the_author_reads_of_it_in_the_letter_about_publishing(app: House, letters: Sink) -> None:
    for cut in (False, True):
        made = make_idea(TEXT, email="inge@example.org", title="Üben")
        with writing():
            services.confirm(made.id)
        if cut:
            shorten(made.id)
        with writing():
            services.advance(made.id, Stage.PUBLISHED, HOUSE)
    outbox.deliver_due()
    steps = [one.text for one in letters.wait_for(4) if "Veröffentlicht" in str(one.message["Subject"])]
    assert ["persönliche Angaben" in text.replace("\n", " ") for text in steps] == [False, True]


def test_an_author_of_a_public_idea_reads_of_it_at_once(app: House, letters: Sink) -> None:
    made = published(TEXT, email="inge@example.org", title="Üben")
    with writing():
        services.confirm(made.id)
    shorten(made.id)
    outbox.deliver_due()
    last = letters.wait_for(2)[-1]
    assert str(last.message["Subject"]) == "Ihre Idee: Gekürzt"
    assert SECRET not in last.text


def test_the_same_form_sent_again_brings_the_words_not_back(app: House) -> None:
    with writing():
        number = services.submit(Draft(TEXT, title="Üben"), "one-form").idea.id
    shorten(number)
    with writing():
        again = services.submit(Draft(TEXT, title="Üben"), "one-form").idea.id
    assert again != number
    assert idea_now(number).text == SHORT


def test_a_text_written_anew_is_no_shortened_one(app: House) -> None:
    number = make_idea(TEXT).id
    shorten(number)
    with writing():
        services.advance(number, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Zu kurz."))
    with writing():
        services.rewrite(db.session.get_one(Idea, number), Draft("Ein neuer Text."))
    assert idea_now(number).redacted_at is None


@pytest.mark.parametrize("stage", [Stage.IN_TALK, Stage.ANSWERED, Stage.NOT_PUBLISHED, Stage.WITHDRAWN])
def test_later_nothing_is_taken_out(app: House, office: FlaskClient, stage: Stage) -> None:
    number = published(TEXT).id
    page = office.get(f"/buero/ideen/{number}/kuerzen")
    sent = {"token": token(page), "version": version(page), "title": "Üben", "text": SHORT}
    with writing():
        services.advance(number, stage, AUTHOR, Said(on="2999-01-01", reason="Weil."))
    with pytest.raises(Refused):
        shorten(number)
    assert office.post(f"/buero/ideen/{number}/kuerzen", data=sent).status_code == 409
    assert "Gekürzten Text speichern" not in office.get(f"/buero/ideen/{number}/kuerzen").get_data(as_text=True)
    assert idea_now(number).text == TEXT


def test_the_second_of_two_people_is_told(app: House, office: FlaskClient) -> None:
    number = make_idea(TEXT).id
    page = office.get(f"/buero/ideen/{number}/kuerzen")
    sent = {"token": token(page), "version": version(page), "title": "Üben", "text": "Ganz anders."}
    shorten(number)
    assert office.post(f"/buero/ideen/{number}/kuerzen", data=sent).status_code == 409
    assert idea_now(number).text == SHORT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "\x00"),
        ("title", "x" * 100_000),
        ("text", ""),
        ("text", "\u202e"),
        ("text", "x" * 100_000),
        ("version", "x"),
        ("token", ""),
    ],
)
def test_bad_input_takes_nothing_out(app: House, office: FlaskClient, name: str, value: str) -> None:
    number = make_idea(TEXT).id
    page = office.get(f"/buero/ideen/{number}/kuerzen")
    sent = {"token": token(page), "version": version(page), "title": "Üben", "text": SHORT, name: value}
    assert office.post(f"/buero/ideen/{number}/kuerzen", data=sent).status_code == 422
    assert (idea_now(number).text, idea_now(number).redacted_at) == (TEXT, None)
