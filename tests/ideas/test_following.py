"""Folgen: asked by letter first, then at once or in one letter a week, ended by one click; nobody is written to twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from core import outbox
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from core.links import Link
from ideas.following.models import Follower, Rhythm
from ideas.following.subjects import Subject
from ideas.services import advance
from ideas.stages import Stage
from tests.support.followers import (
    ANSWER,
    LINK,
    area,
    ask,
    follow,
    letters_token,
    of_letters,
    quick_then_again,
    rows,
)
from tests.support.making import make_idea, published
from tests.support.pages import fill, token
from tests.support.smtp import Sink


def test_from_the_question_to_the_letter_to_the_end(visitor: FlaskClient, letters: Sink) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    assert ask(visitor, f"idee-{idea}").status_code == 303
    outbox.deliver_due()
    question = letters.wait_for(1)[0]
    assert "Idee Nr. " in question.text
    found = LINK.search(question.text)
    assert found
    page = visitor.get(found[1])
    assert rows()[0].rhythm is None
    assert visitor.post(found[1], data={"token": token(page)}).status_code == 303
    assert visitor.get(found[1]).status_code == 404
    with writing():
        advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
    outbox.deliver_due()
    outbox.deliver_due()
    letter = letters.wait_for(2)[-1]
    assert letter.message["Subject"] == "Beantwortet: Am Bach fehlt eine Bank"
    assert "Das machen wir." in letter.text
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<http://localhost(/ideen/folgen/abbestellen/[\w-]{43})>", letter.message["List-Unsubscribe"])
    assert stop
    assert visitor.get(stop[1]).status_code == 200
    assert len(rows()) == 1
    assert visitor.post(stop[1], data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert (rows(), rows(Follower), visitor.get(stop[1]).status_code) == ([], [], 404)
    assert rows(Link) == []


def test_the_header_arrives_whole_however_long_the_address(changed_settings: Callable[..., Any], letters: Sink) -> None:
    idea = published().id
    with changed_settings(base_url="https://ideenspeicher.digitalisierung.koeln.example.org"):
        follow(Subject("idee", idea), Rhythm.AT_ONCE)
        with writing():
            advance(idea, Stage.ANSWERED, HOUSE, ANSWER)
        outbox.deliver_due()
        outbox.deliver_due()
    header = letters.wait_for(2)[-1].message["List-Unsubscribe"]
    assert re.fullmatch(
        r"<https://ideenspeicher\.digitalisierung\.koeln\.example\.org/ideen/folgen/abbestellen/[\w-]{43}>", header
    ), header


def test_a_plain_post_ends_nothing(visitor: FlaskClient) -> None:
    row = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    stop = f"/ideen/folgen/abbestellen/{letters_token(row)}"
    assert visitor.post(stop).status_code == 400
    assert visitor.post(stop, data={"List-Unsubscribe": "x"}).status_code == 400
    assert visitor.head(stop).status_code == 200
    assert len(rows()) == 1


def test_one_link_ends_its_own_letters_only(visitor: FlaskClient) -> None:
    first = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    follow(Subject("thema", area()), Rhythm.WEEKLY)
    visitor.post(f"/ideen/folgen/abbestellen/{letters_token(first)}", data={"List-Unsubscribe": "One-Click"})
    assert [row.rhythm for row in rows()] == [Rhythm.WEEKLY]


def test_the_link_of_the_weekly_letter_ends_all_weekly_ones(visitor: FlaskClient) -> None:
    follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    for number in range(2):
        row = follow(Subject("thema", area(number)), Rhythm.WEEKLY)
    visitor.post(f"/ideen/folgen/abbestellen/{letters_token(row, whole=True)}", data={"List-Unsubscribe": "One-Click"})
    assert [row.rhythm for row in rows()] == [Rhythm.AT_ONCE]


def test_a_button_ends_everything_and_deletes_the_address(visitor: FlaskClient) -> None:
    first = follow(Subject("idee", published().id), Rhythm.AT_ONCE)
    follow(Subject("thema", area()), Rhythm.WEEKLY)
    assert fill(visitor, f"/ideen/folgen/abbestellen/{letters_token(first)}", alles="1").status_code == 303
    assert (rows(), rows(Follower), rows(Link)) == ([], [], [])


def test_a_stranger_changes_nothing_and_learns_nothing(visitor: FlaskClient) -> None:
    idea = published().id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    known, unknown = ask(visitor, f"idee-{idea}", rhythm="weekly"), ask(visitor, f"idee-{idea}", email="x@example.org")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert rows()[0].rhythm == Rhythm.AT_ONCE


def test_the_address_is_the_same_however_it_is_written(app: House) -> None:
    idea = published().id
    follow(Subject("idee", idea), Rhythm.AT_ONCE)
    follow(Subject("idee", idea), Rhythm.WEEKLY, "MILA@Example.org")
    assert (len(rows(Follower)), [row.rhythm for row in rows()]) == (1, [Rhythm.WEEKLY])


def test_only_so_many_questions_a_day_go_to_one_address(visitor: FlaskClient) -> None:
    for number in range(5):
        assert ask(visitor, f"thema-{area(number)}").status_code == 303
    assert len(of_letters("Dürfen wir Ihnen")) == 3


def test_one_source_asks_so_often_an_hour(visitor: FlaskClient, changed_settings: Callable[..., Any]) -> None:
    with changed_settings(follows_per_hour=2):
        told = [ask(visitor, f"thema-{area()}", email=f"{n}@example.org").status_code for n in range(3)]
    assert told == [303, 303, 429]


def test_a_machine_gets_nothing_a_quick_person_a_second_try(
    visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    assert ask(visitor, f"thema-{area()}", website="x").status_code == 303
    assert rows() == []
    with changed_settings(form_min_seconds=3):
        quick_then_again(visitor)


@pytest.mark.parametrize(
    "subject",
    ["", "idee-1", "idee-999999", "thema-0", "thema-99999999999", "x-1", "thema", "\x00", "idee-١", "a" * 100_000],
)
def test_what_nobody_may_see_cannot_be_followed(visitor: FlaskClient, subject: str) -> None:
    make_idea("Geheime Kelleridee.")
    answer = ask(visitor, subject)
    assert (answer.status_code, rows()) == (422, [])
    assert "Kelleridee" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "email",
    ["", "x", "a@b", "a@example.org,b@example.org", "a@example.org\nBcc: b@example.org", "a" * 300 + "@example.org"],
)
def test_only_an_address_that_letters_reach(visitor: FlaskClient, email: str) -> None:
    assert ask(visitor, f"thema-{area()}", email=email).status_code == 422
    assert rows(Follower) == []


def test_the_form_begins_with_what_the_page_was_about(visitor: FlaskClient) -> None:
    idea = published("Am Bach fehlt eine Bank.").id
    page = visitor.get(f"/ideen/folgen?idee={idea}").get_data(as_text=True)
    assert f'<option selected value="idee-{idea}">Idee „Am Bach fehlt eine Bank“' in page
    page = visitor.get(f"/ideen/folgen?thema={area(2)}").get_data(as_text=True)
    assert f'<option selected value="thema-{area(2)}">' in page
    for junk in ("?idee=x", "?idee=99999", "?thema=-1", "?bezirk=%00"):
        assert visitor.get(f"/ideen/folgen{junk}").status_code == 200
