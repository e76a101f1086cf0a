"""A letter that waits when its idea is taken off the net or back: nobody gets it, whatever it was; only what is true leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.outbox import Promise
from ideas import services
from ideas.answering import services as answering
from ideas.asking import services as asking
from ideas.following import weekly
from ideas.following.models import Rhythm
from ideas.following.subjects import Subject
from ideas.models import Idea
from ideas.passing import services as passing
from ideas.passing.models import PlaceKind
from ideas.passing.services import Described, Order
from ideas.services import Said
from ideas.stages import Stage
from tests.support.followers import MONDAY, follow, in_the_week
from tests.support.making import make_idea, published
from tests.support.smtp import Sink

AUTHOR, FOLLOWER, PLACE = "nele@example.org", "mila@example.org", "stelle@example.org"
PAGE = "http://localhost/div/1"


def advance(number: int, stage: Stage, said: Said | None = None) -> None:
    with writing():
        services.advance(number, stage, HOUSE, said)


def post(letters: Sink) -> None:
    """Send what waits, and forget it."""
    for _ in range(3):
        outbox.deliver_due(without={"index"})
    letters.clear()


def subjects(letters: Sink) -> list[str]:
    """Send what waits; return to whom and about what letters came, nothing may be stuck."""
    for _ in range(2):  # news become letters
        outbox.deliver_due(without={"index"})
    assert (outbox.status("letter").waiting, outbox.status("letter").stuck) == (0, 0)
    return [f"{one.recipients[0]}: {one.message['Subject']}" for one in letters.letters]


def confirmed(letters: Sink) -> int:
    """Publish an idea whose author and follower have confirmed their addresses."""
    idea = published("Eine Bank am Bach.", email=AUTHOR).id
    with writing():
        services.confirm(idea)
    follow(Subject("idee", idea), Rhythm.AT_ONCE, FOLLOWER)
    post(letters)
    return idea


def hide(number: int) -> None:
    advance(number, Stage.NOT_PUBLISHED, Said(reason="Zu viel Persönliches."))


def take_back(number: int) -> None:
    with writing():
        services.withdraw(db.session.get_one(Idea, number))


def step(number: int) -> None:
    advance(number, Stage.IN_TALK, Said(on="2030-01-01"))
    outbox.deliver_due(only={"news"})  # the follower's letter is written now, and waits


def told(number: int) -> None:
    with writing():
        services.tell(number, "Eine Zukunftsvision", "Menschen haben sie weitergedacht.", PAGE)
    outbox.deliver_due(only={"news"})


def answered(number: int) -> None:
    with writing():
        words = answering.Words("Umweltamt", "Wir pflanzen.", "Der Boden ist geprüft.")
        answering.give(number, words, HOUSE, Stage.ANSWERED)
    outbox.deliver_due(only={"news"})


def asked(number: int) -> None:
    with writing():
        asking.ask(number, "Wo genau?", clock.today() + timedelta(days=5), HOUSE)


def passed(number: int) -> None:
    with writing():
        place = passing.put_place(None, Described("Amt", PlaceKind.DEPARTMENT, PLACE), HOUSE).id
        due = (clock.today() + timedelta(days=5)).isoformat()
        passing.pass_on(number, Order(place, due), HOUSE)


def bundled(number: int) -> None:
    other = published("Noch eine Bank.").id
    outbox.deliver_due(only={"news"})
    with writing():
        services.bundle([number, other], "Bänke", HOUSE)


@pytest.mark.parametrize("what", [step, told, answered, asked, passed, bundled])
@pytest.mark.parametrize(("goes", "left"), [(hide, [f"{AUTHOR}: Ihre Idee: Nicht veröffentlicht"]), (take_back, [])])
def test_what_waits_is_told_to_nobody_once_the_idea_is_gone(
    app: House, letters: Sink, what: Callable[[int], None], goes: Callable[[int], None], left: list[str]
) -> None:
    idea = confirmed(letters)
    what(idea)
    assert outbox.status("letter").waiting > 0
    goes(idea)
    assert [one for one in subjects(letters) if "zurückgezogen" not in one.casefold()] == left
    kept = db.session.scalars(select(Promise).where(Promise.kind == "letter")).all()
    assert [one.payload for one in kept if one.payload] == []


@pytest.mark.parametrize("what", [step, told, answered, asked, passed, bundled])
def test_while_the_idea_is_there_they_all_come(app: House, letters: Sink, what: Callable[[int], None]) -> None:
    idea = confirmed(letters)
    what(idea)
    waiting = outbox.status("letter").waiting
    assert len(subjects(letters)) >= waiting > 0


def test_the_letter_about_taking_it_back_still_comes(app: House, letters: Sink) -> None:
    idea = confirmed(letters)
    step(idea)
    advance(idea, Stage.WITHDRAWN)
    assert subjects(letters) == [f"{AUTHOR}: Ihre Idee: Zurückgezogen"]


def test_the_question_whether_an_address_is_right_is_not_asked_for_what_was_taken_back(
    app: House, letters: Sink
) -> None:
    idea = make_idea("Eine Bank am Bach.", email=AUTHOR).id
    take_back(idea)
    assert subjects(letters) == []


def test_a_deleted_idea_is_told_of_to_nobody(app: House, letters: Sink) -> None:
    idea = confirmed(letters)
    told(idea)
    with writing():
        db.session.delete(db.session.get_one(Idea, idea))
    assert subjects(letters) == []


def test_the_weekly_letter_leaves_out_what_is_gone_when_it_leaves(app: House, letters: Sink) -> None:
    first = in_the_week(FOLLOWER)
    post(letters)
    with clock.at(MONDAY):
        assert weekly.write() == 1
        hide(first)
        outbox.deliver_due(without={"index"})
    (letter,) = letters.letters
    assert "Ein Baum am Markt" in letter.text
    assert "Am Bach" not in letter.text
    assert f"/ideen/{first}" not in letter.text
    assert not set(letter.text) & {"\x02", "\x03"}


def test_a_weekly_letter_of_which_nothing_is_left_does_not_come(app: House, letters: Sink) -> None:
    in_the_week(FOLLOWER)
    post(letters)
    with clock.at(MONDAY):
        assert weekly.write() == 1
        for number in db.session.scalars(select(Idea.id)).all():
            hide(number)
        outbox.deliver_due(without={"index"})
    assert letters.letters == []


def test_a_whole_weekly_letter_shows_no_marks(app: House, letters: Sink, visitor: FlaskClient) -> None:
    in_the_week(FOLLOWER)
    post(letters)
    with clock.at(MONDAY):
        weekly.write()
        outbox.deliver_due(without={"index"})
    text = letters.letters[0].text
    assert text.index("Am Bach fehlt eine Bank") < text.index("Ein Baum am Markt")
    assert not set(text) & {"\x02", "\x03"}
    assert "idea:" not in text
