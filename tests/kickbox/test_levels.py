"""Levels and ends: said by the innovator, one at a time; a stop is a result; the idea and its author hear of it."""

from __future__ import annotations

import re
import threading

import pytest
from flask.testing import FlaskClient

from core import outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import services as idea_services
from ideas.models import Idea
from ideas.stages import Stage
from kickbox import queries, services
from kickbox.models import Box, BoxState
from radar import queries as radar
from tests.support.making import make_idea, published
from tests.support.making_actors import make_actor
from tests.support.making_boxes import make_box
from tests.support.pages import fill, token, version
from tests.support.smtp import Sink
from tests.support.statements import counted

OWN = re.compile(r"http://[^\s]+(/kickbox/meine/[\w-]+)")
LESSON = "Die Fühler halten nur einen Sommer."


def box_now(number: int) -> Box:
    db.session.rollback()
    return queries.box(number, public=False)


def stage_of(number: int) -> Stage:
    db.session.rollback()
    return db.session.get_one(Idea, number).stage


def accepted(office: FlaskClient, letters: Sink, idea_id: int | None = None, **more: str) -> tuple[int, str]:
    """Let the office accept an application; return the box and the innovator's own address out of the letter."""
    number = make_box(idea_id, state=BoxState.CONFIRMED)
    page = f"/buero/kickbox/{number}"
    opened = office.get(page)
    area = radar.taxonomy().areas[4].id
    sent = {
        "title": "Bäume sagen Bescheid",
        "text": "Zwölf Bäume.",
        "area": str(area),
        "first_on": "2999-01-07",
        **more,
    }
    answer = office.post(
        f"{page}/annehmen",
        data={"token": token(opened, f"{page}/annehmen"), "version": version(opened), **sent},
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    outbox.deliver_due()
    letter = next(one for one in letters.wait_for(3) if "eigene Seite" in one.text)
    found = OWN.search(letter.text)
    assert found
    return number, found[1]


def test_a_box_from_an_idea_to_its_end(app: House, office: FlaskClient, visitor: FlaskClient, letters: Sink) -> None:
    idea = published("Junge Bäume brauchen Wasser.")
    coach, hidden = make_actor("Umweltbetrieb"), make_actor("Stille Stelle", public=False)
    number, own = accepted(office, letters, idea.id, coach=str(coach))
    assert stage_of(idea.id) is Stage.IN_WORK
    public = visitor.get(f"/kickbox/{number}").get_data(as_text=True)
    for word in ("Bäume sagen Bescheid", "Zwölf Bäume.", "Umweltbetrieb", "Anfangen", "Infiltrate", "Junge Bäume"):
        assert word in public
    assert "Innovator*in" not in public
    assert "innovatorin@example.org" not in public
    page = visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
    assert "Eine Kickbox: „Bäume sagen Bescheid“ arbeitet daran." in page
    assert f'href="/kickbox/{number}"' in page

    stale_page = visitor.get(own)
    sent = {"token": token(stale_page, f"{own}/stufe"), "level": "2", "note": "Zwölf Menschen gießen mit."}
    for _ in range(2):
        assert visitor.post(f"{own}/stufe", data=sent).status_code == 303
    box = box_now(number)
    assert (box.level, [step.note for step in box.steps]) == (2, ["", "Zwölf Menschen gießen mit."])
    assert "Zwölf Menschen" in visitor.get(f"/kickbox/{number}").get_data(as_text=True)
    assert "Zwölf Menschen" in visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
    assert visitor.post(f"{own}/stufe", data={**sent, "level": "5"}).status_code == 409

    with writing():
        plan = services.Plan(box.title, box.text, box.area_id, hidden)
        services.change(number, plan, HOUSE)
    assert "Stille Stelle" not in visitor.get(f"/kickbox/{number}").get_data(as_text=True)

    ended = fill(visitor, own, to=f"{own}/ende", action=f"{own}/ende", outcome="learned", ending=LESSON)
    assert ended.status_code == 303
    assert box_now(number).state is BoxState.LEARNED
    assert stage_of(idea.id) is Stage.ANSWERED
    page = visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
    assert f"Gelernt haben wir: {LESSON}" in page
    assert "etwas ist gelernt" in page
    assert LESSON in visitor.get(own).get_data(as_text=True)
    assert LESSON in visitor.get("/kickbox").get_data(as_text=True)
    assert visitor.post(f"{own}/stufe", data={**sent, "level": "3"}).status_code == 409


def test_what_goes_on_is_told_to_the_author(app: House, letters: Sink) -> None:
    idea = make_idea("Werkstatt zum Ausprobieren.", email="autor@example.org")
    with writing():
        idea_services.confirm(idea.id)
        idea_services.advance(idea.id, Stage.PUBLISHED, HOUSE)
    number = make_box(idea.id, title="Werkstatt auf Rädern", state=BoxState.GOES_ON, level=6)
    outbox.deliver_due()
    subjects = [str(one.message["Subject"]) for one in letters.wait_for(8) if one.message["To"] == "autor@example.org"]
    assert subjects[-2:] == ["Ihre Idee: In Arbeit", "Ihre Idee: Die Kickbox geht weiter"]
    told = next(one for one in letters.letters if one.message["Subject"] == subjects[-1])
    assert f"/kickbox/{number}" in told.text
    assert stage_of(idea.id) is Stage.IN_WORK
    assert [box.id for box in queries.goes_on()] == [number]


def test_a_box_does_not_answer_an_idea_that_others_work_on(app: House) -> None:
    idea = published("Bäume gießen.")
    with writing():
        said = idea_services.Said(place="Der Innovationszirkel", on="2999-01-01")
        idea_services.advance(idea.id, Stage.IN_WORK, HOUSE, said)
    make_box(idea.id, state=BoxState.LEARNED)
    assert stage_of(idea.id) is Stage.IN_WORK


def test_a_hidden_idea_is_left_alone_and_not_named(app: House, visitor: FlaskClient) -> None:
    idea = published("Geheimnis im Garten.")
    number = make_box(idea.id)
    with writing():
        idea_services.advance(idea.id, Stage.NOT_PUBLISHED, HOUSE, idea_services.Said(reason="Namen."))
        services.end(number, LESSON, AUTHOR)
    assert stage_of(idea.id) is Stage.NOT_PUBLISHED
    assert "Geheimnis" not in visitor.get(f"/kickbox/{number}").get_data(as_text=True)


def test_levels_come_one_after_the_other_and_end_at_six(app: House) -> None:
    number = make_box(level=6)
    for level, note in ((0, "x"), (1, "x"), (4, "x"), (7, "x"), (-3, "x")):
        with pytest.raises(Refused), writing():
            services.reach(number, level, note, AUTHOR)
    with writing():
        assert services.reach(number, 6, "noch einmal", AUTHOR).level == 6
    other = make_box()
    for level, note in ((3, "übersprungen"), (2, "")):
        with pytest.raises(Refused), writing():
            services.reach(other, level, note, AUTHOR)
    assert [step.level for step in box_now(number).steps] == [1, 2, 3, 4, 5, 6]
    assert box_now(other).level == 1


def test_an_end_needs_a_result_and_comes_once(app: House) -> None:
    number = make_box()
    with pytest.raises(Refused), writing():
        services.end(number, "", AUTHOR)
    for _ in range(2):
        with writing():
            services.end(number, LESSON, AUTHOR)
    with pytest.raises(Refused), writing():
        services.end(number, "etwas anderes", AUTHOR)
    for state in (BoxState.ASKED, BoxState.CONFIRMED, BoxState.DECLINED):
        with pytest.raises(Refused), writing():
            services.end(make_box(state=state), LESSON, AUTHOR)


@pytest.mark.parametrize(
    "typed",
    [
        {"outcome": "", "ending": "x"},
        {"outcome": "fly", "ending": "x"},
        {"outcome": "learned", "ending": "", "onward": "irgendwo"},
        {"outcome": "goes_on", "onward": "", "ending": "x"},
        {"outcome": "goes_on", "onward": "x" * 100_000},
        {"outcome": "learned", "ending": "x" * 100_000},
    ],
)
def test_a_bad_end_is_named_and_changes_nothing(
    app: House, office: FlaskClient, letters: Sink, visitor: FlaskClient, typed: dict[str, str]
) -> None:
    number, own = accepted(office, letters)
    answer = fill(visitor, own, to=f"{own}/ende", action=f"{own}/ende", **typed)
    assert answer.status_code == 422
    assert box_now(number).state is BoxState.RUNNING


def test_the_own_link_ends_with_a_new_one(app: House, office: FlaskClient, letters: Sink, visitor: FlaskClient) -> None:
    number, own = accepted(office, letters)
    page = f"/buero/kickbox/{number}"
    assert fill(office, page, to=f"{page}/brief", action=f"{page}/brief").status_code == 303
    assert visitor.get(own).status_code == 404
    outbox.deliver_due()
    assert letters.wait_for(4)


def test_the_way_of_an_idea_costs_the_same_for_one_box_and_for_three(app: House, visitor: FlaskClient) -> None:
    idea = published("Bäume gießen.")

    def cost() -> int:
        visitor.get(f"/ideen/{idea.id}", follow_redirects=True)
        with counted() as statements:
            assert "Kickbox, Stufe" in visitor.get(f"/ideen/{idea.id}", follow_redirects=True).get_data(as_text=True)
        return len(statements)

    make_box(idea.id, level=3)
    few = cost()
    make_box(idea.id, level=2)
    make_box(idea.id, state=BoxState.LEARNED)
    assert cost() == few


def test_two_hands_at_one_moment_reach_one_level(app: House) -> None:
    number = make_box()
    db.session.remove()
    gate, levels = threading.Barrier(4), list[int]()

    def said() -> None:
        with app.app_context():
            gate.wait()
            with writing():
                levels.append(services.reach(number, 2, "Etwas gelernt.", AUTHOR).level)

    hands = [threading.Thread(target=said) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert levels == [2, 2, 2, 2]
    assert [step.level for step in box_now(number).steps] == [1, 2]
