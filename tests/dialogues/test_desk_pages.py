"""The office's pages: plan, prepare, write, order, release, choose; bad input in every form; who may enter."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from werkzeug.test import TestResponse

from core.db import db, writing
from core.indexing import tend
from dialogues import queries, services
from dialogues.models import DialogueState, Way
from radar import queries as radar
from tests.support import junk
from tests.support.making import make_idea, published
from tests.support.making_visions import OFFICE, make_dialogue, make_vision, ranks
from tests.support.pages import fill, token, version
from tests.support.statements import counted

MEETING = {
    "title": "Digitale Hilfe",
    "about": "Wer hilft wem?",
    "kind": "workshop",
    "held_on": "2027-03-01",
    "begins": "17:30",
    "place": "Bibliothek",
    "announced": "y",
}
FIELDS = ("version", "title", "about", "kind", "held_on", "begins", "place", "announced", "text", "question", "ideas")
MORE = ("meeting", "main_area", "areas", "traits", "way", "way_place", "way_reason", "way_on", "name", "actor")
KEPT = ("token", "version")
VALUE = re.compile(r'value="([^"]*)"')
FAULTS = [
    ("title", ""),
    ("title", "\x00"),
    ("title", "..."),
    ("title", "a" * 100_000),
    ("about", "a" * 100_000),
    ("kind", "party"),
    ("held_on", ""),
    ("held_on", "gestern"),
    ("held_on", "2027-02-30"),
    ("begins", "25:99"),
    ("place", "a" * 301),
    ("token", ""),
    ("token", "gefälscht"),
]


def send(client: FlaskClient, page: str, mark: str, to: str, **fields: str) -> TestResponse:
    """Send the form of a page in which a mark stands (a field's name, a button's address), as it is but for `fields`."""
    text = client.get(page).text
    form = text[text.rindex("<form", 0, text.index(mark) + len(mark)) :].split("</form>")[0]
    found = {name: VALUE.search(form, form.index(f'name="{name}"')) for name in KEPT if f'name="{name}"' in form}
    known = {name: html.unescape(match[1]) for name, match in found.items() if match}
    return client.post(to, data={**known, **fields})


def press(client: FlaskClient, page: str, action: str) -> int:
    """Press a button of a page; return the status of the answer."""
    return send(client, page, f'action="{action}"', action).status_code


def only_meeting() -> int:
    """Return the number of the one meeting there is."""
    (meeting,) = queries.coming(public=False)
    return meeting.id


def test_the_office_plans_a_meeting_and_prepares_it(office: FlaskClient) -> None:
    assert fill(office, "/buero/div/neu", **MEETING).status_code == 303
    number = only_meeting()
    page = f"/buero/div/{number}"
    meeting = queries.dialogue(number, public=True)
    assert (meeting.held_on, meeting.begins, meeting.assembly_id) == ("2027-03-01", "17:30", None)
    for text in ("Hilfe muss nah sein.", "Jugendliche erklären besser."):
        assert send(office, page, 'name="text"', f"{page}/thesen", text=text, question="Und dann?").status_code == 303
    first, second = queries.dialogue(number, public=True).theses
    assert press(office, page, f"{page}/thesen/{second.id}/hoch") == 303
    assert press(office, f"{page}/thesen/{first.id}", f"{page}/thesen/{first.id}/entfernen") == 303
    assert [one.text for one in queries.dialogue(number, public=True).theses] == ["Jugendliche erklären besser."]
    opened = office.get(f"{page}/bearbeiten")
    assert all(f'value="{value}"' in opened.text for value in ("2027-03-01", "17:30", "Digitale Hilfe"))
    assert fill(office, f"{page}/bearbeiten", version=version(opened), **MEETING).status_code == 303
    assert press(office, page, f"{page}/loeschen") == 303
    assert queries.coming(public=False) == []


def test_the_same_form_sent_twice_plans_one_meeting(office: FlaskClient) -> None:
    sent = {"token": token(office.get("/buero/div/neu")), **MEETING}
    answers = [office.post("/buero/div/neu", data=sent).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(queries.coming(public=False)) == 1


@pytest.mark.parametrize(("field", "value"), FAULTS)
def test_a_faulty_meeting_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    sent = {"token": token(office.get("/buero/div/neu")), **MEETING, field: value}
    answer = office.post("/buero/div/neu", data=sent)
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert queries.coming(public=False) == []


def test_a_meeting_of_a_body_that_is_not_there_is_refused(office: FlaskClient) -> None:
    answer = fill(office, "/buero/div/neu", **{**MEETING, "kind": "assembly"})
    assert answer.status_code == 409
    assert "noch nicht eingerichtet" in answer.text


def test_the_second_at_a_meeting_is_told(office: FlaskClient) -> None:
    page = f"/buero/div/{make_dialogue()}/bearbeiten"
    opened = office.get(page)
    sent = {"token": token(opened), "version": version(opened), **MEETING}
    assert office.post(page, data=sent).status_code == 303
    second = office.post(page, data={**sent, "title": "Was die Zweite tippt"})
    assert second.status_code == 409
    assert "war schneller" in second.text
    assert 'value="Was die Zweite tippt"' in second.text
    again = {**sent, "token": token(second), "version": version(second), "title": "Was die Zweite tippt"}
    assert office.post(page, data=again).status_code == 303


def test_the_second_at_a_thesis_is_told(office: FlaskClient) -> None:
    meeting = make_dialogue(theses=("Eins.",))
    page = f"/buero/div/{meeting}/thesen/{queries.dialogue(meeting, public=False).theses[0].id}"
    opened = office.get(page)
    sent = {"token": token(opened, page), "version": version(opened), "text": "Zwei.", "question": ""}
    assert office.post(page, data=sent).status_code == 303
    second = office.post(page, data={**sent, "text": "Drei."})
    assert second.status_code == 409
    assert "Die These heißt jetzt „Zwei.“" in second.text


def test_ideas_are_found_by_number_and_words(office: FlaskClient) -> None:
    tree, hidden = published("Mehr Bäume am Bach.").id, make_idea("Bäume, die niemand sieht.").id
    tend()
    page = f"/buero/div/{make_dialogue(title='Kühle Orte')}/impulse"
    for words in ("bäume", str(tree), f"Nr. {tree}", ""):
        text = office.get(page, query_string={"q": words}).text
        assert f'value="{tree}"' in text
        assert "niemand sieht" not in text
    assert 'name="ideas"' not in office.get(page, query_string={"q": str(hidden)}).text
    opened = token(office.get(page))
    assert office.post(page, data={"token": opened, "ideas": str(tree)}).status_code == 303
    assert "Mehr Bäume am Bach" in office.get(page).text
    assert press(office, page, f"{page}/{tree}/entfernen") == 303
    for wrong, status in (("", 422), ("x", 422), ("9" * 30, 422), (str(hidden), 409), ("99999", 404)):
        assert office.post(page, data={"token": opened, "ideas": wrong}).status_code == status


def test_an_idea_page_leads_into_a_meeting(office: FlaskClient) -> None:
    idea, meeting = published().id, make_dialogue()
    assert f"/buero/div/impuls/{idea}" in office.get(f"/buero/ideen/{idea}").text
    assert fill(office, f"/buero/div/impuls/{idea}", meeting="999").status_code == 422
    assert fill(office, f"/buero/div/impuls/{idea}", meeting=str(meeting)).status_code == 303
    assert [one.id for one in queries.dialogue(meeting, public=True).ideas] == [idea]
    unread = make_idea("Noch ungelesen.").id
    assert f"/buero/div/impuls/{unread}" not in office.get(f"/buero/ideen/{unread}").text
    assert office.get(f"/buero/div/impuls/{unread}").status_code == 409


def test_a_vision_from_ticked_impulses_to_its_way(office: FlaskClient) -> None:
    idea = published("Handy-Sprechstunde im Café.").id
    meeting = make_dialogue(idea)
    page = f"/buero/div/{meeting}/vision?ideas={idea}&ideas=x"
    assert re.search(rf'<input checked[^>]*name="ideas"[^>]*value="{idea}"', office.get(page).text)
    words = radar.taxonomy()
    said = {"title": "Jemand hilft", "text": "Überall.", "main_area": str(words.areas_by_key["wl2"].id)}
    said |= {"ideas": str(idea), "traits": str(words.traits[0].id), "areas": str(words.areas_by_key["td1"].id)}
    sent = {"token": token(office.get(page)), **said}
    places = {office.post(f"/buero/div/{meeting}/vision", data=sent).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    (vision,) = queries.visions(meeting, public=False)
    desk = f"/buero/div/visionen/{vision.id}"
    opened = office.get(f"{desk}/bearbeiten")
    changed = {**said, "title": "Jemand hilft in Ruhe", "version": version(opened)}
    assert fill(office, f"{desk}/bearbeiten", **changed).status_code == 303
    assert fill(office, f"{desk}/bearbeiten", **changed).status_code == 409
    assert press(office, desk, f"{desk}/veroeffentlichen") == 303
    faulty = send(office, desk, 'name="way"', f"{desk}/weg", way="department")
    assert faulty.status_code == 422
    assert "Für diesen Weg fehlt noch: wer es übernimmt." in html.unescape(faulty.text)
    given = {"way": "department", "way_place": "Sozialamt"}
    assert send(office, desk, 'name="way"', f"{desk}/weg", **given).status_code == 303
    found = queries.vision(vision.id, public=True)
    assert (found.title, found.way, found.way_place) == ("Jemand hilft in Ruhe", Way.DEPARTMENT, "Sozialamt")
    assert [one.id for one in found.traits] == [words.traits[0].id]
    sent = {"token": token(office.get(desk), f"{desk}/weg"), "version": str(found.version)}
    assert office.post(f"{desk}/loeschen", data=sent).status_code == 400
    assert f"{desk}/loeschen" not in office.get(desk).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("text", " "), ("main_area", ""), ("main_area", "999"), ("areas", "x"), ("traits", "999")],
)
def test_a_faulty_vision_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    meeting = make_dialogue()
    page = f"/buero/div/{meeting}/vision"
    answer = fill(office, page, **{"title": "T", "text": "T", "main_area": "1", field: value})
    assert answer.status_code == 422
    assert ranks(meeting) == []


def test_visions_change_places_on_the_meetings_page(office: FlaskClient) -> None:
    meeting = make_dialogue()
    first = make_vision(dialogue_id=meeting, title="Eins", released=False)
    make_vision(dialogue_id=meeting, title="Zwei", released=False)
    assert press(office, f"/buero/div/{meeting}", f"/buero/div/visionen/{first}/runter") == 303
    assert ranks(meeting) == [(1, "Zwei"), (2, "Eins")]


@given(junk.forms((*FIELDS, *MORE)))
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_falls_over(office: FlaskClient, sent: list[tuple[str, str]]) -> None:
    planned = [one for one in queries.coming(public=False) if one.state is DialogueState.PLANNED and one.theses]
    meeting = planned[0].id if planned else make_dialogue(theses=("Eins.",))
    thesis = queries.dialogue(meeting, public=False).theses[0].id
    number = queries.visions(meeting, public=False)[0].id if ranks(meeting) else make_vision(dialogue_id=meeting)
    desk = f"/buero/div/visionen/{number}"
    for page, to in (
        ("/buero/div/neu", "/buero/div/neu"),
        (f"/buero/div/{meeting}/bearbeiten", f"/buero/div/{meeting}/bearbeiten"),
        (f"/buero/div/{meeting}", f"/buero/div/{meeting}/thesen"),
        (f"/buero/div/{meeting}/thesen/{thesis}", f"/buero/div/{meeting}/thesen/{thesis}"),
        (f"/buero/div/{meeting}/vision", f"/buero/div/{meeting}/vision"),
        (f"{desk}/bearbeiten", f"{desk}/bearbeiten"),
        (desk, f"{desk}/weg"),
        ("/buero/div/gremium", "/buero/div/gremium"),
    ):
        body = junk.encoded([("token", token(office.get(page), to)), *sent])
        answer = office.post(to, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 400, 404, 409, 422}, page


def test_who_only_reads_changes_nothing_and_sees_no_names(reader: FlaskClient) -> None:
    meeting = make_dialogue(published().id, theses=("Eins.",))
    vision = make_vision(dialogue_id=meeting)
    for page in (
        "/buero/div",
        f"/buero/div/{meeting}",
        f"/buero/div/visionen/{vision}",
        f"/buero/div/{meeting}/protokoll",
    ):
        answer = reader.get(page)
        assert answer.status_code == 200
        assert "hinzufügen" not in answer.text
        assert "ändern</span>" not in answer.text
    for page in (
        "/buero/div/neu",
        f"/buero/div/{meeting}/impulse",
        f"/buero/div/{meeting}/vision",
        "/buero/div/gremium",
    ):
        assert reader.get(page).status_code == 403
    assert reader.post(f"/buero/div/{meeting}/loeschen").status_code == 403


def test_the_workbench_costs_the_same(office: FlaskClient) -> None:
    meeting, costs = make_dialogue(), []
    for number in range(9):
        idea = published(f"Idee Nummer {number}.").id
        with writing():
            services.add_thesis(meeting, f"These {number}.", "", OFFICE)
        make_vision(idea, dialogue_id=meeting)
        if number in {2, 8}:
            office.get(f"/buero/div/{meeting}")
            db.session.rollback()
            with counted() as statements:
                office.get(f"/buero/div/{meeting}")
                office.get("/buero/div")
            costs.append(len(statements))
    assert costs[0] == costs[1]
