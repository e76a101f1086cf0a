"""The office sends a paper through its bodies and types in what they said; bad input in every form."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from papers import queries
from papers.models import ConsultationRole, Outcome, PaperState
from tests.support.forms import done, submit
from tests.support.making_papers import COMMITTEE, COUNCIL, PLAIN, day, make_body, make_paper
from tests.support.pages import token, version
from tests.support.paper_desk import LIST, at, next_turn, paper

_, DECIDES, _ = ConsultationRole


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", ""),
        ("body", "999"),
        ("body", "9" * 40),
        ("held_on", ""),
        ("held_on", "gestern"),
        ("held_on", "2027-02-30"),
        ("held_on", "\x00"),
        ("role", "rules"),
        ("token", ""),
    ],
)
def test_a_faulty_consultation_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    number, body = make_paper(released=False, bodies=()), make_body()
    action = f"{at(number)}/beratungen"
    sent = {"token": token(office.get(at(number)), action), "body": body, "held_on": day(3), "role": "notes"}
    answer = office.post(action, data={**sent, field: value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert paper(number).consultations == []
    for _ in range(2):
        assert office.post(action, data=sent).status_code == 303
    assert len(paper(number).consultations) == 1


def test_a_body_that_is_off_is_not_offered(office: FlaskClient) -> None:
    body = make_body("Altes Gremium")
    done(submit(office, f"{LIST}/gremien/{body}", active=None))
    number = make_paper(released=False)
    assert "Altes Gremium" not in office.get(at(number)).text
    answer = submit(office, at(number), f"{at(number)}/beratungen", body=body, held_on=day(3))
    assert answer.status_code == 422


@pytest.mark.parametrize("value", ["", "gestern", "2027-13-01", "\x00", "9" * 50])
def test_a_sitting_moves_only_to_a_day(office: FlaskClient, value: str) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    action = f"{at(number)}/beratungen/{next_turn(number)}/verschieben"
    answer = submit(office, at(number), action, moved_on=value)
    assert answer.status_code == 422
    assert 'href="#moved_on"' in answer.text
    assert paper(number).consultations[0].held_on == day(7)
    done(submit(office, at(number), action, moved_on=day(21)))
    assert paper(number).consultations[0].held_on == day(21)


def test_a_consultation_is_taken_out_with_its_token(office: FlaskClient) -> None:
    number = make_paper(released=False)
    turn = paper(number).consultations[0].id
    action = f"{at(number)}/beratungen/{turn}/entfernen"
    assert office.post(action).status_code == 400
    sent = {"token": token(office.get(at(number)), action)}
    assert [office.post(action, data=sent).status_code for _ in range(2)] == [303, 303]
    assert [one.body.name for one in paper(number).consultations] == [COUNCIL]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "perhaps"),
        ("outcome", ""),
        ("plain", ""),
        ("plain", "!!!"),
        ("plain", "a" * 100_000),
        ("yes", "-1"),
        ("no", "1000"),
        ("abstained", "\u00b2"),
        ("yes", "9" * 5000),
        ("agenda_item", "a" * 41),
        ("version", ""),
        ("token", ""),
    ],
)
def test_a_faulty_result_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    action = f"{at(number)}/beratungen/{next_turn(number)}/ergebnis"
    page = office.get(at(number))
    sent = {"token": token(page, action), "version": version(page), "outcome": "unanimous", "plain": PLAIN}
    answer = office.post(action, data={**sent, "wording": "Steht noch da", field: value})
    assert answer.status_code == 422
    assert "Noch nicht gespeichert" in answer.text
    assert "Steht noch da" in answer.text
    assert paper(number).state is PaperState.RELEASED


def test_a_result_sent_twice_stands_once_another_one_is_refused(office: FlaskClient) -> None:
    number = make_paper(bodies=((COUNCIL, DECIDES),))
    action = f"{at(number)}/beratungen/{next_turn(number)}/ergebnis"
    page = office.get(at(number))
    sent = {"token": token(page, action), "version": version(page), "outcome": "unanimous", "plain": PLAIN}
    assert [office.post(action, data=sent).status_code for _ in range(2)] == [303, 303]
    assert office.post(action, data={**sent, "outcome": "rejected"}).status_code == 409
    final = queries.final(paper(number))
    assert final is not None
    assert final.outcome is Outcome.UNANIMOUS
    assert office.post(f"{at(make_paper())}/beratungen/{final.consultation_id}/ergebnis", data=sent).status_code in {
        404,
        409,
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "\x00"), ("name", "a" * 81), ("article", "Den"), ("kind", "club"), ("token", "")],
)
def test_a_faulty_body_is_shown_again(office: FlaskClient, field: str, value: str) -> None:
    page = f"{LIST}/gremien"
    sent = {"token": token(office.get(page)), "name": COMMITTEE, "article": "Der", "kind": "committee", "active": "y"}
    answer = office.post(page, data={**sent, field: value})
    assert answer.status_code == 422
    assert queries.bodies(active=False) == []
    assert [office.post(page, data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(queries.bodies()) == 1


def test_the_second_of_two_people_at_a_body_is_refused(office: FlaskClient) -> None:
    page = f"{LIST}/gremien/{make_body()}"
    opened = office.get(page)
    sent = {"token": token(opened), "version": version(opened), "article": "Der", "kind": "committee"}
    assert office.post(page, data={**sent, "name": "Neuer Name"}).status_code == 303
    answer = office.post(page, data={**sent, "name": "Anderer Name"})
    assert answer.status_code == 409
    assert "Neuer Name" in answer.text
