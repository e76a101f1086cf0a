"""The office while a meeting runs: it opens, sees numbers but no stones, closes, types in counts, shows the wall."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from core.db import db
from core.factory import House
from dialogues import agreement, ballots, codes
from dialogues.agreement import Counts
from dialogues.models import DialogueState
from tests.support import junk, meetings
from tests.support.pages import fill, token, version


def round_of(meeting: meetings.Meeting) -> str:
    """Return the address of a meeting's round."""
    return f"/buero/div/{meeting.id}/runde"


def test_the_office_opens_watches_and_closes(app: House, office: FlaskClient) -> None:
    meeting = meetings.planned()
    path = round_of(meeting)
    assert fill(office, path, to=f"{path}/oeffnen", action=f"{path}/oeffnen").headers["Location"].startswith(path)
    db.session.rollback()
    code = ballots.one(meeting.id).meeting_code or ""
    running = meetings.Meeting(meeting.id, meeting.theses, code)
    meetings.lay(meetings.phone(app, running), meeting.theses[0], 5)
    page = office.get(path).get_data(as_text=True)
    assert all(f"<span>{group}</span>" in page for group in codes.grouped(code).split("-"))
    assert '<strong class="num">1 Platz</strong> ist vergeben' in page
    assert page.count('class="right num">1<') == 1
    assert page.count('class="right num">0<') == 2
    assert "stimme" not in page
    assert "<svg" in page
    answer = fill(office, path, to=f"{path}/schliessen", action=f"{path}/schliessen")
    assert answer.headers["Location"] == f"{path}?notiz=treffen-geschlossen"
    assert "Zu wenige Stimmen" in office.get(path).get_data(as_text=True)


def test_opening_without_a_thesis_is_refused_in_words(office: FlaskClient) -> None:
    meeting, empty = meetings.planned(), meetings.planned(theses=())
    assert "noch keine These" in office.get(round_of(empty)).get_data(as_text=True)
    signed = token(office.get(round_of(meeting)), f"{round_of(meeting)}/oeffnen")
    answer = office.post(f"{round_of(empty)}/oeffnen", data={"token": signed})
    assert answer.status_code == 409
    assert "mindestens eine These" in answer.get_data(as_text=True)


def test_a_double_click_opens_and_closes_once(office: FlaskClient) -> None:
    meeting = meetings.planned()
    path = round_of(meeting)
    signed = token(office.get(path), f"{path}/oeffnen")
    assert [office.post(f"{path}/oeffnen", data={"token": signed}).status_code for _ in range(2)] == [303, 303]
    signed = token(office.get(path), f"{path}/schliessen")
    assert [office.post(f"{path}/schliessen", data={"token": signed}).status_code for _ in range(2)] == [303, 303]


def test_without_a_token_nothing_opens_or_closes(office: FlaskClient) -> None:
    meeting = meetings.planned()
    for word in ("oeffnen", "schliessen"):
        assert office.post(f"{round_of(meeting)}/{word}").status_code == 400
    assert ballots.one(meeting.id).state is DialogueState.PLANNED


def test_who_only_reads_watches_but_changes_nothing(reader: FlaskClient) -> None:
    meeting = meetings.opened()
    path = round_of(meeting)
    page = reader.get(path)
    assert page.status_code == 200
    assert "schließen" not in page.get_data(as_text=True).replace("bis Sie schließen", "")
    assert reader.post(f"{path}/schliessen").status_code == 403
    assert reader.get(f"{path}/zaehlen").status_code == 403


def test_meetings_that_do_not_exist_are_not_there(office: FlaskClient) -> None:
    for path in ("runde", "runde/zaehlen", "leinwand", "leinwand/2"):
        assert office.get(f"/buero/div/4711/{path}").status_code == 404


def boxes(meeting: meetings.Meeting, *rows: tuple[int, ...]) -> dict[str, str]:
    """Return the fields for counted stones."""
    kinds = ("gold", "amber", "pebble", "slate", "tar", "passed")
    return {
        f"t{thesis}_{kind}": str(number)
        for thesis, row in zip(meeting.theses, rows, strict=True)
        for kind, number in zip(kinds, row, strict=True)
    }


ROWS = ((13, 8, 3, 1, 0, 0), (10, 2, 1, 3, 8, 1), (0, 0, 0, 0, 0, 0))


def counted(client: FlaskClient, meeting: meetings.Meeting, **fields: Any) -> Any:
    """Send the table for real stones."""
    path = f"{round_of(meeting)}/zaehlen"
    page = client.get(path)
    return client.post(path, data={"token": token(page), "version": version(page), **fields})


def test_real_stones_are_typed_in_and_put_right(office: FlaskClient) -> None:
    meeting = meetings.planned()
    assert counted(office, meeting, people="25", **boxes(meeting, *ROWS)).status_code == 303
    results = agreement.results(ballots.one(meeting.id))
    assert [one.word for one in results] == ["Einig dafür", "Uneinig", "Zu wenige Stimmen"]
    kept = office.get(f"{round_of(meeting)}/zaehlen").get_data(as_text=True)
    assert f'name="t{meeting.theses[0]}_gold"' in kept
    assert 'value="13"' in kept
    again = boxes(meeting, (0, 1, 3, 8, 13, 0), *ROWS[1:])
    assert counted(office, meeting, people="25", **again).status_code == 303
    db.session.rollback()
    assert agreement.results(ballots.one(meeting.id))[0].word == "Einig dagegen"


@pytest.mark.parametrize(
    ("people", "row", "words"),
    [
        ("24", ROWS[0], "25 Steine, aber nur 24 Menschen"),
        ("0", ROWS[0], "Mindestens eine Person"),
        ("", ROWS[0], "wie viele mitgemacht haben"),
        ("viele", ROWS[0], "ganze Zahl"),
        ("25", (0, 0, 0, 0, 0, 0), "noch kein Stein"),
        ("25", (-1, 8, 3, 1, 0, 0), "ganze Zahl von 0 bis"),
        ("2000", (2001, 0, 0, 0, 0, 0), "ganze Zahl von 0 bis"),
    ],
)
def test_numbers_that_cannot_be_are_asked_again(
    office: FlaskClient, people: str, row: tuple[int, ...], words: str
) -> None:
    meeting = meetings.planned(("Eine These.",))
    answer = counted(office, meeting, people=people, **boxes(meeting, row))
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert ballots.one(meeting.id).state is DialogueState.PLANNED


@pytest.mark.parametrize("said", junk.HOSTILE)
def test_any_words_in_the_table_are_answered(office: FlaskClient, said: str) -> None:
    meeting = meetings.planned(("Eine These.",))
    path = f"{round_of(meeting)}/zaehlen"
    page = office.get(path)
    fields = {**boxes(meeting, ROWS[0]), "people": "25", f"t{meeting.theses[0]}_tar": said}
    sent = junk.encoded({**fields, "token": token(page), "version": version(page)})
    answer = office.post(path, data=sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == (303 if not said.strip() else 422)


def test_counts_for_a_changed_meeting_or_after_phones_are_refused(app: House, office: FlaskClient) -> None:
    meeting, running = meetings.planned(), meetings.opened()
    stale = counted(office, meeting, people="25", **{**boxes(meeting, *ROWS), "version": "99"})
    assert stale.status_code == 409
    assert office.get(f"{round_of(running)}/zaehlen").status_code == 404
    signed = token(office.get(f"{round_of(meeting)}/zaehlen"))
    sent = {"token": signed, "version": "2", "people": "25", **boxes(running, *ROWS)}
    assert office.post(f"{round_of(running)}/zaehlen", data=sent).status_code == 409


def test_the_wall_shows_how_to_enter_then_one_thesis_at_a_time(app: House, office: FlaskClient) -> None:
    meeting = meetings.planned()
    path = f"/buero/div/{meeting.id}/leinwand"
    assert "Gleich geht es los" in office.get(path).get_data(as_text=True)
    assert counted(office, meeting, people="25", **boxes(meeting, *ROWS)).status_code == 303
    first, second = (office.get(f"{path}/{place}").get_data(as_text=True) for place in (1, 2))
    assert "Einig dafür" in first
    assert "21 von 25" in first
    assert "Uneinig" in second
    assert "12 sind dafür, 11 dagegen." in second
    assert [office.get(f"{path}/{place}").status_code for place in (0, 3, 4)] == [404, 200, 404]


def test_the_wall_of_a_running_meeting_shows_code_and_seats_and_no_stone(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened()
    meetings.lay(meetings.phone(app, meeting), meeting.theses[0], 5)
    page = office.get(f"/buero/div/{meeting.id}/leinwand").get_data(as_text=True)
    assert codes.grouped(meeting.code) in page
    assert "1 Platz ist vergeben" in page
    assert "stimme" not in page


def test_under_five_stones_no_page_shows_which(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened(("Eine These.",))
    for stone in (5, 5, 1, 0):
        meetings.lay(meetings.phone(app, meeting), meeting.theses[0], stone)
    assert agreement.results(meetings.closed(meeting))[0].counts == Counts(2, 0, 0, 0, 1, 1)
    for path in (round_of(meeting), f"/buero/div/{meeting.id}/leinwand"):
        page = office.get(path).get_data(as_text=True)
        assert "Zu wenige Stimmen" in page
        assert "stimme voll zu" not in page
        assert "dbar" not in page
