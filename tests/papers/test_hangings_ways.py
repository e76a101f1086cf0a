"""What papers tell on the way of an idea and under a result, what of a postponed sitting is due, what the radar costs."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import queries as circles
from core import slots
from core.db import db, writing
from core.factory import House
from ideas import queries as ideas
from kickbox.models import BoxState
from papers import hangings, queries, services
from papers.drafts import ConsultationDraft
from papers.models import ConsultationRole, Outcome
from radar.blips import Ring
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_papers import COMMITTEE, COUNCIL, OFFICE, day, make_body, make_paper, make_result, say
from tests.support.statements import counted

RECOMMENDS, DECIDES, NOTES = ConsultationRole


def told(idea_id: int) -> list[tuple[str, str, str, str | None]]:
    """Return what papers tell on an idea's way: title, sentence, state, address."""
    db.session.rollback()
    steps = hangings.journey(ideas.one(idea_id, public=True))
    return [(one.title, one.sentence, one.state, one.address) for one in steps]


def test_an_idea_shows_its_paper_and_who_is_next(app: House, visitor: FlaskClient) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), subject="Ein Ort je Bezirk")
    sentence = "Der Vorschlag liegt jetzt bei der Politik: „Ein Ort je Bezirk“."
    paper = ("Vorlage", sentence, "done", f"/vorlagen/{number}")
    assert told(idea) == [paper, ("Beratung", f"Der {COMMITTEE} berät darüber.", "next", None)]
    say(number, plain="Der Ausschuss ist dafür.")
    assert told(idea) == [paper, ("Beratung", f"Der {COUNCIL} entscheidet.", "next", None)]
    page = visitor.get(f"/ideen/{idea}", follow_redirects=True).text
    assert "Vorlage lesen" in page
    assert f"Der {COUNCIL} entscheidet." in page
    say(number)
    assert told(idea) == [paper]


def test_an_idea_behind_a_box_shows_the_report(app: House) -> None:
    idea = published().id
    number = make_paper(box_id=make_box(idea, state=BoxState.GOES_ON), bodies=((COMMITTEE, NOTES),))
    assert [(title, address) for title, _, _, address in told(idea)] == [
        ("Vorlage", f"/vorlagen/{number}"),
        ("Beratung", None),
    ]


@pytest.mark.parametrize("kind", ["closed sitting", "day over"])
def test_a_sitting_that_is_closed_or_over_is_not_what_comes_next(app: House, kind: str) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), released=False)
    with writing():
        when, seen = (day(-1), True) if kind == "day over" else (day(1), False)
        services.consult(number, ConsultationDraft(make_body("Vorstand"), when, RECOMMENDS, seen), OFFICE)
        services.release(number, OFFICE)
    assert [title for title, *_ in told(idea)] == ["Vorlage"]


def test_what_came_of_a_result_names_the_day_of_the_decision(app: House, visitor: FlaskClient) -> None:
    result = make_result(published().id)
    number = make_paper(deliverable_id=result)
    for _ in range(2):
        say(number, plain="Dafür.")
    parts = slots.parts("circles.deliverable", deliverable=circles.deliverable(result, public=True))
    assert [(part.title, part.iso) for part in parts] == [("Beschlussvorlage", day(0)), ("Beschlossen", day(14))]
    order = circles.deliverable(result, public=True).order
    assert f"/vorlagen/{number}" in visitor.get(f"/zirkel/{order.circle_id}/auftrag/{order.id}").text


def test_a_no_is_called_no_under_the_result(app: House) -> None:
    result = make_result(published().id)
    number = make_paper(deliverable_id=result, bodies=((COUNCIL, DECIDES),))
    say(number, Outcome.REJECTED, "Dafür fehlt das Geld.")
    parts = hangings.after(circles.deliverable(result, public=True))
    assert [(part.title, part.sentence) for part in parts][1:] == [("Abgelehnt", "Dafür fehlt das Geld.")]


def test_a_postponed_sitting_needs_a_new_day_until_it_has_one(app: House, office: FlaskClient) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),), days=-1, subject="Ein Ort je Bezirk")
    assert f"Ergebnis eintragen: {COUNCIL}" in office.get("/buero").text
    say(number, Outcome.POSTPONED, "Später.")
    assert f"Neuen Tag eintragen: {COUNCIL}" in office.get("/buero").text
    with writing():
        services.move(number, queries.paper(number, "desk").consultations[0].id, day(5), OFFICE)
    assert "eintragen: " not in office.get("/buero").text
    say(number)
    assert "eintragen: " not in office.get("/buero").text


def test_the_radar_costs_the_same_for_few_papers_and_many(app: House) -> None:
    def cost(more: int) -> int:
        for _ in range(more):
            number = make_paper(deliverable_id=make_result(), bodies=((COUNCIL, DECIDES),), area_id=None)
            say(number)
            say(make_paper(bodies=((COUNCIL, DECIDES),), area_id=1))
        db.session.rollback()
        with counted() as statements:
            blips = hangings.blips()
        assert {one.ring for one in blips} == {Ring.DONE}
        return len(statements)

    few = cost(2)
    assert cost(12) == few
