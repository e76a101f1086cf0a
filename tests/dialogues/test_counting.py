"""From ballots to counts: rounds, groups and sectors in one step, and what may be said of them."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from compass.models import Sector
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from dialogues import agreement, ballots
from dialogues.agreement import Counts, ThesisResult
from dialogues.models import Ballot, Dialogue, GroupState, ThesisCount
from tests.support import meetings
from tests.support.meetings import Meeting
from tests.support.statements import counted
from tests.support.stones import divide, lay_many, lead

ONE = ("Hilfe beim Handy muss zu Fuß erreichbar sein.",)


def result(meeting: Meeting) -> ThesisResult:
    """Return the result of the first thesis, the meeting closed."""
    return agreement.results(meetings.closed(meeting))[0]


def ballots_left() -> int:
    """Return how many ballots lie."""
    return db.session.scalar(select(func.count()).select_from(Ballot)) or 0


def test_groups_speak_in_words_and_all_in_figures(app: House) -> None:
    meeting = meetings.opened(ONE)
    here, there = divide(meeting, "Gruppe 1", "Gruppe 2")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 0, 2), group_id=here)
    lay_many(meeting, meeting.theses[0], (5, 0, 1, 0, 6), group_id=there)
    shown = result(meeting)
    assert shown.counts == Counts(13, 3, 2, 0, 6, 2)
    assert [(part.name, part.word) for part in shown.parts.groups] == [
        ("Gruppe 1", "Einig dafür"),
        ("Gruppe 2", "Uneinig"),
    ]
    assert ballots_left() == 0


def test_a_small_or_uniform_group_is_withheld_and_a_second_one_with_it(app: House) -> None:
    for second in ((1, 2, 1), (7, 0, 0, 0, 0)):
        meeting = meetings.opened(ONE)
        first, other, third = divide(meeting, "Gruppe 1", "Gruppe 2", "Gruppe 3")
        lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), group_id=first)
        lay_many(meeting, meeting.theses[0], second, group_id=other)
        lay_many(meeting, meeting.theses[0], (4, 1, 0, 1, 1), group_id=third)
        shown = result(meeting)
        assert [part.name for part in shown.parts.groups] == ["Gruppe 1"]
        kept = {
            row.group_id for row in db.session.scalars(select(ThesisCount).where(ThesisCount.group_id.is_not(None)))
        }
        assert first in kept
        assert not kept & {other, third}


def test_two_groups_with_one_small_say_nothing(app: House) -> None:
    meeting = meetings.opened(ONE)
    first, second = divide(meeting, "Gruppe 1", "Gruppe 2")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), group_id=first)
    lay_many(meeting, meeting.theses[0], (1, 0, 0, 2), group_id=second)
    assert result(meeting).parts.groups == ()


def test_who_chose_no_sector_cannot_be_worked_out(app: House) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), sector=Sector.SCIENCE)
    lay_many(meeting, meeting.theses[0], (4, 1, 1, 0, 1), sector=Sector.BUSINESS)
    lay_many(meeting, meeting.theses[0], (0, 0, 0, 0, 1))
    assert [part.name for part in result(meeting).parts.sectors] == ["Wissenschaft"]


def test_one_sector_outvoted_is_said_and_named(app: House) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (9, 1, 0, 0, 0), sector=Sector.ADMINISTRATION)
    lay_many(meeting, meeting.theses[0], (8, 2, 0, 0, 0), sector=Sector.SCIENCE)
    lay_many(meeting, meeting.theses[0], (9, 3, 0, 0, 0), sector=Sector.BUSINESS)
    lay_many(meeting, meeting.theses[0], (1, 1, 0, 2, 4), sector=Sector.CIVIL_SOCIETY)
    shown = result(meeting)
    assert shown.parts.sentence == "Überstimmt, nicht überzeugt: Zivilgesellschaft sieht es anders als die Mehrheit."


def test_two_rounds_show_what_the_talk_moved(app: House) -> None:
    meeting = meetings.opened(ONE, rounds=2)
    lay_many(meeting, meeting.theses[0], (5, 0, 0, 0, 5))
    lay_many(meeting, meeting.theses[0], (8, 1, 0, 0, 1), round=2)
    shown = result(meeting)
    assert shown.counts == Counts(8, 1, 0, 0, 1)
    assert shown.shift == "Vor dem Gespräch: 5 von 10 dafür (Uneinig). Danach: 9 von 10 (Einig dafür)."


def test_the_same_phone_lays_one_stone_a_round(app: House) -> None:
    meeting = meetings.opened(ONE, rounds=2)
    with writing():
        for turn, key in ((1, "a" * 64), (1, "a" * 64), (2, "b" * 64)):
            ballots.lay(meeting.id, meeting.theses[0], key, 5, round=turn)
    assert ballots_left() == 2


def test_a_round_is_counted_once_the_last_group_has_left_it(app: House) -> None:
    meeting = meetings.opened(ONE, rounds=2)
    here, there = divide(meeting, "Gruppe 1", "Gruppe 2")
    for group in (here, there):
        lay_many(meeting, meeting.theses[0], (4, 2, 0, 1, 1), group_id=group)
    with writing():
        assert ballots.count_group(here) is False
    lead(here, GroupState.TALKING)
    assert ballots_left() == 16
    assert db.session.scalar(select(func.count()).select_from(ThesisCount)) == 0
    with writing():
        assert ballots.count_group(there) is True
    assert ballots_left() == 0
    assert agreement.results(ballots.one(meeting.id)) == ()


def test_a_group_lays_only_while_and_what_it_is_open_for(app: House) -> None:
    meeting = meetings.opened(ONE, rounds=2)
    (group, _) = divide(meeting, "Gruppe 1", "Gruppe 2", state=GroupState.WAITING)
    with pytest.raises(Refused, match="noch nicht so weit"):
        lay_many(meeting, meeting.theses[0], (1,), group_id=group)
    lead(group, GroupState.OPEN)
    lay_many(meeting, meeting.theses[0], (1,), group_id=group)
    with pytest.raises(Refused, match="noch nicht so weit"):
        lay_many(meeting, meeting.theses[0], (1,), group_id=group, round=2)
    lead(group, GroupState.TALKING)
    with pytest.raises(Refused, match="eingesammelt"):
        lay_many(meeting, meeting.theses[0], (1,), group_id=group)
    lead(group, GroupState.OPEN, 2)
    with pytest.raises(Refused, match="eingesammelt"):
        lay_many(meeting, meeting.theses[0], (1,), group_id=group)


def test_a_group_of_another_meeting_is_not_there(app: House) -> None:
    here, there = meetings.opened(ONE), meetings.opened(ONE)
    divide(here, "Gruppe 1")
    (foreign,) = divide(there, "Gruppe 1")
    for group in (foreign, 99_999):
        with pytest.raises(NotThere):
            lay_many(here, here.theses[0], (1,), group_id=group)
    with pytest.raises(NotThere), writing():
        ballots.count_group(99_999)


def test_results_cost_the_same_for_few_and_many(app: House) -> None:
    costs = []
    for size in (1, 12):
        meeting = meetings.opened(tuple(f"These {n}." for n in range(size)))
        groups = divide(meeting, *(f"Gruppe {n}" for n in range(2, size + 3)))
        for thesis in meeting.theses:
            for group in groups[:3]:
                lay_many(meeting, thesis, (2, 1, 1, 1, 2), group_id=group, sector=Sector.SCIENCE)
        dialogue = meetings.closed(meeting)
        db.session.expire_all()
        db.session.refresh(dialogue)
        with counted() as statements:
            agreement.results(dialogue)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 3


FIGURE = re.compile(r"\d+ von \d+")


def test_the_page_the_file_and_the_office_say_the_same_of_groups(visitor: FlaskClient, office: FlaskClient) -> None:
    meeting = meetings.opened(ONE)
    here, there = divide(meeting, "Gruppe Nord", "Gruppe Süd")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), group_id=here, sector=Sector.SCIENCE)
    lay_many(meeting, meeting.theses[0], (1, 0, 0, 2), group_id=there, sector=Sector.BUSINESS)
    meetings.closed(meeting)
    public, own = f"/div/{meeting.id}", f"/buero/div/{meeting.id}/zaehlungen"
    told = json.loads(visitor.get(f"{public}/ergebnisse.json").text)["theses"][0]
    assert (told["groups"], told["sectors"], told["bridge"], told["gold"]) == ([], [], "", 9)
    for client, address in (
        (visitor, public),
        (visitor, f"{public}/ergebnisse.csv"),
        (visitor, f"{public}/ergebnisse.json"),
        (office, f"/buero/div/{meeting.id}"),
        (office, f"/buero/div/{meeting.id}/runde"),
        (office, f"{own}/ergebnisse.csv"),
        (office, f"{own}/ergebnisse.json"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        for word in ("Gruppe Nord:", "Gruppe Süd:", "Wissenschaft:", "Wirtschaft:"):
            assert word not in answer.text, (address, word)


def test_a_file_says_words_of_groups_and_figures_only_of_all(visitor: FlaskClient) -> None:
    meeting = meetings.opened(ONE)
    here, there = divide(meeting, "Nord", "Süd")
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 0), group_id=here)
    lay_many(meeting, meeting.theses[0], (1, 2, 3, 1, 1), group_id=there)
    meetings.closed(meeting)
    told = json.loads(visitor.get(f"/div/{meeting.id}/ergebnisse.json").text)
    (thesis,) = told["theses"]
    assert thesis["groups"] == [{"name": "Nord", "result": "Einig dafür"}, {"name": "Süd", "result": "Gemischt"}]
    assert (thesis["n"], thesis["agree"], thesis["agreement_percent"]) == (20, 14, 70)
    assert (thesis["unity"], thesis["consensus"], thesis["result"]) == (0.5, 0.5802, "Einig dafür")
    lines = visitor.get(f"/div/{meeting.id}/ergebnisse.csv").text.splitlines()
    assert len(lines) == 2
    assert "Nord: Einig dafür; Süd: Gemischt" in lines[1]


@pytest.mark.parametrize("page", ["", "/ergebnisse.csv", "/ergebnisse.json"])
def test_nothing_leaks_before_closing(visitor: FlaskClient, office: FlaskClient, page: str) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2), sector=Sector.SCIENCE)
    answer = visitor.get(f"/div/{meeting.id}{page}")
    assert answer.status_code == (404 if page else 200)
    assert not FIGURE.search(answer.text)
    inside = office.get(f"/buero/div/{meeting.id}/zaehlungen{page}")
    assert inside.status_code == (404 if page else 200)
    assert not FIGURE.search(inside.text)
    meetings.closed(meeting)
    assert visitor.get(f"/div/{meeting.id}{page}").status_code == 200


def test_an_internal_meeting_has_no_open_data(visitor: FlaskClient, office: FlaskClient) -> None:
    meeting = meetings.opened(ONE, announced=False)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2))
    meetings.closed(meeting)
    assert visitor.get(f"/div/{meeting.id}/ergebnisse.json").status_code == 404
    assert office.get(f"/buero/div/{meeting.id}/zaehlungen/ergebnisse.json").status_code == 200
    assert visitor.get(f"/buero/div/{meeting.id}/zaehlungen/ergebnisse.json").status_code == 303


def test_few_stones_show_no_figure_in_a_file(visitor: FlaskClient) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (3, 0, 0, 0, 1))
    meetings.closed(meeting)
    (thesis,) = json.loads(visitor.get(f"/div/{meeting.id}/ergebnisse.json").text)["theses"]
    kinds = ("gold", "amber", "pebble", "slate", "tar", "passed", "agree", "agreement_percent", "unity", "consensus")
    assert [thesis[kind] for kind in kinds] == [None] * len(kinds)
    assert (thesis["n"], thesis["result"]) == (4, "Zu wenige Stimmen")


def test_red_ones_come_first_where_one_looks_for_what_to_talk_about() -> None:
    rows = [(13, 8, 3, 1, 0), (10, 2, 1, 3, 8), (5, 9, 6, 3, 1), (3, 4, 4, 8, 6), (9, 3, 1, 2, 9)]
    found = [ThesisResult(n, n, 5, "Eine These.", "", Counts(*row)) for n, row in enumerate(rows, start=1)]
    assert [one.number for one in agreement.by_need(found)] == [5, 2, 4, 1, 3]


def test_the_formulas_stand_on_one_page_that_results_lead_to(visitor: FlaskClient) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2))
    meetings.closed(meeting)
    assert '"/div/so-rechnen-wir"' in visitor.get(f"/div/{meeting.id}").text
    page = visitor.get("/div/so-rechnen-wir")
    for word in ("van der Eijk", "Tastle", "Efron", "Hundepool", "−0,66", "zweites Telefon"):
        assert word in page.text
    again = visitor.get("/div/so-rechnen-wir", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


def test_a_meeting_counted_before_groups_were_still_shows_its_counts(app: House) -> None:
    meeting = meetings.opened(ONE)
    lay_many(meeting, meeting.theses[0], (8, 3, 1, 0, 2))
    meetings.closed(meeting)
    with writing():
        db.session.execute(delete(ThesisCount))
    assert agreement.results(db.session.get_one(Dialogue, meeting.id))[0].counts == Counts(8, 3, 1, 0, 2)
    with pytest.raises(Refused), writing():
        ballots.open_up(meeting.id, HOUSE)
