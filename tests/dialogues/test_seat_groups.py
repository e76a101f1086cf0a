"""The seat with groups, rounds and a moderator's pace: chosen in the phone's token, sent with each stone."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update

from compass.models import Sector
from core.config import settings
from core.db import db, writing
from core.factory import House
from core.links import Link
from dialogues import ballots, codes, seat_token
from dialogues.models import Ballot, DialogueGroup, GroupState, Pace
from tests.support import meetings
from tests.support.pages import fill, token

HOME = "/mitmachen/platz"


def grouped(*states: GroupState, **more: object) -> tuple[meetings.Meeting, list[int]]:
    """Open a meeting with groups in these states; return it and the groups' ids."""
    meeting = meetings.opened(**more)  # type: ignore[arg-type]  # facts of the meeting
    with writing():
        rows = [
            DialogueGroup(dialogue_id=meeting.id, position=place, name=f"Gruppe {place}", state=state)
            for place, state in enumerate(states, start=1)
        ]
        db.session.add_all(rows)
        db.session.flush()
        return meeting, [row.id for row in rows]


def goes(group: int, **facts: object) -> None:
    """Let a group go on."""
    with writing():
        db.session.execute(update(DialogueGroup).where(DialogueGroup.id == group).values(facts))


def seated(app: House, meeting: meetings.Meeting, **said: Any) -> FlaskClient:
    """Return a phone whose person said something about group and sector."""
    client = app.test_client()
    assert fill(client, f"/mitmachen/{codes.grouped(meeting.code)}", **said).status_code == 303
    return client


def lying() -> list[tuple[int, int, int | None, Sector | None]]:
    """Return what lies: stone, round, group, sector."""
    db.session.rollback()
    columns = (Ballot.stone, Ballot.round, Ballot.group_id, Ballot.sector)
    rows = db.session.execute(select(*columns).order_by(Ballot.round, Ballot.stone))
    return [(stone, turn, group, sector) for stone, turn, group, sector in rows]


def test_group_and_sector_go_with_each_stone_and_stand_in_no_other_row(app: House) -> None:
    meeting, (_, second) = grouped(GroupState.OPEN, GroupState.OPEN)
    client = seated(app, meeting, group=str(second), sector="science")
    cookie = client.get_cookie("stadtkompass-steine")
    assert cookie is not None
    assert seat_token.choice(settings().secret_key, cookie.value) == seat_token.Choice(second, Sector.SCIENCE)
    meetings.lay(client, meeting.theses[0], 4)
    assert lying() == [(4, 1, second, Sector.SCIENCE)]
    link = db.session.scalars(select(Link).where(Link.purpose == "pass.seat")).one()
    assert (link.kind, link.subject) == ("dialogue", meeting.id)


def test_nobody_has_to_say_anything_and_nonsense_is_nothing_said(app: House) -> None:
    meeting, (_, _) = grouped(GroupState.OPEN, GroupState.OPEN)
    for said in (
        {},
        {"group": "", "sector": ""},
        {"group": "99999", "sector": "royalty"},
        {"group": "\x00", "sector": "x" * 9999},
    ):
        client = seated(app, meeting, **said)
        assert meetings.lay(client, meeting.theses[0], 3).status_code == 303
    assert lying() == [(3, 1, None, None)] * 4


def test_a_choice_that_somebody_wrote_into_the_token_is_not_taken(app: House) -> None:
    token_of = seat_token.new("key", 7, choice=seat_token.Choice(3, Sector.SCIENCE))
    assert seat_token.choice("key", token_of) == seat_token.Choice(3, Sector.SCIENCE)
    bare = token_of.rpartition(".")[0]
    for forged in (
        bare,
        f"{bare}.",
        f"{bare}.g4sscience",
        f"{token_of}x",
        f"{bare}.g3",
        f"{bare}.\ud800",
        f"{bare}.g0",
    ):
        assert seat_token.read("key", forged) is None, forged
        assert seat_token.choice("key", forged) == seat_token.NOTHING


def test_another_choice_takes_the_own_stones_along(app: House) -> None:
    meeting, (first, second) = grouped(GroupState.OPEN, GroupState.OPEN)
    client = seated(app, meeting, group=str(first))
    meetings.lay(client, meeting.theses[0], 5)
    meetings.lay(client, meeting.theses[1], 0)
    fill(client, HOME, to=f"{HOME}/angaben", action=f"{HOME}/angaben", group=str(second), sector="business")
    assert lying() == [(0, 1, second, Sector.BUSINESS), (5, 1, second, Sector.BUSINESS)]
    assert client.post(f"{HOME}/angaben", data={"group": str(first)}).status_code == 400


def test_stones_that_were_collected_go_to_no_other_group(app: House) -> None:
    meeting, (first, second) = grouped(GroupState.OPEN, GroupState.OPEN)
    client, late = (seated(app, meeting, group=str(first)) for _ in range(2))
    meetings.lay(client, meeting.theses[0], 5)
    goes(first, state=GroupState.TALKING)
    for phone, status in ((client, 409), (late, 303)):
        moved = fill(phone, HOME, to=f"{HOME}/angaben", action=f"{HOME}/angaben", group=str(second))
        assert moved.status_code == status
    assert lying() == [(5, 1, first, None)]
    assert meetings.lay(late, meeting.theses[0], 1).status_code == 303


def test_a_group_waits_lays_talks_and_is_counted_at_its_own_pace(app: House) -> None:
    meeting, (first, second) = grouped(GroupState.WAITING, GroupState.OPEN)
    waiting, laying = seated(app, meeting, group=str(first)), seated(app, meeting, group=str(second))
    path = f"{HOME}/{meeting.theses[0]}"
    assert "Gleich geht es los" in waiting.get(HOME).get_data(as_text=True)
    assert waiting.get(path).headers["Location"] == HOME
    sent = {"token": token(laying.get(path)), "stone": "5"}
    late = waiting.post(path, data=sent)
    assert late.status_code == 409
    assert "Gerade werden keine Steine gelegt" in late.get_data(as_text=True)
    assert laying.post(path, data=sent).status_code == 303
    goes(second, state=GroupState.TALKING)
    talking = laying.get(HOME).get_data(as_text=True)
    assert "Jetzt sprechen wir" in talking
    assert "stimme voll zu" in talking
    assert f'href="{path}"' not in talking
    assert laying.post(path, data=sent).status_code == 409
    goes(second, state=GroupState.CLOSED)
    assert "sind gezählt" in laying.get(HOME).get_data(as_text=True)
    assert lying() == [(5, 1, second, None)]


def test_two_rounds_are_two_stones_and_a_late_one_of_the_first_is_refused(app: House) -> None:
    meeting, (group,) = grouped(GroupState.OPEN, rounds=2)
    client = seated(app, meeting)
    path = f"{HOME}/{meeting.theses[0]}"
    sent = {"token": token(client.get(path)), "stone": "2", "turn": "1"}
    assert client.post(path, data=sent).status_code == 303
    goes(group, state=GroupState.OPEN, round=2)
    assert client.post(path, data=sent).status_code == 409
    page = client.get(path).get_data(as_text=True)
    assert "Runde 2" in page
    assert "Ihr Stein vor dem Gespräch" in page
    assert "checked" not in page
    assert client.post(path, data={**sent, "turn": "2", "stone": "4"}).status_code == 303
    assert lying() == [(2, 1, group, None), (4, 2, group, None)]
    assert "stimme eher nicht zu" in client.get(HOME).get_data(as_text=True)


def test_where_a_moderator_leads_the_called_thesis_opens_by_itself(app: House) -> None:
    meeting, (group,) = grouped(GroupState.OPEN, pace=Pace.MODERATED)
    client = seated(app, meeting)
    first, second, _ = meeting.theses
    assert "Gleich geht es los" in client.get(HOME).get_data(as_text=True)
    goes(group, on_id=first)
    assert client.get(HOME).headers["Location"] == f"{HOME}/{first}"
    assert client.get(f"{HOME}/{second}").status_code == 404
    assert meetings.lay(client, first, 4).headers["Location"] == HOME
    assert "ruft gleich die nächste These auf" in client.get(HOME).get_data(as_text=True)
    goes(group, on_id=second)
    assert client.get(HOME).headers["Location"] == f"{HOME}/{second}"
    assert meetings.lay(client, first, 5).headers["Location"] == f"{HOME}/{second}"
    assert lying() == [(5, 1, group, None)]


def test_schools_are_spoken_to_in_their_own_way_and_a_rehearsal_is_marked(app: House) -> None:
    meeting, (group, _) = grouped(GroupState.OPEN, GroupState.OPEN, informal=True, rehearsal=True, announced=False)
    client = app.test_client()
    door = client.get(f"/mitmachen/{meeting.code}").get_data(as_text=True)
    for words in ("In welcher Gruppe sitzt du?", "Woher kommst du?", "Probe."):
        assert words in door
    fill(client, f"/mitmachen/{meeting.code}", group=str(group))
    path = f"{HOME}/{meeting.theses[0]}"
    for page in (client.get(HOME), client.get(path)):
        assert "Probe." in page.get_data(as_text=True)
    refused = client.post(path, data={"token": token(client.get(path))}).get_data(as_text=True)
    assert "Bitte wähl einen Stein" in refused
    assert "Leg zu jeder These einen Stein" in client.get(HOME).get_data(as_text=True)


def test_the_vibration_is_offered_only_where_the_office_allows_it(app: House) -> None:
    for allowed in (True, False):
        client = meetings.phone(app, meetings.opened(vibration=allowed))
        assert ("data-vibration" in client.get(HOME).get_data(as_text=True)) is allowed


def test_a_page_that_asks_learns_what_changed_and_nothing_of_stones(app: House) -> None:
    meeting, (group,) = grouped(GroupState.OPEN)
    client, other = seated(app, meeting), seated(app, meeting)
    first = client.get(f"{HOME}/stand")
    assert first.get_json() == {"stand": "laying-1-0-r0"}
    assert len(first.data) + len(str(first.headers)) < 2048
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{HOME}/stand", headers=asked).status_code == 304
    meetings.lay(other, meeting.theses[0], 5)
    quiet = client.get(f"{HOME}/stand", headers=asked)
    assert (quiet.status_code, quiet.data) == (304, b"")
    assert quiet.headers["Cache-Control"] == "no-store"
    goes(group, state=GroupState.TALKING)
    assert client.get(f"{HOME}/stand", headers=asked).get_json() == {"stand": "talking-1-0-r0"}
    meetings.closed(meeting)
    assert client.get(f"{HOME}/stand", headers=asked).get_json() == {"stand": "over-1-0-r0"}
    assert app.test_client().get(f"{HOME}/stand").status_code == 403


def test_a_script_gets_a_word_once_the_stone_is_stored(app: House) -> None:
    meeting = meetings.opened()
    client = meetings.phone(app, meeting)
    path = f"{HOME}/{meeting.theses[0]}"
    sent = {"token": token(client.get(path)), "stone": "5", "turn": "1"}
    for _ in range(2):
        answer = client.post(path, data=sent, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()) == (200, {"laid": True})
    assert lying() == [(5, 1, None, None)]
    assert [one.number for one in ballots.laid(ballots.one(meeting.id))] == [1, 0, 0]
