"""Tables of other tools: taken whole or not at all, every fault named with its line."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from dialogues import agreement, ballots
from dialogues.agreement import Counts
from dialogues.counting import queries, reading
from dialogues.models import DialogueState, Thesis
from tests.support import meetings
from tests.support.meetings import Meeting
from tests.support.pages import token
from tests.support.stones import divide

TWO = ("Hilfe beim Handy muss zu Fuß erreichbar sein.", "Jugendliche erklären besser als Fachleute.")
HEAD = "These;Gold;Bernstein;Kiesel;Schiefer;Teer;Ohne Stein;Gruppe;Runde"


def send(client: FlaskClient, meeting: Meeting, contents: bytes, **more: str) -> TestResponse:
    """Send a table by its form."""
    path = f"/buero/div/{meeting.id}/zaehlungen/datei"
    given: dict[str, Any] = {"token": token(client.get(path)), "name": "Workshop", "counted_by": "imported", **more}
    return client.post(path, data={**given, "file": (io.BytesIO(contents), "werte.csv")})


def test_a_table_of_another_tool_is_taken_whole(office: FlaskClient) -> None:
    meeting = meetings.planned(TWO)
    here, there = divide(meeting, "Gruppe Süd", "Gruppe Nord")
    rows = [HEAD, "1;4;3;0;1;0;2;Gruppe Süd;", f"{TWO[1]};0;0;2;5;4;;gruppe nord;1", "1;5;0;0;0;1;;Gruppe Nord;"]
    answer = send(office, meeting, "\r\n".join(rows).encode("cp1252"))
    assert answer.headers["Location"].endswith("notiz=zaehlung-drin")
    first_one, second_one = agreement.results(ballots.one(meeting.id))
    assert (first_one.counts, second_one.counts) == (Counts(9, 3, 0, 1, 1, 2), Counts(0, 0, 2, 5, 4))
    assert [line.words for line in first_one.parts.sources] == ["14 aus einem anderen Werkzeug übernommen (Workshop)"]
    assert (here, there) == tuple(queries.groups(meeting.id))
    page = office.get(f"/buero/div/{meeting.id}/zaehlungen").text
    assert "25 Steine zu 2 Thesen" in page.replace('<span class="num">', "").replace("</span>", "")


def test_a_table_with_faults_is_not_taken_at_all(office: FlaskClient) -> None:
    meeting = meetings.planned(TWO)
    rows = [
        HEAD,
        "1;4;3;0;1;0;;;",
        "9;1;1;1;1;1;;;",
        "2;x;1;1;1;1;;;",
        "2;1;1;1;1;1;;Nirgends;",
        "2;1;;;;;;;3",
        "1;1;;;;;;;",
    ]
    answer = send(office, meeting, "\n".join(rows).encode())
    assert answer.status_code == 422
    for sentence in (
        "Zeile 3: eine These „9“ hat das Treffen nicht.",
        "Zeile 4: bei Gold steht „x“, das ist keine ganze Zahl von 0 bis 2000.",
        "Zeile 5: eine Gruppe „Nirgends“ hat das Treffen nicht.",
        "Zeile 6: Runde 3 hat das Treffen nicht.",
        "Zeile 7: diese These steht für dieselbe Gruppe und Runde schon weiter oben.",
    ):
        assert sentence in answer.text
    assert queries.sources(meeting.id) == []
    assert ballots.one(meeting.id).state is DialogueState.PLANNED


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"\x00\x01\x02", "keine CSV-Datei"),
        (b"These;Gold\n1;2", "fehlen die Spalten"),
        (HEAD.encode(), "keine Zeile mit Zahlen"),
        (HEAD.encode() + b'\n1;"4;3;0;1;0', "Anführungszeichen"),
    ],
)
def test_what_is_no_table_is_said_in_words(office: FlaskClient, contents: bytes, sentence: str) -> None:
    meeting = meetings.planned(TWO)
    answer = send(office, meeting, contents)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_very_large_file_is_not_read() -> None:
    assert reading.read(b"a" * (reading.LARGEST + 1), [], {}, 1).faults == [reading.TOO_LARGE]


def test_the_empty_table_can_be_filled_in_and_sent_back(office: FlaskClient) -> None:
    meeting = meetings.planned(TWO, rounds=2)
    divide(meeting, "Gruppe 1", "Gruppe 2")
    empty = office.get(f"/buero/div/{meeting.id}/zaehlungen/muster.csv").text
    lines = empty.splitlines()
    assert len(lines) == 1 + 2 * 2 * 2
    filled = [lines[0], *(line.replace(";;;;;;", ";3;1;0;0;2;", 1) for line in lines[1:])]
    assert send(office, meeting, "\r\n".join(filled).encode()).status_code == 303
    assert agreement.results(ballots.one(meeting.id))[0].counts == Counts(6, 2, 0, 0, 4)


@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda said: f"{HEAD}\n{said}".encode("utf-8", "replace")))
def test_no_file_breaks_the_reading(contents: bytes) -> None:
    found = reading.read(contents, [Thesis(id=1, text="Eine These.")], {1: "Gruppe 1"}, 2)
    assert bool(found.faults) != bool(found.by_round) or (found.faults and found.by_round)
