"""Where a paper comes from: every step back to the ideas, only what everybody may see, and forward again on their way."""

from __future__ import annotations

from flask.testing import FlaskClient

from circles import services as circles
from compass.models import Sector
from core.db import db, writing
from core.factory import House
from dialogues.models import Way
from ideas import journey
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.stages import Stage
from kickbox.models import BoxState
from papers import queries, trace
from papers.models import ConsultationRole
from papers.trace import Trace
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_boxes import make_box
from tests.support.making_orders import make_deliverable, make_order
from tests.support.making_papers import COUNCIL, OFFICE, PLAIN, day, make_paper, make_result, say
from tests.support.making_visions import make_vision
from tests.support.meetings import closed, lay, opened, phone
from tests.support.statements import counted

DECIDES = ConsultationRole.DECIDES


def traced(number: int) -> Trace:
    db.session.rollback()
    return trace.trace(queries.paper(number, "desk"))


def whole(app: House, *idea_ids: int, people: int = 9) -> tuple[int, int]:
    """Lead ideas through a meeting with stones, a vision, an order with four actors, a result and a paper."""
    meeting = opened(("Hilfe muss zu Fuß erreichbar sein.",))
    for _ in range(people):
        lay(phone(app, meeting), meeting.theses[0], 5)
    closed(meeting)
    vision = make_vision(*idea_ids, dialogue_id=meeting.id, way=Way.CIRCLE)
    order = make_order(vision)
    sectors = (Sector.ADMINISTRATION, Sector.SCIENCE, Sector.CIVIL_SOCIETY, Sector.CIVIL_SOCIETY)
    for place, sector in enumerate(sectors):
        actor = make_actor(f"Mitglied {place}", sector=sector, in_politics=place == 3)
        with writing():
            circles.take(order, actor, OFFICE)
    return meeting.id, make_paper(deliverable_id=make_deliverable(order, title="So hilft jemand"))


def test_from_a_paper_every_step_back_to_the_ideas(app: House, visitor: FlaskClient) -> None:
    made = [published(f"Idee {n}", title=f"Eine Idee {n}").id for n in (1, 2)]
    meeting, number = whole(app, *made)
    found = traced(number)
    assert [(one.title, one.address) for one in found.ideas] == [
        (f"Eine Idee {n}", f"/ideen/{n}-eine-idee-{n}") for n in made
    ]
    assert found.meeting
    assert found.meeting.address == f"/div/{meeting}"
    assert found.people == 9
    assert [(one.verdict, one.agreement) for one in found.voices] == [("Einig dafür", "9 von 9")]
    assert found.balance == ("Verwaltung 1, Wissenschaft 1, Wirtschaft 0, Zivilgesellschaft 1, ohne Sektor gezählt 1")
    assert found.vision
    assert found.order
    assert found.result
    assert found.circle
    page = visitor.get(f"/vorlagen/{number}").get_data(as_text=True)
    links = [*found.ideas, found.meeting, found.vision, found.order, found.circle, found.result]
    for link in links:
        assert f'href="{link.address}"' in page, link
        assert visitor.get(link.address, follow_redirects=True).status_code == 200, link
    for words in ("9 Menschen", "9 von 9", found.balance):
        assert words in page, words


def test_under_five_people_are_not_counted_aloud(app: House, visitor: FlaskClient) -> None:
    _, number = whole(app, published().id, people=4)
    assert traced(number).people == 0
    assert "4 Menschen" not in visitor.get(f"/vorlagen/{number}").get_data(as_text=True)


def test_a_hidden_idea_is_neither_named_nor_counted(app: House, visitor: FlaskClient) -> None:
    shown, hidden = published("Offen", title="Offene Idee").id, published("Verborgen", title="Verborgene Idee").id
    number = make_paper(deliverable_id=make_result(shown, hidden))
    assert len(traced(number).ideas) == 2
    with writing():
        idea_services.advance(hidden, Stage.NOT_PUBLISHED, OFFICE, idea_services.Said(reason="Ein Name stand darin."))
    assert [one.title for one in traced(number).ideas] == ["Offene Idee"]
    page = visitor.get(f"/vorlagen/{number}").get_data(as_text=True)
    assert "1 Idee aus der Stadt" in page
    assert f"/ideen/{hidden}" not in page
    assert "Verborgene Idee" not in page


def test_a_paper_from_a_box_leads_to_box_and_idea(app: House, visitor: FlaskClient) -> None:
    idea = published(title="Bäume gießen").id
    box = make_box(idea, state=BoxState.GOES_ON, title="Bäume, die Bescheid sagen")
    number = make_paper(box_id=box)
    found = traced(number)
    assert [one.title for one in found.ideas] == ["Bäume gießen"]
    assert found.box
    assert (found.box.title, found.box.address) == ("Bäume, die Bescheid sagen", f"/kickbox/{box}")
    assert visitor.get(f"/kickbox/{box}").status_code == 200


def test_an_empty_paper_comes_from_nowhere(app: House, visitor: FlaskClient) -> None:
    number = make_paper()
    assert traced(number) == Trace()
    assert visitor.get(f"/vorlagen/{number}").status_code == 200


def test_a_trace_costs_the_same_for_few_ideas_and_many(app: House) -> None:
    costs = []
    for count in (3, 30):
        number = make_paper(deliverable_id=make_result(*(published(f"Idee {n}").id for n in range(count))))
        paper = queries.paper(number, "desk")
        with counted() as statements:
            assert len(trace.trace(paper).ideas) == count
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_way_of_an_idea_leads_forward_to_paper_next_consultation_and_decision(
    app: House, visitor: FlaskClient
) -> None:
    idea = published().id
    number = make_paper(deliverable_id=make_result(idea), bodies=((COUNCIL, DECIDES),), subject="Hilfe überall")

    def way() -> list[tuple[str, str, str | None]]:
        db.session.rollback()
        return [(s.title, s.state, s.address) for s in journey.steps(ideas.one(idea, public=True), whole=False)]

    assert ("Vorlage", "done", f"/vorlagen/{number}") in way()
    assert ("Beratung", "next", None) in way()
    page = visitor.get(f"/ideen/{idea}", follow_redirects=True).get_data(as_text=True)
    assert "Der Vorschlag liegt jetzt bei der Politik: „Hilfe überall“." in page
    say(number)
    assert [state for title, state, _ in way() if title == "Beratung"] == []
    page = visitor.get(f"/ideen/{idea}", follow_redirects=True).get_data(as_text=True)
    assert PLAIN in page
    assert "Beschlossen" in page
    assert f"/vorlagen/{number}" in page


def test_the_result_says_what_came_of_it(app: House, visitor: FlaskClient) -> None:
    result = make_result(published().id)
    number = make_paper(deliverable_id=result, bodies=((COUNCIL, DECIDES),))
    found = trace.trace(queries.paper(number, "desk"))
    assert found.result
    page = visitor.get(found.result.address).get_data(as_text=True)
    assert f'href="/vorlagen/{number}"' in page
    assert PLAIN not in page
    say(number)
    assert PLAIN in visitor.get(found.result.address).get_data(as_text=True)
    assert day(7) in visitor.get(found.result.address).get_data(as_text=True)
