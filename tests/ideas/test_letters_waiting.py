"""Letters about a step wait a while, so that the step can be taken back; others leave at once, and none after a stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, links, outbox
from core.db import db, writing
from core.journal import HOUSE
from core.outbox import Promise
from core.things import Thing
from ideas import queries, services
from ideas.following import services as following
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.models import Step
from ideas.stages import Stage
from tests.support.entering import moving
from tests.support.making import Made, make_idea
from tests.support.pages import token, version
from tests.support.smtp import Sink


@pytest.fixture(autouse=True)
def _letters_wait(changed_settings: Callable[..., AbstractContextManager[Any]]) -> Iterator[None]:
    with changed_settings(letters_wait_minutes=10):
        yield


def confirmed() -> Made:
    idea = make_idea("Eine Bank am Bach.", "nele@example.org")
    with writing():
        services.confirm(idea.id)
    outbox.deliver_due()
    return idea


def publish(office: FlaskClient, idea: Made) -> None:
    path = f"/buero/ideen/{idea.id}"
    page = office.get(path)
    assert (
        office.post(path, data={"token": token(page, path), "version": version(page), "publish": "1"}).status_code
        == 303
    )


def undo(office: FlaskClient, idea: Made) -> int:
    action = f"/buero/ideen/{idea.id}/rueckgaengig"
    signed = token(office.get(f"/buero/ideen/{idea.id}"), action)
    return office.post(action, data={"token": signed}).status_code


def test_the_confirmation_leaves_at_once_and_the_step_after_ten_minutes(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        idea = confirmed()
        assert len(letters.wait_for(1)) == 1
        publish(office, idea)
        time.move(minutes=9)
        assert outbox.deliver_due(only={"letter"}) == 0
        time.move(minutes=1)
        outbox.deliver_due()
    assert "Eine Bank am Bach" in letters.wait_for(2)[-1].text


def test_the_page_says_when_the_letter_leaves(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        idea = confirmed()
        letters.wait_for(1)
        publish(office, idea)
        leaves = db.session.scalars(
            select(Promise.next_at).where(Promise.done_at.is_(None), Promise.kind == "letter")
        ).one()
        told = f"Der Brief geht um {clock.hour_in_words(leaves)} hinaus."
        for path in (f"/buero/ideen/{idea.id}", "/buero/ideen"):
            assert told in office.get(path).get_data(as_text=True)
        time.move(minutes=10)
        assert "Der Brief geht" not in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)


def test_undone_in_time_the_author_never_hears_of_it(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        idea = confirmed()
        publish(office, idea)
        time.move(minutes=8)
        assert undo(office, idea) == 303
        time.move(minutes=30)
        outbox.deliver_due()
    db.session.rollback()
    assert queries.one(idea.id, public=False).stage is Stage.RECEIVED
    assert len(letters.wait_for(1)) == 1


def test_followers_hear_as_late_as_the_author_and_nothing_of_what_was_undone(
    office: FlaskClient, letters: Sink
) -> None:
    with moving() as time:
        idea, other = make_idea("Eine Bank am Bach."), make_idea("Ein Baum am Bach.")
        with writing():
            services.advance(idea.id, Stage.PUBLISHED, HOUSE)
            following.ask("fritz@example.org", Subject("idee", idea.id), Rhythm.AT_ONCE)
        with writing():
            following.confirm(db.session.scalars(select(Following)).one().id)
        time.move(minutes=60)
        outbox.deliver_due()
        told = len(letters.wait_for(1))
        with writing():
            before = services.standing(services.locked(idea.id))
            done = services.advance(idea.id, Stage.ANSWERED, HOUSE, services.Said(reason="Das gibt es schon."))
            services.remember(done, before, HOUSE)
        outbox.deliver_due()
        with writing():
            services.undo(idea.id, HOUSE)
        time.move(minutes=11)
        outbox.deliver_due()
        assert len(letters.letters) == told
        with writing():
            services.advance(idea.id, Stage.ANSWERED, HOUSE, services.Said(reason="Das gibt es schon."))
        outbox.deliver_due()
        assert len(letters.letters) == told
        time.move(minutes=10)
        outbox.deliver_due()
        outbox.deliver_due()
    assert letters.wait_for(told + 1)[-1].text.count("Das gibt es schon.") == 1
    assert other.id != idea.id


def test_who_wants_no_letters_any_more_gets_none_that_waits(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        idea = confirmed()
        publish(office, idea)
        with writing():
            services.stop_letters(idea.id)
        time.move(minutes=11)
        outbox.deliver_due()
    assert len(letters.wait_for(1)) == 1


def test_a_strangers_letter_with_an_old_number_is_not_taken_back(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        old, new = confirmed(), confirmed()
        publish(office, old)
        time.move(minutes=11)
        outbox.deliver_due()
        time.move(days=8)
        with writing():
            outbox.purge()
        with writing():
            services.advance(new.id, Stage.PUBLISHED, HOUSE)
        with writing():  # as on SQLite, whose numbers begin again in an empty table
            mine = db.session.scalars(
                select(Step.letter_id).where(Step.idea_id == new.id, Step.letter_id.is_not(None))
            ).one()
            theirs = db.session.scalars(select(Step).where(Step.idea_id == old.id, Step.letter_id.is_not(None))).one()
            theirs.letter_id = mine
        with writing():
            services.stop_letters(old.id)
        time.move(minutes=11)
        before = len(letters.letters)
        outbox.deliver_due()
    assert len(letters.wait_for(before + 1)) == before + 1


def test_taking_an_idea_back_is_told_at_once_and_ends_what_waits(office: FlaskClient, letters: Sink) -> None:
    with moving() as time:
        idea = confirmed()
        publish(office, idea)
        with writing():
            services.withdraw(queries.one(idea.id, public=False))
        outbox.deliver_due()
        sent = [letter.text for letter in letters.wait_for(2)]
        time.move(minutes=11)
        outbox.deliver_due()
    assert len(letters.letters) == len(sent) == 2
    assert not links.outstanding("idea.letters", Thing("idea", idea.id))


def test_zero_minutes_means_at_once(
    office: FlaskClient, letters: Sink, changed_settings: Callable[..., AbstractContextManager[Any]]
) -> None:
    idea = confirmed()
    with changed_settings(letters_wait_minutes=0):
        publish(office, idea)
        outbox.deliver_due()
    assert len(letters.wait_for(2)) == 2
    assert f"/buero/ideen/{idea.id}/rueckgaengig" not in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)
