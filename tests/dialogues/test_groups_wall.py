"""The wall and the moderator's page: what stands there when, asked for again without cost, pointed at from the phone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from core.factory import House
from dialogues import agreement, ballots, codes, worth
from dialogues.agreement import Counts, Parts, ThesisResult
from tests.support import front, meetings
from tests.support.pages import token
from tests.support.statements import counted

SPLIT, FEW, AGREED = (10, 2, 1, 3, 8, 1), (3, 4, 4, 8, 6), (13, 8, 3, 1)


def finished(**more: object) -> tuple[meetings.Meeting, int]:
    """Return a meeting whose three theses were laid and counted, and its one group."""
    meeting = meetings.planned(**more)  # type: ignore[arg-type]  # the title among them
    group = front.divided(meeting, "Alle")[0]
    front.go(group, "open-1")
    for thesis, stones in zip(meeting.theses, (AGREED, FEW, SPLIT), strict=True):
        front.lay(meeting, thesis, stones, group=group)
    front.go(group, "talking-1")
    return meeting, group


def text(client: FlaskClient, address: str) -> str:
    """Return a page's words."""
    return client.get(address).get_data(as_text=True)


def test_before_it_starts_the_wall_is_calm_and_shows_no_code(app: House, visitor: FlaskClient) -> None:
    page = text(visitor, front.wall(meetings.planned()))
    assert "Gleich geht es los" in page
    assert "QR-Code" not in page


def test_while_it_runs_the_wall_shows_code_and_numbers_but_no_stone(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    meetings.lay(meetings.phone(app, meeting), meeting.theses[0], 1)
    page = text(visitor, front.wall(meeting))
    assert codes.grouped(meeting.code) in page
    assert 'aria-label="QR-Code, der zum Treffen führt"' in page
    assert '<p class="bowl__n num">1</p>' in page
    assert "1 Platz ist vergeben" in page
    assert "stimme" not in page.replace("bestimmen", "")


def test_a_class_is_spoken_to_as_its_meeting_says_and_a_rehearsal_says_so(app: House, visitor: FlaskClient) -> None:
    page = text(visitor, front.wall(meetings.opened(informal=True, rehearsal=True)))
    assert "<h1>Legt eure Steine</h1>" in page
    assert "Probe · " in page
    assert " Sie " not in page


def test_the_list_says_first_where_the_talk_is_worth_it(app: House, visitor: FlaskClient) -> None:
    meeting, _ = finished()
    page = text(visitor, front.wall(meeting))
    assert "<h1>Wo es rot ist, lohnt sich das Gespräch</h1>" in page
    assert re.findall(r"\?these=(\d)", page) == ["3", "2", "1"]
    assert "21 von 25 dafür" in page
    assert "2 von 3 Thesen sind rot" in page


def test_one_thesis_stands_alone_with_its_picture_and_its_reason(app: House, visitor: FlaskClient) -> None:
    meeting, _ = finished()
    page = text(visitor, f"{front.wall(meeting)}?these=3")
    assert "12 von 24 dafür" in page
    assert "12 sind dafür, 11 dagegen." in page
    assert worth.WHY["Uneinig"] in page
    assert "<dt>1 ohne Stein</dt><dd>24 Steine</dd>" in page
    assert 'aria-label="Achse: Anteil der Steine"' in page
    assert "zusammen 24</title>" in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    for place in ("4711", "0", "-1", "x", "9" * 50):
        assert "Wo es rot ist" in text(visitor, f"{front.wall(meeting)}?these={place}"), place


def test_the_moderator_points_and_the_wall_follows(app: House, visitor: FlaskClient) -> None:
    meeting, group = finished()
    address, wall = front.moderator(meeting), front.wall(meeting)
    signed = token(visitor.get(address), f"{address}/zeigen")
    said = {"token": signed, "group": str(group)}
    visitor.post(f"{address}/zeigen", data={**said, "thesis": str(meeting.theses[1])})
    assert f"<h1>{meetings.THESES[1]}</h1>" in text(visitor, wall)
    assert "Auf der Leinwand: " + meetings.THESES[1] in text(visitor, address)
    visitor.post(f"{address}/zeigen", data={**said, "thesis": "0"})
    assert "<h1>Wo es rot ist" in text(visitor, wall)


def test_asking_again_costs_a_304_until_something_happens(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    for address in (front.wall(meeting), front.moderator(meeting)):
        first = visitor.get(f"{address}?teil=1")
        tag = {"If-None-Match": first.headers["ETag"]}
        assert "<html" not in first.get_data(as_text=True)
        with counted() as statements:
            assert visitor.get(f"{address}?teil=1", headers=tag).status_code == 304
        assert len(statements) <= 6, statements
        phone = meetings.phone(app, meeting)
        assert visitor.get(f"{address}?teil=1", headers=tag).status_code == 200
        tag = {"If-None-Match": visitor.get(f"{address}?teil=1").headers["ETag"]}
        meetings.lay(phone, meeting.theses[0], 5)
        assert visitor.get(f"{address}?teil=1", headers=tag).status_code == 200
        tag = {"If-None-Match": visitor.get(f"{address}?teil=1").headers["ETag"]}
        meetings.lay(phone, meeting.theses[0], 1)
        assert visitor.get(f"{address}?teil=1", headers=tag).status_code == 304, "a changed stone is nobody's business"


@pytest.mark.parametrize("phase", ["laying", "results"])
def test_ten_groups_cost_no_more_statements_than_two(app: House, visitor: FlaskClient, phase: str) -> None:
    spent = []
    for number in (2, 10):
        meeting = meetings.planned()
        groups = front.divided(meeting, *(f"Tisch {place}" for place in range(number)))
        for group in groups:
            front.go(group, "open-1")
        for group in groups if phase == "results" else ():
            front.go(group, "talking-1")
        wall = front.wall(meeting)
        visitor.get(wall)
        with counted() as statements:
            assert visitor.get(wall).status_code == 200
        spent.append(len(statements))
    assert spent[0] == spent[1]


def test_under_five_stones_no_picture_stands_on_the_wall(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    group = front.divided(meeting, "Alle")[0]
    front.go(group, "open-1")
    front.lay(meeting, meeting.theses[0], (3, 1), group=group)
    front.go(group, "talking-1")
    page = text(visitor, f"{front.wall(meeting)}?these=1")
    assert "zu wenige für ein Bild" in page
    assert "4 von 4" not in page


def test_the_movement_is_told_only_where_both_rounds_may_be_shown() -> None:
    after = ThesisResult(1, 1, 1, "These", "", Counts(12, 8, 2, 2, 1), Parts(before=Counts(10, 2, 1, 3, 8)))
    assert worth.points(after) == 30
    assert worth.moved(after) == "+30 Punkte"
    assert worth.moved(replace(after, counts=Counts(10, 2, 1, 3, 8))) == ""
    assert (
        worth.moved(replace(after, counts=Counts(49, 0, 1, 25, 25), parts=Parts(before=Counts(50, 0, 0, 25, 25))))
        == "−1 Punkt"
    )
    for hidden in (Parts(), Parts(before=Counts(1, 1, 1, 1, 0)), Parts(before=Counts(5, 5, 5, 5, 5), is_withheld=True)):
        assert worth.points(replace(after, parts=hidden)) is None


def test_the_office_sees_where_groups_are_and_the_picture_with_both_rounds(office: FlaskClient) -> None:
    meeting, _ = finished()
    page = text(office, f"/buero/div/{meeting.id}/runde")
    order = [page.index(words) for words in (meetings.THESES[2], meetings.THESES[1], meetings.THESES[0])]
    assert order == sorted(order)
    assert "Spricht" in page
    assert "Links ausstellen" in page
    alone = text(office, f"/buero/div/{meeting.id}/leinwand/1")
    assert "21 von 25 dafür" in alone
    assert len(agreement.results(ballots.one(meeting.id))) == 3
