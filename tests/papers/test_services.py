"""What changes of a paper mean for its ideas when the row of consultations changes; what is refused; nothing told twice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.outbox import Promise
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.stages import Stage
from kickbox.models import BoxState
from papers import queries, services
from papers.drafts import BodyDraft, ConsultationDraft, DecisionDraft, PaperDraft
from papers.models import BodyKind, ConsultationRole, Outcome, Paper, PaperKind, PaperState
from tests.support.making import published
from tests.support.making_boxes import make_box
from tests.support.making_papers import COMMITTEE, COUNCIL, OFFICE, PLAIN, day, make_body, make_paper, make_result, say

RECOMMENDS, DECIDES, NOTES = ConsultationRole


def paper(number: int) -> Paper:
    db.session.rollback()
    return queries.paper(number, "desk")


def steps(idea_id: int) -> list[tuple[Stage, str, str]]:
    db.session.rollback()
    return [(one.stage, one.place, one.on) for one in ideas.one(idea_id, public=False).steps]


def confirmed(email: str = "a@example.org") -> int:
    made = published(email=email)
    with writing():
        idea_services.confirm(made.id)
    return made.id


def letters() -> list[str]:
    wanted = select(Promise).where(Promise.kind == "letter").order_by(Promise.id)
    return [" ".join(str(one.payload["body"]).split()) for one in db.session.scalars(wanted)]


def add(number: int, name: str, role: ConsultationRole, days: int, *, in_public: bool = True) -> int:
    body = make_body(name)
    with writing():
        return services.consult(number, ConsultationDraft(body, day(days), role, in_public), OFFICE).id


def test_without_the_next_body_the_ideas_wait_for_the_one_after_it(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea))
    with writing():
        services.take_out(number, paper(number).consultations[0].id, OFFICE)
    assert steps(idea)[-1] == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(14))


def test_a_body_put_in_front_is_told_one_put_behind_is_not(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COUNCIL, DECIDES),))
    add(number, "Beirat", NOTES, 50)
    assert steps(idea)[-1] == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(7))
    before = len(steps(idea))
    add(number, COMMITTEE, RECOMMENDS, 2)
    assert steps(idea)[before:] == [(Stage.WITH_POLITICS, f"Der {COMMITTEE}", day(2))]


def test_when_the_first_body_moves_behind_the_second_the_second_is_next(app: House) -> None:
    idea = confirmed()
    number = make_paper(deliverable_id=make_result(idea))
    first, second = paper(number).consultations
    with writing():
        services.move(number, first.id, day(21), OFFICE)
    assert steps(idea)[-1] == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(14))
    told = len(letters())
    with writing():
        services.move(number, first.id, day(22), OFFICE)
        services.move(number, second.id, day(14), OFFICE)
    assert len(letters()) == told
    assert len(steps(idea)) == len(set(steps(idea)))


def test_what_a_later_body_said_first_tells_the_authors_nothing_again(app: House) -> None:
    idea = confirmed()
    number = make_paper(deliverable_id=make_result(idea), bodies=((COMMITTEE, RECOMMENDS), ("Beirat", RECOMMENDS)))
    before, told = steps(idea), len(letters())
    with writing():
        services.decide(number, paper(number).consultations[1].id, DecisionDraft(Outcome.NOTED, "Gut."), OFFICE)
    assert (steps(idea), len(letters())) == (before, told)


def test_a_paper_that_was_only_recommended_waits_for_who_decides(app: House) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COMMITTEE, RECOMMENDS),))
    say(number, plain="Der Ausschuss ist dafür.")
    assert paper(number).state is PaperState.RELEASED
    add(number, COUNCIL, DECIDES, 30)
    assert steps(idea)[-1] == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(30))
    say(number)
    assert paper(number).state is PaperState.DECIDED
    assert steps(idea)[-1][0] is Stage.DECIDED


def test_taken_back_the_ideas_are_where_they_were_before(app: House) -> None:
    idea = published().id
    result = make_result(idea)
    place = next(place for stage, place, _ in reversed(steps(idea)) if stage is Stage.IN_WORK)
    number = make_paper(deliverable_id=result)
    with writing():
        services.withdraw(number, OFFICE)
    assert steps(idea)[-1] == (Stage.IN_WORK, place, day(0))
    assert place not in {"", "Das Digitalisierungsbüro"}


def test_taken_back_while_another_paper_of_the_result_is_with_politics(app: House) -> None:
    idea = published().id
    result = make_result(idea)
    make_paper(deliverable_id=result, bodies=((COUNCIL, DECIDES),), days=40)
    second = make_paper(deliverable_id=result)
    assert steps(idea)[-1][1] == f"Der {COMMITTEE}"
    with writing():
        services.withdraw(second, OFFICE)
    assert steps(idea)[-1] == (Stage.WITH_POLITICS, f"Der {COUNCIL}", day(40))


def test_a_public_paper_is_decided_in_an_open_sitting(app: House) -> None:
    number = make_paper(bodies=((COMMITTEE, RECOMMENDS),), released=False)
    with writing(), pytest.raises(Refused, match="in öffentlicher Sitzung"):
        services.consult(number, ConsultationDraft(make_body(COUNCIL), day(30), DECIDES, in_public=False), OFFICE)
    closed = make_paper(bodies=(), released=False, in_public=False)
    add(closed, COUNCIL, DECIDES, 30, in_public=False)
    with writing():
        said = PaperDraft.of(paper(closed))
        services.edit(closed, PaperDraft(**{**vars(said), "in_public": True}), OFFICE)
    with writing(), pytest.raises(Refused, match="in öffentlicher Sitzung"):
        services.release(closed, OFFICE)
    assert paper(closed).released_at is None


def test_what_a_closed_sitting_said_is_told_to_nobody(app: House) -> None:
    idea = confirmed()
    box = make_box(idea, state=BoxState.GOES_ON)
    number = make_paper(box_id=box, bodies=((COMMITTEE, NOTES),), released=False)
    add(number, "Verwaltungsvorstand", NOTES, 20, in_public=False)
    with writing():
        services.release(number, OFFICE)
    say(number, Outcome.NOTED, "Der Ausschuss hat es gelesen.")
    say(number, Outcome.NOTED, "Streng vertraulich besprochen.")
    assert paper(number).state is PaperState.DECIDED
    assert "vertraulich" not in " ".join(letters())
    assert "Die Beratung ist zu Ende." in letters()[-1]


def test_the_same_words_saved_twice_change_nothing(app: House) -> None:
    number = make_paper(released=False)
    row = paper(number)
    version, said = row.version, PaperDraft.of(row)
    changed = PaperDraft(**{**vars(said), "subject": "Anders"})
    for _ in range(2):
        with writing():
            services.edit(number, changed, OFFICE, version)
    with writing(), pytest.raises(Refused, match="Jemand anderes"):
        services.edit(number, said, OFFICE, version)
    assert paper(number).subject == "Anders"


@pytest.mark.parametrize("state", [BoxState.RUNNING, BoxState.LEARNED])
def test_only_a_box_that_goes_on_becomes_a_paper(app: House, state: BoxState) -> None:
    box = make_box(state=state)
    with writing(), pytest.raises(Refused, match="die weitergeht"):
        services.draft(OFFICE, box_id=box)


def test_what_is_hidden_or_missing_becomes_no_paper(app: House) -> None:
    asked = make_box(state=BoxState.ASKED)
    sources: list[dict[str, Any]] = [{"box_id": asked}, {"box_id": 999}, {"deliverable_id": 999}]
    for source in sources:
        with writing(), pytest.raises(NotThere):
            services.draft(OFFICE, **source)
    assert db.session.scalars(select(Paper)).all() == []


def test_votes_item_and_wording_are_kept_as_typed(app: House) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    say(number, Outcome.CHANGED, PLAIN, yes=30, no=4, abstained=0, agenda_item="Ö 5.2", wording="Nur drei Jahre.")
    said = queries.final(paper(number))
    assert said is not None
    assert (said.yes, said.no, said.abstained, said.agenda_item) == (30, 4, 0, "Ö 5.2")
    assert (said.outcome, said.wording, said.plain) == (Outcome.CHANGED, "Nur drei Jahre.", PLAIN)


def test_a_draft_takes_no_result(app: House) -> None:
    number = make_paper(released=False)
    turn = paper(number).consultations[0].id
    with writing(), pytest.raises(Refused, match="in Beratung"):
        services.decide(number, turn, DecisionDraft(Outcome.UNANIMOUS, "Ja."), OFFICE)


def test_a_result_needs_a_sentence(app: House) -> None:
    number = make_paper()
    turn = paper(number).consultations[0].id
    with writing(), pytest.raises(Refused, match="einen Satz"):
        services.decide(number, turn, DecisionDraft(Outcome.UNANIMOUS, "  "), OFFICE)
    assert queries.consultation(turn).decision is None


def test_a_dropped_draft_is_gone_with_its_consultations(app: House) -> None:
    number = make_paper(released=False)
    turn = paper(number).consultations[0].id
    with writing():
        services.drop(number, OFFICE)
    for read in (lambda: queries.paper(number, "desk"), lambda: queries.consultation(turn)):
        with pytest.raises(NotThere):
            read()


def test_bodies_stand_once_are_renamed_and_switched_off(app: House) -> None:
    first, second = make_body("Rat der Stadt"), make_body("Beirat")
    assert make_body("RAT DER STADT") == first
    with writing():
        services.change_body(second, BodyDraft("Jugendrat", BodyKind.BOARD, "Der", active=False), OFFICE, 1)
    assert [one.name for one in queries.bodies()] == ["Rat der Stadt"]
    assert [one.name for one in queries.bodies(active=False)] == ["Jugendrat", "Rat der Stadt"]
    with writing(), pytest.raises(Refused, match="Jugendrat"):
        services.change_body(second, BodyDraft("Anders", BodyKind.BOARD), OFFICE, 1)
    with writing(), pytest.raises(Refused, match="gibt es schon"):
        services.change_body(second, BodyDraft("rat der stadt", BodyKind.BOARD), OFFICE, 2)


def test_the_newest_release_stands_first_page_by_page(app: House) -> None:
    made = [make_paper(released=False) for _ in range(5)]
    order = [made[index] for index in (3, 0, 4, 2, 1)]
    for number in order:
        with writing():
            services.release(number, OFFICE)
    db.session.rollback()
    first = queries.papers("public", size=2)[:2]
    second = queries.papers("public", before=first[-1].id, size=2)[:2]
    third = queries.papers("public", before=second[-1].id, size=2)
    assert [one.id for one in (*first, *second, *third)] == order[::-1]
    assert queries.papers("public", before=999) == []


def test_a_report_is_taken_note_of(app: House) -> None:
    number = make_paper(bodies=((COMMITTEE, NOTES),), kind=PaperKind.INFORMATION)
    say(number, Outcome.NOTED, "Gelesen.")
    said = queries.final(paper(number))
    assert said is not None
    assert said.plain == "Gelesen."
