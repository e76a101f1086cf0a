"""Orders: one of a circle runs, ideas go to work with a letter, seats are respected, two people at once do no harm."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from circles import queries, services
from circles.models import OrderState, WorkOrder
from compass.models import Actor
from core import clock
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.outbox import Promise
from dialogues.models import Dialogue, Vision, Way
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.models import Idea
from ideas.stages import Stage
from tests.support.making import make_idea, published
from tests.support.making_actors import make_actor
from tests.support.making_orders import OFFICE, make_circle, make_deliverable, make_order, order_draft

HELP = 4
"""Digitale Befähigung & Weiterbildung, an Aktionsfeld of "wissen"."""


def make_vision(*idea_ids: int, way: Way | None = Way.CIRCLE, released: bool = True, area_id: int = HELP) -> int:
    """Write a vision as a row; the room of the meetings has its own tests."""
    with writing():
        meeting = Dialogue(title="Digitale Hilfe für Ältere", held_on="2026-10-01")
        db.session.add(meeting)
        db.session.flush()
        vision = Vision(dialogue_id=meeting.id, title="Jemand hilft in Ruhe weiter", text="Überall.", rank=1, way=way)
        vision.main_area_id, vision.written_at = area_id, clock.now()
        vision.released_at = clock.now() if released else None
        vision.ideas = list(db.session.scalars(select(Idea).where(Idea.id.in_(idea_ids))))
        db.session.add(vision)
        db.session.flush()
        return vision.id


def at_once(app: House, *calls: Callable[[], object]) -> list[str]:
    """Do several things at the same moment, each in a transaction of its own; return what each was told ("" for yes)."""
    together, said = threading.Barrier(len(calls), timeout=20), list[str]()

    def work(call: Callable[[], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                with writing():
                    call()
                said.append("")
            except Refused as refused:
                said.append(refused.sentence)
            db.session.remove()

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(said) == len(calls)
    return sorted(said)


def test_a_circle_is_set_up_once(app: House) -> None:
    assert make_circle("leben") == make_circle("leben")
    assert [one.circle is not None for one in queries.by_field()] == [False, False, True, False]
    with writing(), pytest.raises(NotThere):
        services.found(999, OFFICE)


def test_the_same_form_sent_twice_is_one_order(app: House) -> None:
    circle = make_circle()
    with writing():
        first = services.plan(circle, order_draft(), OFFICE, nonce="same").id
        assert services.plan(circle, order_draft(), OFFICE, nonce="same").id == first
        assert services.plan(circle, order_draft(), OFFICE, nonce="other").id != first


def test_only_one_order_of_a_circle_runs(app: House) -> None:
    make_order(title="Der erste")
    second = make_order(title="Der zweite", started=False)
    with writing(), pytest.raises(Refused, match="läuft gerade „Der erste“"):
        services.start(second, OFFICE)
    make_order(field="leben")
    assert len(queries.running()) == 2


def test_of_two_started_at_once_one_runs(app: House) -> None:
    numbers = [make_order(title=title, started=False) for title in ("A", "B")]
    said = at_once(app, *(lambda n=n: services.start(n, OFFICE) for n in numbers))
    assert said[0] == ""
    assert "läuft gerade" in said[1]
    states = select(func.count()).where(WorkOrder.state == OrderState.RUNNING)
    assert db.session.scalar(states) == 1


def test_the_database_itself_keeps_a_second_from_running(app: House) -> None:
    make_order()
    second = make_order(started=False)
    raised = update(WorkOrder).where(WorkOrder.id == second).values(state=OrderState.RUNNING)
    with writing(), pytest.raises(IntegrityError):
        db.session.execute(raised)


def test_of_two_who_change_one_order_the_second_is_told(app: House) -> None:
    number = make_order(started=False)
    said = at_once(
        app, *(lambda t=t: services.change_order(number, order_draft(t), OFFICE, 1) for t in ("Eins", "Zwei"))
    )
    assert said[0] == ""
    assert "war schneller" in said[1]


@pytest.mark.parametrize(("begins", "ends"), [("2026-05-02", "2026-05-02"), ("2026-05-02", "2026-05-01")])
def test_an_order_ends_after_it_begins(app: House, begins: str, ends: str) -> None:
    circle, draft = make_circle(), order_draft()
    wrong = services.OrderDraft(draft.title, draft.goal, draft.result_kind_id, begins, ends, 5)
    with writing(), pytest.raises(Refused, match="nach dem Beginn"):
        services.plan(circle, wrong, OFFICE)


def test_an_order_whose_end_is_over_does_not_start(app: House) -> None:
    with clock.at(clock.now() - timedelta(days=200)):
        number = make_order(started=False)
    with writing(), pytest.raises(Refused, match="Vergangenheit"):
        services.start(number, OFFICE)


def test_only_a_vision_for_a_circle_becomes_an_order_and_only_a_released_one_starts(app: House) -> None:
    circle = make_circle()
    with writing(), pytest.raises(Refused, match="anderer Weg"):
        services.plan(circle, order_draft(), OFFICE, vision_id=make_vision(way=Way.KICKBOX))
    with pytest.raises(Refused, match="noch nicht veröffentlicht"):
        make_order(make_vision(released=False))


def test_a_start_puts_the_ideas_behind_the_vision_to_work_and_writes_to_their_authors(app: House) -> None:
    told, waiting = published(email="a@example.org"), make_idea("Noch ungelesen, bitte warten.")
    declined = published("Eine ganz andere Sache am Bach.")
    with writing():
        idea_services.confirm(told.id)
        idea_services.advance(declined.id, Stage.DONE, OFFICE, idea_services.Said(reason="Gibt es."))
    before = db.session.scalar(select(func.count(Promise.id)).where(Promise.kind == "letter"))
    order = make_order(make_vision(told.id, waiting.id, declined.id))
    idea = ideas.one(told.id, public=True)
    ends_on = queries.order(order, public=True).ends_on
    said = (idea.steps[-1].place, idea.steps[-1].on)
    assert (idea.stage, said) == (Stage.IN_WORK, ("Der Innovationszirkel „Wissen & Lernen“", ends_on))
    stages = [ideas.one(made.id, public=False).stage for made in (waiting, declined)]
    assert stages == [Stage.RECEIVED, Stage.DONE]
    assert db.session.scalar(select(func.count(Promise.id)).where(Promise.kind == "letter")) == (before or 0) + 1


def test_an_order_ends_without_a_result_only_with_a_word_about_it(app: House) -> None:
    number = make_order()
    with writing(), pytest.raises(Refused, match="was aus dem Auftrag wurde"):
        services.end(number, "", OFFICE)
    with writing():
        services.end(number, "Es fand sich niemand, der mitmacht.", OFFICE)
    order = queries.order(number, public=True)
    assert (order.state, order.end_note) == (OrderState.ENDED, "Es fand sich niemand, der mitmacht.")
    with writing(), pytest.raises(Refused):
        services.end(number, "Noch einmal.", OFFICE)
    with writing(), pytest.raises(Refused, match="abgeschlossen"):
        services.take(number, make_actor(), OFFICE)


def test_only_what_never_ran_is_deleted(app: House) -> None:
    running, waiting = make_order(), make_order(started=False)
    with writing(), pytest.raises(Refused, match="begonnen"):
        services.drop(running, OFFICE, queries.order(running, public=False).version)
    with writing():
        services.drop(waiting, OFFICE, 1)
    with pytest.raises(NotThere):
        queries.order(waiting, public=False)


def test_seats_are_respected_even_by_two_at_once(app: House) -> None:
    number = make_order(seats=2)
    actors = [make_actor(name) for name in ("A", "B", "C")]
    with writing():
        services.take(number, actors[0], OFFICE)
        assert services.take(number, actors[0], OFFICE).actor_id == actors[0]
    said = at_once(app, *(lambda a=a: services.take(number, a, OFFICE) for a in actors[1:]))
    assert said[0] == ""
    assert "Alle 2 Plätze sind besetzt" in said[1]
    assert len(queries.order(number, public=False).places) == 2
    with writing(), pytest.raises(Refused, match="2 Plätze besetzt"):
        services.change_order(number, order_draft(seats=1), OFFICE, queries.order(number, public=False).version)


def test_a_freed_place_can_be_taken_again(app: House) -> None:
    number, first, second = make_order(seats=1), make_actor("A"), make_actor("B")
    with writing():
        place = services.take(number, first, OFFICE).id
    with writing():
        services.free(number, place, OFFICE)
        services.free(number, place, OFFICE)
    with writing():
        services.take(number, second, OFFICE)
    assert [one.actor_id for one in queries.order(number, public=False).places] == [second]
    assert db.session.get(Actor, first) is not None


def test_a_call_shows_a_waiting_order_until_the_last_place_is_taken(app: House) -> None:
    number = make_order(started=False, seats=1)
    with pytest.raises(NotThere):
        queries.order(number, public=True)
    with writing():
        services.call(number, OFFICE, 1, calling=True)
    assert [one.id for one in queries.open_calls()] == [number]
    assert queries.order(number, public=True).public
    with writing():
        services.take(number, make_actor(), OFFICE)
    assert queries.open_calls() == []
    assert not queries.order(number, public=False).calling
    with writing(), pytest.raises(Refused, match="besetzt"):
        services.call(number, OFFICE, queries.order(number, public=False).version, calling=True)


def test_people_for_an_order_are_sought_by_one_challenge(app: House) -> None:
    number = make_order(make_vision())
    with writing():
        challenge = services.ask(number, OFFICE).id
    with writing():
        assert services.ask(number, OFFICE).id == challenge
    assert queries.order(number, public=False).challenge_id == challenge


def test_a_second_order_may_start_after_a_release(app: House) -> None:
    make_deliverable(make_order())
    second = make_order(title="Danach")
    assert [one.id for one in queries.running()] == [second]
