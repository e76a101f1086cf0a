"""A ranking on the phone: with and without a script, early, late, with wrong sums and hostile input."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from sqlalchemy import func, select

from core.db import db
from core.factory import House
from dialogues.models import RankingBallot
from dialogues.rankings import queries
from tests.support import junk, meetings
from tests.support.making_rankings import NEEDS, closed, draft, made, send
from tests.support.pages import token

TYPED = "application/x-www-form-urlencoded"


def values(text: str) -> dict[int, str]:
    """Return what stands in the fields of a phone's page."""
    found: dict[int, str] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="p(\d+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[int(name[1])] = value[1]
    return found


def given_points() -> dict[int, int]:
    """Return what lies in the database, by item."""
    db.session.rollback()
    rows = db.session.execute(select(RankingBallot.item_id, func.sum(RankingBallot.points)).group_by("item_id"))
    return {item: total for item, total in rows}  # noqa: C416 - rows are no pairs for mypy


def test_points_are_spread_on_the_phone_and_changed(app: House) -> None:
    meeting = meetings.opened()
    client, ranking = meetings.phone(app, meeting), made(meeting.id)
    path = f"/mitmachen/platz/reihung/{ranking.id}"
    first, second, third = (item.id for item in ranking.items)
    assert f'href="{path}"' in client.get("/mitmachen/platz").get_data(as_text=True)
    shown = client.get(path).get_data(as_text=True)
    assert all(line in shown for line in NEEDS)
    assert "Bei gleicher Summe" in shown
    answer = send(client, ranking, {first: 6, second: 4})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    saved = client.get(path).get_data(as_text=True)
    assert "Ihre Punkte liegen" in saved
    assert values(saved) == {first: "6", second: "4", third: "0"}
    assert send(client, ranking, {first: 0, second: 1, third: ""}).status_code == 303
    assert given_points() == {first: 0, second: 1, third: 0}
    other = meetings.phone(app, meeting)
    assert set(values(other.get(path).get_data(as_text=True)).values()) == {"0"}


def test_plus_and_minus_work_without_a_script_and_store_nothing(app: House) -> None:
    meeting = meetings.opened()
    client, ranking = meetings.phone(app, meeting), made(meeting.id, draft(points=2))
    first, second, third = (item.id for item in ranking.items)
    seen = send(client, ranking, {first: 1}, mehr=str(second))
    assert seen.status_code == 200
    assert values(seen.get_data(as_text=True)) == {first: "1", second: "1", third: "0"}
    full = send(client, ranking, {first: 1, second: 1}, mehr=str(third))
    assert values(full.get_data(as_text=True))[third] == "0"
    less = send(client, ranking, {first: 0, second: 2}, weniger=str(first))
    assert values(less.get_data(as_text=True)) == {first: "0", second: "2", third: "0"}
    assert send(client, ranking, {first: 1}, mehr="x").status_code == 200
    assert given_points() == {}
    assert send(client, ranking, {second: 2}).status_code == 303
    assert given_points() == {first: 0, second: 2, third: 0}


def test_a_wrong_sum_is_said_in_words_and_what_was_typed_stays(app: House) -> None:
    meeting = meetings.opened()
    client, ranking = meetings.phone(app, meeting), made(meeting.id)
    first, second, _ = (item.id for item in ranking.items)
    for points, sentence in (
        ({first: 8, second: 4}, "Das sind 12 Punkte, es gibt 10. Bitte 2 wegnehmen."),
        ({}, "Es ist noch kein Punkt verteilt."),
        ({first: "viel"}, "Bitte nur ganze Zahlen"),
        ({first: "-3"}, "Bitte nur ganze Zahlen"),
        ({first: "1" * 400}, "Bitte nur ganze Zahlen"),
        ({first: "１"}, "Bitte nur ganze Zahlen"),
    ):
        answer = send(client, ranking, points)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)
        assert "<title>Fehler:" in answer.get_data(as_text=True)
    assert values(send(client, ranking, {first: 8, second: 4}).get_data(as_text=True))[first] == "8"
    assert given_points() == {}


def test_without_token_pass_or_secret_nothing_is_stored(app: House, visitor: FlaskClient) -> None:
    here, there = meetings.opened(), meetings.opened()
    ranking = made(here.id)
    path, first = f"/mitmachen/platz/reihung/{ranking.id}", ranking.items[0].id
    assert visitor.get(path).status_code == 403
    assert visitor.post(path, data={f"p{first}": "3"}).status_code == 403
    assert meetings.phone(app, there).get(path).status_code == 404
    client = meetings.phone(app, here)
    assert client.post(path, data={f"p{first}": "3"}).status_code == 422
    signed = token(client.get(path))
    client.delete_cookie("stadtkompass-steine")
    answer = client.post(path, data={"token": signed, f"p{first}": "3"})
    assert answer.status_code == 409
    assert "noch einmal Platz" in answer.get_data(as_text=True)
    assert given_points() == {}


def test_a_late_phone_is_told_and_finds_the_result_where_it_is_out(app: House) -> None:
    meeting = meetings.opened()
    client, ranking = meetings.phone(app, meeting), made(meeting.id)
    path, first = f"/mitmachen/platz/reihung/{ranking.id}", ranking.items[0].id
    sent = {"token": token(client.get(path)), f"p{first}": "3"}
    closed(ranking)
    late = client.post(path, data=sent)
    assert late.status_code == 409
    assert "beendet" in late.get_data(as_text=True)
    assert "im Raum" in client.get(path).get_data(as_text=True)
    meetings.closed(meeting)
    assert f'href="/div/{meeting.id}/reihungen/{ranking.id}"' in client.get(path).get_data(as_text=True)


def test_an_early_phone_waits(app: House) -> None:
    meeting = meetings.opened()
    client, ranking = meetings.phone(app, meeting), made(meeting.id, opened=False)
    shown = client.get(f"/mitmachen/platz/reihung/{ranking.id}").get_data(as_text=True)
    assert "Gleich geht es los" in shown
    assert NEEDS[0] not in shown
    assert "reihung" not in client.get("/mitmachen/platz").get_data(as_text=True)


def test_schools_are_spoken_to_as_du(app: House) -> None:
    meeting = meetings.opened(informal=True)
    client, ranking = meetings.phone(app, meeting), made(meeting.id)
    shown = client.get(f"/mitmachen/platz/reihung/{ranking.id}").get_data(as_text=True)
    assert "Gib viele Punkte" in shown
    assert not re.search(r"\b(Sie|Ihre?[nmrs]?)\b", re.sub(r"<title>.*</title>", "", shown))


@given(junk.texts())
@profile(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_answered_and_stores_nothing_wrong(app: House, office: FlaskClient, text: str) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    client = meetings.phone(app, meeting)
    path = f"/mitmachen/platz/reihung/{ranking.id}"
    signed = token(client.get(path))
    first = ranking.items[0].id
    for data in ({f"p{first}": text}, {f"p{first}": "1", "mehr": text}, {text: "1"}):
        answer = client.post(path, data=junk.encoded({"token": signed, **data}), content_type=TYPED)
        assert answer.status_code in {200, 303, 422}
    start = f"/buero/div/{meeting.id}/reihungen/neu/needs"
    said = {"token": token(office.get(start)), "title": text, "lines": text, "points": text, "tie_rule": text}
    assert office.post(start, data=junk.encoded(said), content_type=TYPED).status_code == 422
    assert len(queries.of_meeting(meeting.id)) == 1
    assert sum(given_points().values()) <= ranking.points
