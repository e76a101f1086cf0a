"""Wordings of visions, theses that carry them, what takes them up, an answer as a way on, the Anwendungsfall."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from circles import queries as circles
from core.db import writing
from core.errors import Refused
from core.factory import House
from core.things import Thing
from dialogues import ballots, queries, services
from dialogues.agreement import Counts
from dialogues.evenings import queries as evenings
from dialogues.models import Way
from dialogues.services import VisionDraft, WayDraft
from ideas import queries as ideas
from ideas.stages import Stage
from radar import queries as radar
from tests.support.making import published
from tests.support.making_evenings import counted
from tests.support.making_orders import make_order
from tests.support.making_visions import OFFICE, make_dialogue, make_vision
from tests.support.pages import token, version
from tests.support.together import at_once


def words(vision: int) -> list[tuple[int, str, str]]:
    """Return number, title and text of every wording, the newest first."""
    return [(one.number, one.title, one.text) for one in evenings.wordings(vision)]


def test_every_wording_is_kept_once(app: House) -> None:
    number = make_vision(title="Eins", text="Erste.", released=False)
    for title, text in (("Eins", "Zweite."), ("Eins", "Zweite."), ("Drei", "Dritte.")):
        with writing():
            services.reword(number, title, text, OFFICE)
    assert words(number) == [(3, "Drei", "Dritte."), (2, "Eins", "Zweite."), (1, "Eins", "Erste.")]


def test_two_write_at_once_on_the_projector(app: House) -> None:
    number = make_vision(title="Eins", text="Erste.", released=False)
    seen = queries.vision(number, public=False).version
    told = at_once(app, *(lambda t=t: services.reword(number, "Eins", t, OFFICE, seen) for t in ("A.", "B.")))
    assert sorted(bool(one) for one in told) == [False, True]
    assert len(words(number)) == 2


def test_the_office_sees_all_wordings(office: FlaskClient) -> None:
    number = make_vision(title="Eins", text="So hieß es zuerst.", released=False)
    assert "Fassungen" not in office.get(f"/buero/div/visionen/{number}").text
    with writing():
        services.reword(number, "Eins", "So heißt es jetzt.", OFFICE)
    page = office.get(f"/buero/div/visionen/{number}").text
    assert "Fassung 2 (jetzt)" in page
    assert "So hieß es zuerst." in page


def test_theses_carry_a_vision(office: FlaskClient, visitor: FlaskClient) -> None:
    meeting, foreign = make_dialogue(theses=("Hilfe muss nah sein.",)), make_dialogue(theses=("Fremd.",))
    thesis, other = (queries.dialogue(one, public=False).theses[0].id for one in (meeting, foreign))
    number = make_vision(dialogue_id=meeting)
    page = f"/buero/div/visionen/{number}/bearbeiten"
    opened = office.get(page)
    area = radar.taxonomy().areas_by_key["wl2"].id
    sent = {"token": token(opened, page), "version": version(opened), "title": "T", "text": "X", "main_area": str(area)}
    assert office.post(page, data={**sent, "theses": str(other)}).status_code == 422
    assert office.post(page, data={**sent, "theses": str(thesis)}).status_code == 303
    for client, address in ((office, f"/buero/div/visionen/{number}"), (visitor, f"/div/visionen/{number}")):
        assert "Hilfe muss nah sein." in client.get(address).text
    with pytest.raises(Refused), writing():
        services.rewrite(number, VisionDraft("T", "X", area, thesis_ids=(other,)), OFFICE)


@pytest.mark.parametrize("announced", [True, False])
def test_a_thesis_under_a_vision_says_how_it_ended_where_everybody_may_read_the_results(
    visitor: FlaskClient, *, announced: bool
) -> None:
    meeting = make_dialogue(theses=("Wer sich nicht kümmert, hat Pech.",), days=0, announced=announced)
    counted(meeting, (Counts(0, 2, 2, 9, 12),))
    number = make_vision(dialogue_id=meeting)
    thesis, area = ballots.one(meeting).theses[0].id, radar.taxonomy().areas_by_key["wl2"].id
    with writing():
        services.rewrite(number, VisionDraft("T", "X", area, thesis_ids=(thesis,)), OFFICE)

    page = visitor.get(f"/div/visionen/{number}").text

    assert "hat Pech" in page
    assert ("Einig dagegen" in page) == announced


def test_an_answer_is_a_way_on(app: House) -> None:
    idea = published().id
    number = make_vision(idea)
    with pytest.raises(Refused), writing():
        services.choose(number, WayDraft(Way.ANSWER), OFFICE)
    with writing():
        services.choose(number, WayDraft(Way.ANSWER, reason="Das gibt es schon."), OFFICE)
    step = ideas.one(idea, public=True).steps[-1]
    assert (step.stage, step.reason) == (Stage.ANSWERED, "Das gibt es schon.")


@pytest.mark.parametrize(
    ("way", "named"), [(Way.CIRCLE, True), (Way.LAB, True), (Way.DEPARTMENT, True), (Way.LATER, False), (None, False)]
)
def test_a_decided_vision_is_an_anwendungsfall(visitor: FlaskClient, way: Way | None, named: bool) -> None:
    number = make_vision(way=way)
    assert ("Anwendungsfall" in visitor.get(f"/div/visionen/{number}").text) is named


def test_an_order_that_is_there_takes_a_vision_up(office: FlaskClient) -> None:
    order = make_order(title="Hilfe beim Handy", started=False)
    number = make_vision(area="wl2")
    page = f"/buero/div/visionen/{number}"
    opened = office.get(page)
    sent = {"token": token(opened, f"{page}/weg"), "version": version(opened), "way": "circle"}
    assert office.post(f"{page}/weg", data={**sent, "onward": "order:999"}).status_code == 422
    assert office.post(f"{page}/weg", data={**sent, "onward": f"order:{order}"}).status_code == 303
    shown = office.get(page).text
    assert "Was sie aufnimmt" in shown
    assert f"/buero/zirkel/auftraege/{order}" in shown or "Hilfe beim Handy" in shown
    assert circles.waiting_visions() == []


def test_another_way_forgets_what_took_it_up(app: House) -> None:
    number = make_vision(area="wl2", way=Way.CIRCLE)
    make_order(number, started=False)
    assert queries.vision(number, public=False).next_kind == "order"
    with writing():
        services.choose(number, WayDraft(Way.LATER, reason="Kein Geld."), OFFICE)
    assert queries.vision(number, public=False).next_kind is None
    with pytest.raises(Refused), writing():
        services.link(number, Thing("order", 1), Way.CIRCLE, OFFICE)
