"""Equal texts among what looks like spam: counted together, cleared by one press, and nothing else goes with them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from core import outbox
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from ideas.models import Idea
from ideas.stages import Stage
from ideas.suspicion import equal
from ideas.suspicion import services as suspicions
from ideas.suspicion.models import SpamMark
from tests.support import people
from tests.support.forms import done, submit
from tests.support.making import make_idea
from tests.support.statements import counted
from tests.support.together import at_once

PAGE, PRESS = "/buero/ideen/verdacht", "/buero/ideen/verdacht/gleiche"
SPAM = "Casino Bonus heute gratis, jetzt klicken."


def suspects(*texts: str) -> list[int]:
    made = [make_idea(text).id for text in texts]
    with writing():
        db.session.execute(update(Idea).where(Idea.id.in_(made)).values(suspicion="many"))
    return made


def work() -> None:
    outbox.deliver_due(only={suspicions.KIND})
    db.session.rollback()


def declined() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(Idea.id).where(Idea.stage == Stage.NOT_PUBLISHED)))


def test_equal_texts_are_counted_together_and_go_by_one_press(app: House, office: FlaskClient) -> None:
    same = suspects(*[SPAM] * 35, f"  {SPAM.upper()} ", SPAM)
    others = suspects("Ein Text allein.", "Zwei gleiche.", "Zwei gleiche.", f"{SPAM} Und mehr.")
    honest = make_idea(SPAM).id
    page = office.get(PAGE).get_data(as_text=True)
    assert "37 gleiche Texte" in page
    assert "2 gleiche" not in page
    assert done(submit(office, PAGE, PRESS)).endswith("notiz=welle-abgelehnt")
    work()
    assert declined() == set(same)
    assert honest not in declined()
    assert not declined() & set(others)
    assert "gleiche Texte" not in office.get(PAGE).get_data(as_text=True)


def test_what_came_after_the_page_stays_and_a_second_press_finds_nothing(app: House, office: FlaskClient) -> None:
    same = suspects(*[SPAM] * 4)
    later = suspects(SPAM)
    with writing():
        assert suspicions.decline_equal(same[-1], HOUSE) == 4
    with writing():
        assert suspicions.decline_equal(same[-1], HOUSE) == 0
    work()
    assert declined() == set(same)
    assert later[0] not in declined()


def test_one_press_is_undone_as_a_whole(app: House, office: FlaskClient) -> None:
    suspects(*[SPAM] * 5)
    done(submit(office, PAGE, PRESS))
    work()
    assert len(declined()) == 5
    done(submit(office, PAGE, f"{PAGE}/rueckgaengig"))
    outbox.deliver_due(only={suspicions.BACK})
    assert declined() == set()


def test_two_people_press_at_once(app: House) -> None:
    same = suspects(*[SPAM] * 6)
    at_once(app, *[lambda: suspicions.decline_equal(same[-1], HOUSE)] * 2)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(SpamMark)) == 6
    work()
    assert declined() == set(same)


@pytest.mark.parametrize("bad", [{"newest": "x"}, {"newest": ""}, {"newest": "9" * 30}, {"newest": "0"}, {"token": ""}])
def test_bad_input_declines_nothing(app: House, office: FlaskClient, bad: dict[str, Any]) -> None:
    suspects(*[SPAM] * 3)
    assert submit(office, PAGE, PRESS, **bad).status_code in {400, 409, 422}
    work()
    assert declined() == set()


def test_an_idea_under_no_suspicion_cannot_be_named(app: House, office: FlaskClient) -> None:
    honest = [make_idea("Am Bach fehlt eine Bank.").id for _ in range(3)]
    suspects(*[SPAM] * 3)
    done(submit(office, PAGE, PRESS, newest=honest[-1]))
    done(submit(office, PAGE, PRESS, newest=2_000_000_000))
    work()
    assert declined() == set()


def test_a_reader_clears_nothing(app: House) -> None:
    suspects(*[SPAM] * 3)
    reader = people.logged_in(app, "reader")
    assert reader.post(PRESS, data={"newest": "3"}).status_code == 403
    assert declined() == set()


def test_it_costs_the_same_for_few_and_many(app: House) -> None:
    costs = []
    for number in (3, 60):
        suspects(*[f"{SPAM} {number} {one // 3}" for one in range(number)])
        equal.groups()
        with counted() as statements:
            assert len(equal.groups()) == min(1 + number // 60 * 20, equal.SHOWN)
        costs.append(len(statements))
    assert costs[0] == costs[1]
