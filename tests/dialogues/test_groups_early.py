"""What a group reads while others still lay: words that stand whatever comes, and nothing else; the smallest waits."""

from __future__ import annotations

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from core.factory import House
from dialogues.agreement import Counts, permitted
from dialogues.groups import early
from tests.support import front, meetings

CELLS = st.tuples(*[st.integers(0, 6)] * 5)
EARLY = "In Ihrer Gruppe: "


@given(st.lists(CELLS, min_size=1, max_size=4), st.lists(CELLS, max_size=3), CELLS | st.just(()))
def test_who_may_read_early_speaks_at_the_end_whatever_the_others_lay(
    laid: list[tuple[int, ...]], later: list[tuple[int, ...]], rest: tuple[int, ...]
) -> None:
    here = dict(enumerate(laid, start=1))
    there = dict(enumerate(later, start=len(laid) + 1))
    told = early.certain({name: Counts(*cell) for name, cell in here.items()})
    assert told <= permitted({**here, **there}, rest)


def test_the_smallest_could_have_to_hide_somebody(app: House) -> None:
    del app
    here = {1: Counts(5, 2, 0, 0, 0), 2: Counts(4, 2, 0, 0, 0)}
    assert early.certain(here) == {1}
    assert permitted({1: (5, 2, 0, 0, 0), 2: (4, 2, 0, 0, 0), 3: (3, 0, 0, 0, 0)}) == {1}


def test_of_three_groups_the_larger_of_two_reads_while_the_third_lays(visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    groups = front.divided(meeting, "Nord", "Süd", "Ost")
    walls, leads = ([make(meeting, one) for one in groups] for make in (front.wall, front.moderator))
    for group in groups:
        front.go(group, "open-1")
    front.lay(meeting, meeting.theses[0], (5, 2, 0, 0, 0), group=groups[0])
    front.lay(meeting, meeting.theses[1], (7, 0, 0, 0, 0), group=groups[0])
    front.lay(meeting, meeting.theses[2], (0, 0, 0, 2, 5), group=groups[0])
    for thesis in meeting.theses:
        front.lay(meeting, thesis, (3, 0, 0, 1, 2), group=groups[1])
    front.go(groups[0], "talking-1")
    assert EARLY not in visitor.get(walls[0]).text, "alone it might be the one that hides another"
    front.go(groups[1], "talking-1")
    read = visitor.get(walls[0]).text
    assert read.count(EARLY) == 2, "where all laid gold nothing is said"
    assert f"{EARLY}Einig dafür" in read
    assert f"{EARLY}Einig dagegen" in read
    assert "Einig dafür" in visitor.get(leads[0]).text
    assert EARLY not in visitor.get(walls[1]).text, "the smaller one may have to hide the third"
    assert EARLY not in visitor.get(walls[2]).text, "who lays reads nothing"
    assert EARLY not in visitor.get(front.wall(meeting)).text
    front.go(groups[2], "talking-1")
    assert EARLY not in visitor.get(walls[0]).text


def test_of_two_groups_the_first_waits(visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    groups = front.divided(meeting, "Nord", "Süd")
    for group in groups:
        front.go(group, "open-1")
    for group in groups:
        front.lay(meeting, meeting.theses[0], (5, 2, 1, 0, 0), group=group)
    front.go(groups[0], "talking-1")
    assert EARLY not in visitor.get(front.wall(meeting, groups[0])).text
