"""Der Weg dieser Idee: dated, in order; what was between the office and the author stays there."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from core import clock
from core.db import writing
from core.journal import HOUSE
from ideas import journey, queries, services
from ideas.services import Draft, Said
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.pages import fill


def test_now_is_the_last_step_and_an_end_is_no_now(visitor: FlaskClient) -> None:
    idea = published("Bank am Bach.")
    with visitor.application.test_request_context():
        assert [step.state for step in journey.steps(queries.one(idea.id, public=True))] == ["done", "now"]
    with writing():
        services.advance(idea.id, Stage.ANSWERED, HOUSE, Said(reason="Im Mai steht sie."))
    with visitor.application.test_request_context():
        assert [step.state for step in journey.steps(queries.one(idea.id, public=True))] == ["done", "done", "done"]


def test_everybody_sees_no_refusal_the_author_does(visitor: FlaskClient) -> None:
    made = make_idea("Der Herr aus Nummer 14 parkt falsch.")
    later = clock.now() + timedelta(days=1)
    with clock.at(later), writing():
        services.advance(made.id, Stage.NOT_PUBLISHED, HOUSE, Said(reason="Der Text nennt eine Person."))
        services.rewrite(queries.one(made.id, public=False), Draft("Auf dem Gehweg wird geparkt."))
        services.advance(made.id, Stage.PUBLISHED, HOUSE)
    page = visitor.get(f"/ideen/{made.id}", follow_redirects=True).get_data(as_text=True)
    assert "Der Text nennt eine Person." not in page
    assert page.count("Eingegangen") == 1
    own = fill(visitor, "/ideen/nachsehen", code=made.code).get_data(as_text=True)
    assert "Der Text nennt eine Person." in own


def test_a_day_that_is_no_day_stays_as_it_is() -> None:
    assert journey.day("2026-13-77") == "2026-13-77"
    assert journey.day("2026-12-05") == "5.\u00a0Dezember\u00a02026"
