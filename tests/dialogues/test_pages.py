"""What everybody sees of the D.I.V., what stays inside, what it hangs into other pages, and what it costs."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from compass.models import Sector
from core.db import db, writing
from core.factory import House
from dialogues import ballots, hangings, journey, queries, services, showing
from dialogues.agreement import Counts
from dialogues.models import Way
from dialogues.services import WayDraft
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.services import Said
from ideas.stages import Stage
from radar.blips import Ring
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.making_visions import OFFICE, make_dialogue, make_vision
from tests.support.statements import counted

STONES = (Counts(13, 8, 3, 1, 0, 0), Counts(10, 2, 1, 3, 8, 1))


def evaluate(meeting: int) -> None:
    """Type in stones for two theses."""
    with writing():
        dialogue = ballots.one(meeting)
        typed = {thesis.id: STONES[place % 2] for place, thesis in enumerate(dialogue.theses)}
        ballots.count(meeting, typed, dialogue.version, OFFICE)


def hide(idea: int) -> None:
    """Take a published idea off the net."""
    with writing():
        idea_services.advance(idea, Stage.NOT_PUBLISHED, OFFICE, Said(reason="Sie nennt Namen."))


def test_the_page_names_who_agreed_and_counts_the_rest(visitor: FlaskClient) -> None:
    make_dialogue(title="Kühle Orte")
    for name, public in (("Universität", True), ("Geheimes Institut", False)):
        member = make_actor(name, sector=Sector.SCIENCE, public=public)
        with writing():
            services.add_member(member, OFFICE)
    text = visitor.get("/div").text
    assert "Universität" in text
    assert "Geheimes Institut" not in text
    assert "ein weiteres Mitglied" in text
    assert text.index("Sie denken mit") < text.index("Kühle Orte")


def test_an_internal_meeting_is_nowhere(visitor: FlaskClient) -> None:
    meeting = make_dialogue(published().id, title="Geheimer Workshop", announced=False)
    assert visitor.get(f"/div/{meeting}").status_code == 404
    vision = make_vision(dialogue_id=meeting, title="Jemand hilft")
    for page in ("/div", "/", f"/div/visionen/{vision}"):
        assert "Geheimer Workshop" not in visitor.get(page).text
    assert hangings.dates() == []


def test_theses_stand_on_the_page_once_they_are_counted(visitor: FlaskClient) -> None:
    meeting = make_dialogue(theses=("Was die Stadt misst, muss ich ansehen dürfen.", "Ich gebe meine Daten."))
    assert "ansehen dürfen" not in visitor.get(f"/div/{meeting}").text
    evaluate(meeting)
    text = visitor.get(f"/div/{meeting}").text
    assert "bis zu 25 je These" in text
    assert text.index("Einig dafür") < text.index("Uneinig")
    assert "2 Thesen" in visitor.get("/div").text


def test_a_hidden_idea_is_on_no_page(visitor: FlaskClient) -> None:
    shown, hidden = published("Die gezeigte Idee.").id, published("Die versteckte Idee.").id
    meeting = make_dialogue(shown, hidden)
    vision = make_vision(shown, hidden, dialogue_id=meeting)
    hide(hidden)
    for page in (f"/div/{meeting}", f"/div/visionen/{vision}"):
        text = visitor.get(page).text
        assert "Die gezeigte Idee" in text
        assert "Die versteckte Idee" not in text


def test_a_draft_is_nowhere_and_a_vision_says_how_it_goes_on(visitor: FlaskClient) -> None:
    meeting = make_dialogue()
    draft = make_vision(dialogue_id=meeting, title="Ein Entwurf", released=False)
    vision = make_vision(dialogue_id=meeting, title="Jemand hilft", way=Way.LATER)
    assert visitor.get(f"/div/visionen/{draft}").status_code == 404
    assert "Ein Entwurf" not in visitor.get(f"/div/{meeting}").text
    text = visitor.get(f"/div/visionen/{vision}").text
    assert "Dafür fehlt noch Geld. Wir sehen am" in text
    assert [(blip.id, blip.ring) for blip in hangings.blips()] == [(vision, Ring.IMPULSE)]


@pytest.mark.parametrize("page", ["/div", "/div/{meeting}", "/div/visionen/{vision}"])
def test_pages_answer_304_until_something_changes(visitor: FlaskClient, page: str) -> None:
    meeting = make_dialogue()
    vision = make_vision(dialogue_id=meeting)
    address = page.format(meeting=meeting, vision=vision)
    tag = visitor.get(address).headers["ETag"]
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304
    with writing():
        services.choose(vision, WayDraft(Way.CIRCLE), OFFICE)
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_way_of_an_idea_tells_the_talk_the_vision_and_how_it_goes_on(app: House) -> None:
    idea, other = published("Die eine Idee.").id, published("Die andere Idee.").id
    meeting = make_dialogue(idea, other, theses=("Eins.", "Zwei."))
    evaluate(meeting)
    vision = make_vision(idea, other, dialogue_id=meeting, title="Jemand hilft", way=Way.CIRCLE)
    steps = journey.journey(ideas.one(idea, public=True))
    assert [(step.title, step.address) for step in steps] == [
        ("Besprochen", f"/div/{meeting}"),
        ("Zukunftsvision", f"/div/visionen/{vision}"),
        ("So geht es weiter", f"/div/visionen/{vision}"),
    ]
    held_on = showing.day(queries.dialogue(meeting, public=True).held_on)
    assert [step.sentence for step in steps] == [
        f"Am {held_on} haben 25 Menschen darüber gesprochen.",
        "Daraus ist mit einer anderen Idee die Vision „Jemand hilft“ geworden.",
        "Ein Innovationszirkel arbeitet daran.",
    ]
    hide(other)
    sentence = journey.journey(ideas.one(idea, public=True))[1].sentence
    assert sentence == "Daraus ist die Vision „Jemand hilft“ geworden."


def test_the_way_says_nothing_twice_and_nothing_from_inside(app: House) -> None:
    idea = published().id
    make_vision(idea, way=Way.DEPARTMENT)
    inside = make_dialogue(idea, theses=("Eins.",), announced=False)
    evaluate(inside)
    titles = [step.title for step in journey.journey(ideas.one(idea, public=True))]
    assert titles == ["Zukunftsvision"]


def test_a_talk_without_stones_names_no_number(app: House) -> None:
    idea = published().id
    meeting = make_dialogue(idea, theses=("Eins.",))
    with writing():
        ballots.open_up(meeting, OFFICE)
        ballots.close(meeting, OFFICE)
    (step,) = journey.journey(ideas.one(idea, public=True))
    assert step.sentence.endswith("wurde darüber gesprochen.")


def test_dates_rings_and_what_is_due(office: FlaskClient, reader: FlaskClient) -> None:
    bare, ready = make_dialogue(title="Ohne Thesen"), make_dialogue(title="Mit Thesen", theses=("Eins.", "Zwei."))
    make_dialogue(title="Weit weg", days=60)
    assert [one.address for one in hangings.dates()][:2] == [f"/div/{bare}", f"/div/{ready}"]
    text = office.get("/buero/").text
    assert "Ohne Thesen" in text
    assert "Mit Thesen" not in text
    assert "Weit weg" not in text
    evaluate(ready)
    assert "Mit Thesen" in office.get("/buero/").text
    vision = make_vision(dialogue_id=ready, title="Noch ohne Weg")
    text = reader.get("/buero/").text
    assert "Noch ohne Weg" in text
    assert "Mit Thesen" not in text
    with writing():
        services.choose(vision, WayDraft(Way.KICKBOX), OFFICE)
    assert "Noch ohne Weg" not in office.get("/buero/").text
    assert [(one.id, one.ring) for one in hangings.blips()] == [(vision, Ring.TRIED)]


def test_pages_cost_the_same_for_three_and_for_many(visitor: FlaskClient) -> None:
    meeting, idea = make_dialogue(theses=("Eins.",)), published("Die erste Idee.").id
    evaluate(meeting)
    vision, costs = make_vision(idea, dialogue_id=meeting), []
    for number in range(9):
        more = published(f"Idee Nummer {number}.").id
        make_vision(idea, more, dialogue_id=meeting)
        evaluate(make_dialogue(idea, theses=("Eins.",)))
        with writing():
            services.add_member(make_actor(f"Verein {number}"), OFFICE)
        if number in {2, 8}:
            pages = ("/div", f"/div/{meeting}", f"/div/visionen/{vision}", f"/ideen/{idea}-die-erste-idee")
            for page in pages:
                assert visitor.get(page).status_code == 200
            db.session.rollback()
            with counted() as statements:
                for page in pages:
                    visitor.get(page)
            costs.append(len(statements))
    assert costs[0] == costs[1]
