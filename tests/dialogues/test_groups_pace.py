"""Groups at their own pace: every step once, whoever presses; nothing seen before all have laid, nothing laid afterwards."""

from __future__ import annotations

import re
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.things import Thing
from dialogues import agreement, ballots
from dialogues.agreement import Counts
from dialogues.groups import queries, scene, services, steps
from dialogues.groups.scene import Phase
from dialogues.groups.steps import Step
from dialogues.models import Ballot, DialogueGroup, DialogueState, GroupState, Pace
from tests.support import front, meetings, together
from tests.support.pages import token


def stations(*groups: int) -> list[str]:
    """Return where groups are, by the keys of their steps."""
    db.session.rollback()
    rows = [db.session.get_one(DialogueGroup, one) for one in groups]
    return [steps.station(ballots.one(one.dialogue_id), one).key for one in rows]


def of_meeting(meeting: meetings.Meeting, group: int | None = None, place: int = 0) -> scene.Scene:
    """Return what is shown, to the whole meeting or one group."""
    db.session.rollback()
    return scene.of(Thing("dialogue_group", group) if group else Thing("dialogue", meeting.id), place)


def test_the_way_of_a_group_with_one_and_with_two_rounds() -> None:
    assert [one.key for one in steps.way(1)] == ["waiting-1", "open-1", "talking-1", "closed"]
    assert [one.key for one in steps.way(2)] == ["waiting-1", "open-1", "talking-1", "open-2", "talking-2", "closed"]
    assert [one.words for one in steps.way(2)][1:4] == ["Legt Steine", "Spricht", "Legt Steine (zweite Runde)"]
    assert steps.following(steps.CLOSED, 2) is None
    assert steps.named("open-2", 1) is None
    assert steps.may_go(steps.WAITING, Step(GroupState.OPEN), 1)
    assert not steps.may_go(steps.WAITING, Step(GroupState.TALKING), 1)
    assert steps.may_go(steps.WAITING, steps.CLOSED, 1)
    assert not steps.may_go(steps.CLOSED, Step(GroupState.OPEN), 1)


def test_each_group_opens_and_talks_on_its_own(app: House) -> None:
    meeting = meetings.planned()
    hall, online = front.divided(meeting, "Saal", "Online")
    front.go(hall, "open-1")
    assert stations(hall, online) == ["open-1", "waiting-1"]
    assert ballots.one(meeting.id).state is DialogueState.OPEN
    front.lay(meeting, meeting.theses[0], (3, 2), group=hall)
    with writing(), pytest.raises(Refused, match="Gleich geht es los"):
        ballots.lay(meeting.id, meeting.theses[0], "0" * 64, 5, group_id=online)
    front.go(hall, "talking-1")
    with writing(), pytest.raises(Refused, match="eingesammelt"):
        ballots.lay(meeting.id, meeting.theses[0], "0" * 64, 5, group_id=hall)
    front.go(online, "open-1")
    front.lay(meeting, meeting.theses[0], (0, 0, 0, 2, 3), group=online)
    assert stations(hall, online) == ["talking-1", "open-1"]
    assert ballots.one(meeting.id).state is DialogueState.OPEN


def test_no_result_is_seen_before_the_last_group_has_laid(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    hall, online = front.divided(meeting, "Saal", "Online")
    front.go(hall, "open-1")
    front.go(online, "open-1")
    front.lay(meeting, meeting.theses[0], (10, 2, 1, 3, 8), group=hall)
    front.lay(meeting, meeting.theses[0], (6,), group=online)
    front.go(hall, "talking-1")
    for address in (front.wall(meeting), front.wall(meeting, hall), front.moderator(meeting, hall)):
        page = visitor.get(address).get_data(as_text=True)
        assert "Uneinig" not in page
        assert "dafür" not in page
    assert of_meeting(meeting, hall).phase is Phase.TALKING
    assert of_meeting(meeting).results == ()
    front.go(online, "talking-1")
    assert ballots.one(meeting.id).state is DialogueState.CLOSED
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0
    seen = of_meeting(meeting, hall)
    assert seen.phase is Phase.RESULTS
    first = next(one for one in seen.results if one.thesis_id == meeting.theses[0])
    assert first.counts == Counts(16, 2, 1, 3, 8)


def test_a_step_pressed_twice_or_too_late_happens_once(app: House) -> None:
    meeting = meetings.planned()
    group = front.divided(meeting, "Saal", "Online")[0]
    front.go(group, "open-1", "open-1", "talking-1", "talking-1")
    assert stations(group) == ["talking-1"]
    with writing(), pytest.raises(Refused, match="ist schon woanders: Spricht"):
        services.go(group, "open-1", front.MODERATOR)
    front.go(group, "closed", "closed")
    assert stations(group) == ["closed"]


def test_two_moderators_at_once_take_one_step_and_count_once(app: House) -> None:
    meeting = meetings.planned()
    group = front.divided(meeting, "Saal")[0]
    front.go(group, "open-1")
    front.lay(meeting, meeting.theses[0], (13, 8, 3, 1))
    press = partial(services.go, group, "talking-1", front.MODERATOR)
    assert together.at_once(app, *[press] * 4) == [""] * 4
    assert stations(group) == ["talking-1"]
    assert agreement.results(ballots.one(meeting.id))[0].counts == Counts(13, 8, 3, 1, 0)


def test_a_meeting_that_is_not_divided_becomes_one_group_at_the_first_step(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned()
    address = front.moderator(meeting)
    for step in ("open-1", "talking-1", "closed"):
        page = visitor.get(address)
        group = re.search(r'name="group" value="(\d+)"', page.get_data(as_text=True))
        assert group
        said = {"token": token(page, f"{address}/schritt"), "group": group[1], "step": step}
        assert visitor.post(f"{address}/schritt", data=said).status_code == 303
    assert [one.name for one in queries.groups(meeting.id)] == ["Alle"]
    assert ballots.one(meeting.id).state is DialogueState.CLOSED
    assert "Danke! Alles ist gespeichert." in visitor.get(address).get_data(as_text=True)


def test_a_meeting_opened_by_the_office_goes_on_by_the_link(app: House) -> None:
    meeting = meetings.opened()
    front.lay(meeting, meeting.theses[0], (5, 4))
    with writing():
        group = services.whole(meeting.id, front.MODERATOR).id
    assert stations(group) == ["open-1"]
    front.go(group, "talking-1")
    assert agreement.results(ballots.one(meeting.id))[0].n == 9


def test_a_group_that_never_came_does_not_hold_up_the_others(app: House) -> None:
    meeting = meetings.planned()
    hall, online = front.divided(meeting, "Saal", "Online")
    front.go(hall, "open-1", "talking-1")
    assert of_meeting(meeting, hall).phase is Phase.TALKING
    front.go(online, "closed")
    assert of_meeting(meeting, hall).phase is Phase.RESULTS


def test_two_rounds_show_what_the_talk_moved(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned(rounds=2)
    group = front.divided(meeting, "Alle")[0]
    front.go(group, "open-1")
    front.lay(meeting, meeting.theses[0], (10, 2, 1, 3, 8), group=group)
    front.go(group, "talking-1")
    between = of_meeting(meeting)
    assert (between.phase, between.round) == (Phase.RESULTS, 1)
    assert between.results[0].word == "Uneinig"
    assert ballots.one(meeting.id).state is DialogueState.OPEN
    front.go(group, "open-2")
    with writing(), pytest.raises(Refused, match="eingesammelt"):
        ballots.lay(meeting.id, meeting.theses[0], "0" * 64, 5, round=1, group_id=group)
    assert of_meeting(meeting).phase is Phase.LAYING
    front.lay(meeting, meeting.theses[0], (12, 8, 2, 2, 1), group=group, turn=2)
    front.go(group, "talking-2")
    page = visitor.get(f"{front.wall(meeting)}?these=1").get_data(as_text=True)
    assert "Vor dem Gespräch: <strong>Uneinig</strong>" in page
    assert "(12 von 24 dafür)" in page
    assert "20 von 25 dafür" in page
    listed = visitor.get(front.wall(meeting)).get_data(as_text=True)
    assert "(+30 Punkte)" in listed


def test_where_a_moderator_leads_the_first_thesis_stands_there_at_once(app: House, visitor: FlaskClient) -> None:
    meeting = meetings.planned(pace=Pace.MODERATED)
    group = front.divided(meeting, "Alle")[0]
    front.go(group, "open-1")
    assert of_meeting(meeting).thesis is not None
    address = front.moderator(meeting)
    said = {"token": token(visitor.get(address), f"{address}/zeigen"), "group": str(group)}
    assert visitor.post(f"{address}/zeigen", data={**said, "thesis": str(meeting.theses[1])}).status_code == 303
    assert '<h1 class="wall__thesis">Jugendliche' in visitor.get(front.wall(meeting)).get_data(as_text=True)
    foreign = meetings.planned().theses[0]
    assert visitor.post(f"{address}/zeigen", data={**said, "thesis": str(foreign)}).status_code == 404


@pytest.mark.parametrize(
    "step", ["", "open-9", "geschlossen\x00", "\ud800".encode("utf-8", "surrogatepass"), "x" * 100_000]
)
def test_junk_leads_nowhere(app: House, visitor: FlaskClient, step: str | bytes) -> None:
    meeting = meetings.planned()
    group = front.divided(meeting, "Saal")[0]
    address = front.moderator(meeting)
    said = {"token": token(visitor.get(address), f"{address}/schritt"), "group": str(group), "step": step}
    assert visitor.post(f"{address}/schritt", data=said).status_code in {400, 404, 413}
    for number in ("", "-1", "9" * 30, "1.5", "x"):
        answer = visitor.post(f"{address}/schritt", data={**said, "group": number, "step": "open-1"})
        assert answer.status_code in {400, 404}, number
    assert stations(group) == ["waiting-1"]
