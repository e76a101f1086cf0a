"""The way of a paper: release, recommendation, decision; the ideas behind it move along, all in one or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.outbox import Promise
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.models import Idea
from ideas.stages import Stage
from kickbox.models import BoxState
from papers import queries, services
from papers.drafts import ConsultationDraft, DecisionDraft
from papers.models import ConsultationRole, Decision, Outcome, Paper, PaperKind, PaperState
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_papers import (
    COMMITTEE,
    COUNCIL,
    OFFICE,
    PLAIN,
    day,
    make_body,
    make_paper,
    make_result,
    say,
)
from tests.support.together import at_once

RECOMMENDS, DECIDES, NOTES = ConsultationRole


def now(idea_id: int) -> Idea:
    db.session.rollback()
    return ideas.one(idea_id, public=False)


def last_step(idea_id: int) -> tuple[Stage, str, str, str]:
    step = now(idea_id).steps[-1]
    return step.stage, step.place, step.on, step.reason


def steps(idea_id: int) -> list[tuple[Stage, str]]:
    return [(step.stage, step.place) for step in now(idea_id).steps]


def paper(number: int) -> Paper:
    db.session.rollback()
    return queries.paper(number, "desk")


def letters_about(word: str) -> list[str]:
    wanted = select(Promise).where(Promise.kind == "letter").order_by(Promise.id)
    bodies = [" ".join(str(one.payload["body"]).split()) for one in db.session.scalars(wanted)]
    return [body for body in bodies if word in body]


def test_every_idea_goes_to_the_first_body_then_to_the_next_then_is_decided(app: House) -> None:
    made = [published(f"Idee {n}", email=f"a{n}@example.org") for n in (1, 2)]
    for one in made:
        with writing():
            idea_services.confirm(one.id)
    number = make_paper(deliverable_id=make_result(*(one.id for one in made)))
    for one in made:
        assert last_step(one.id) == (Stage.WITH_POLITICS, f"Der {COMMITTEE}", day(7), "")
    say(number, plain="Der Ausschuss ist dafür.")
    for one in made:
        assert last_step(one.id) == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(14), "")
    assert paper(number).state is PaperState.RELEASED
    say(number)
    for one in made:
        assert last_step(one.id) == (Stage.DECIDED, f"Der {COUNCIL}", day(14), PLAIN)
    assert paper(number).state is PaperState.DECIDED
    assert len(letters_about(PLAIN)) == len(made)


def test_a_no_is_told_in_plain_words_too(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COUNCIL, DECIDES),))
    say(number, Outcome.REJECTED, "Der Rat will das nicht, weil das Geld fehlt.")
    assert last_step(idea) == (
        Stage.DECIDED,
        f"Der {COUNCIL}",
        day(7),
        "Der Rat will das nicht, weil das Geld fehlt.",
    )


def test_a_postponed_consultation_decides_nothing_and_waits_again(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COUNCIL, DECIDES),))
    before = steps(idea)
    say(number, Outcome.POSTPONED, "Der Rat will später darüber sprechen.")
    assert steps(idea) == before
    assert paper(number).state is PaperState.RELEASED
    turn = queries.next_open(paper(number))
    assert turn
    with writing():
        services.move(number, turn.id, day(30), OFFICE)
    assert last_step(idea) == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(30), "")
    say(number)
    assert last_step(idea) == (Stage.DECIDED, f"Der {COUNCIL}", day(30), PLAIN)


def test_a_release_needs_a_body_a_resolution_and_reasons(app: House) -> None:
    with writing():
        number = services.draft(OFFICE).id
    with writing(), pytest.raises(Refused, match="eine Beratung, ein Beschlussvorschlag, eine Begründung"):
        services.release(number, OFFICE)
    assert paper(number).released_at is None


def test_everything_of_a_release_happens_or_nothing(app: House) -> None:
    first, second = published("Eins").id, published("Zwei").id
    number = make_paper(deliverable_id=make_result(first, second), released=False)
    before = steps(first), steps(second)

    def broken() -> None:
        with writing():
            services.release(number, OFFICE)
            raise RuntimeError("the wire breaks")

    with pytest.raises(RuntimeError):
        broken()
    assert (steps(first), steps(second)) == before
    assert paper(number).state is PaperState.DRAFT


def test_ideas_that_may_not_move_stay_where_they_are(app: House) -> None:
    done, free = published("Eins").id, published("Zwei").id
    number = make_paper(deliverable_id=make_result(done, free), released=False)
    with writing():
        idea_services.advance(done, Stage.DONE, OFFICE, idea_services.Said(reason="Das gibt es schon."))
    with writing():
        services.release(number, OFFICE)
    say(number)
    say(number)
    assert (now(done).stage, now(free).stage) == (Stage.DONE, Stage.DECIDED)


def test_pressing_twice_is_harmless(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea))
    before = steps(idea)
    with writing():
        services.release(number, OFFICE, version=1)
    assert steps(idea) == before
    turn = paper(number).consultations[0].id
    version = paper(number).version
    said = DecisionDraft(Outcome.UNANIMOUS, "Ja.")
    for _ in range(2):
        with writing():
            services.decide(number, turn, said, OFFICE, version)
    assert steps(idea).count((Stage.WITH_POLITICS, f"Der {COUNCIL}")) == 1
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_the_second_of_two_people_is_refused(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COUNCIL, DECIDES),))
    row = paper(number)
    turn, version = row.consultations[0].id, row.version
    yes, no = DecisionDraft(Outcome.UNANIMOUS, "Ja."), DecisionDraft(Outcome.REJECTED, "Nein.")
    said = at_once(
        app,
        lambda: services.decide(number, turn, yes, OFFICE, version),
        lambda: services.decide(number, turn, no, OFFICE, version),
    )
    assert said[0] == ""
    assert said[1] != ""
    assert [stage for stage, _ in steps(idea)].count(Stage.DECIDED) == 1


def test_released_at_the_same_moment_it_is_released_once(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), released=False)
    version = paper(number).version
    said = at_once(app, *(lambda: services.release(number, OFFICE, version) for _ in range(2)))
    assert said == ["", ""]
    assert [stage for stage, _ in steps(idea)].count(Stage.WITH_POLITICS) == 1


def test_a_release_is_taken_back_only_before_anybody_has_said_anything(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea))
    with writing():
        services.withdraw(number, OFFICE)
    assert now(idea).stage is Stage.IN_WORK
    assert paper(number).state is PaperState.DRAFT
    with writing():
        services.release(number, OFFICE)
    say(number)
    with writing(), pytest.raises(Refused, match="schon beraten"):
        services.withdraw(number, OFFICE)
    assert paper(number).state is PaperState.RELEASED


def test_what_is_said_stays_said(app: House) -> None:
    number = make_paper(deliverable_id=make_result(published().id), bodies=((COUNCIL, DECIDES),))
    turn = paper(number).consultations[0].id
    say(number)
    with writing(), pytest.raises(Refused):
        services.decide(number, turn, DecisionDraft(Outcome.REJECTED, "Doch nicht."), OFFICE)
    with writing(), pytest.raises(Refused):
        services.take_out(number, turn, OFFICE)
    with writing(), pytest.raises(Refused):
        services.move(number, turn, day(40), OFFICE)
    with writing(), pytest.raises(Refused):
        services.consult(number, ConsultationDraft(make_body("Beirat"), day(50), NOTES), OFFICE)
    decision = queries.final(paper(number))
    assert decision
    assert (decision.outcome, decision.plain) == (Outcome.UNANIMOUS, PLAIN)


def test_a_consultation_of_another_paper_is_not_there(app: House) -> None:
    one, other = make_paper(), make_paper()
    foreign = paper(other).consultations[0].id
    with writing(), pytest.raises(NotThere):
        services.decide(one, foreign, DecisionDraft(Outcome.UNANIMOUS, "Ja."), OFFICE)
    assert db.session.scalars(select(Decision)).all() == []


def test_a_closed_paper_moves_no_idea_and_writes_to_nobody(app: House) -> None:
    made = published(email="a@example.org")
    with writing():
        idea_services.confirm(made.id)
    result = make_result(made.id)
    before, letters = steps(made.id), letters_about("")
    number = make_paper(deliverable_id=result, in_public=False)
    say(number, plain="Geheim empfohlen.")
    say(number, plain="Geheim beschlossen.")
    assert steps(made.id) == before
    assert letters_about("") == letters
    assert paper(number).state is PaperState.DECIDED


def test_a_closed_paper_decides_nothing_for_ideas_that_another_paper_took_to_politics(app: House) -> None:
    idea = published().id
    result = make_result(idea)
    make_paper(deliverable_id=result)
    closed = make_paper(deliverable_id=result, in_public=False, bodies=((COUNCIL, DECIDES),))
    say(closed, plain="Geheim beschlossen.")
    assert now(idea).stage is Stage.WITH_POLITICS
    other = make_paper(deliverable_id=result, in_public=False)
    with writing():
        services.withdraw(other, OFFICE)
    assert now(idea).stage is Stage.WITH_POLITICS


def test_a_report_has_no_decision_the_authors_read_that_it_was_noted(app: House) -> None:
    made = published(email="a@example.org")
    with writing():
        idea_services.confirm(made.id)
    box = make_box(made.id, state=BoxState.GOES_ON)
    number = make_paper(box_id=box, bodies=((COMMITTEE, NOTES),))
    assert paper(number).kind is PaperKind.INFORMATION
    say(number, Outcome.NOTED, "Der Ausschuss findet die Idee gut und bleibt dran.")
    assert paper(number).state is PaperState.DECIDED
    assert now(made.id).stage is Stage.WITH_POLITICS
    assert len(letters_about("findet die Idee gut")) == 1


def test_the_same_form_drafts_one_paper(app: House) -> None:
    for _ in range(2):
        with writing():
            services.draft(OFFICE, nonce="ein Formular")
    assert len(db.session.scalars(select(Paper)).all()) == 1


def test_only_one_body_decides(app: House) -> None:
    number = make_paper(released=False)
    with writing(), pytest.raises(Refused, match="entscheidet schon"):
        services.consult(number, ConsultationDraft(make_body("Beirat"), day(50), DECIDES), OFFICE)


def test_a_released_text_stands_still(app: House) -> None:
    number = make_paper(subject="So heißt sie")
    with writing(), pytest.raises(Refused):
        services.edit(number, services.PaperDraft("Anders"), OFFICE)
    with writing(), pytest.raises(Refused):
        services.drop(number, OFFICE)
    assert paper(number).subject == "So heißt sie"
