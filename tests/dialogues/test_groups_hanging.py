"""What hangs on all walls: a ranking while points are given and after, a vision as the room words it; who may do what."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.db import db, writing
from core.factory import House
from core.things import Thing
from dialogues import queries, services
from dialogues.evenings import queries as wordings
from dialogues.models import Dialogue
from dialogues.rankings import services as rankings
from tests.support import front, meetings
from tests.support.forms import done, submit
from tests.support.making_rankings import made as make_ranking
from tests.support.making_visions import OFFICE, make_vision
from tests.support.meetings import Meeting

NEW = {"title": "Am Bach ist Schatten", "text": "Bäume stehen am Bach."}


def talking() -> tuple[Meeting, list[int]]:
    """Return a meeting whose two groups talk, its stones counted."""
    meeting = meetings.planned()
    groups = front.divided(meeting, "Nord", "Süd")
    for group in groups:
        front.go(group, "open-1")
    for group in groups:
        front.go(group, "talking-1")
    return meeting, groups


def hang(client: FlaskClient, link: str, thing: str) -> TestResponse:
    """Press the button that puts a thing on all walls."""
    return submit(client, link, f"{link}/leinwand", thing=thing)


def test_words_found_together_stand_on_every_wall_and_each_is_kept(visitor: FlaskClient) -> None:
    meeting, groups = talking()
    vision = make_vision(dialogue_id=meeting.id, released=False)
    link = front.moderator(meeting, groups[0])
    assert "Gemeinsam schreiben" in visitor.get(link).text
    done(submit(visitor, f"{link}/visionen/{vision}", **NEW))
    for group in groups:
        page = visitor.get(front.wall(meeting, group)).text
        assert NEW["title"] in page
        assert NEW["text"] in page
    assert [one.number for one in wordings.wordings(vision)] == [2, 1]
    assert wordings.wordings(vision)[0].written_by is None
    done(submit(visitor, f"{link}/visionen/{vision}"))
    assert len(wordings.wordings(vision)) == 2, "the same words are no new version"


def test_the_second_of_two_keeps_what_they_typed(visitor: FlaskClient) -> None:
    meeting, groups = talking()
    vision = make_vision(dialogue_id=meeting.id, released=False)
    page = f"{front.moderator(meeting, groups[0])}/visionen/{vision}"
    stands = queries.vision(vision, public=False).version
    with writing():
        services.reword(vision, "Schneller", "Jemand war schneller.", OFFICE)
    late = submit(visitor, page, version=stands, **NEW)
    assert late.status_code == 409
    assert NEW["text"] in late.text
    assert "Jemand war schneller." in late.text
    db.session.rollback()
    assert queries.vision(vision, public=False).title == "Schneller"


def test_a_released_vision_and_one_of_another_meeting_are_not_worded(visitor: FlaskClient) -> None:
    meeting, groups = talking()
    link = front.moderator(meeting, groups[0])
    released, other = make_vision(dialogue_id=meeting.id, released=True), make_vision(released=False)
    assert visitor.get(f"{link}/visionen/{released}").status_code == 409
    assert visitor.get(f"{link}/visionen/{other}").status_code == 404
    assert visitor.get(f"{front.wall(meeting)}/visionen/{released}").status_code == 404
    assert hang(visitor, link, f"vision:{other}").status_code == 404
    assert hang(visitor, link, "idea:1").status_code == 404
    assert done(hang(visitor, link, f"vision:{released}")).endswith("#alle")


@pytest.mark.parametrize("said", ["", "   ", "...", "a" * 6_001])
def test_bad_words_are_said_at_the_field(visitor: FlaskClient, said: str) -> None:
    meeting, groups = talking()
    vision = make_vision(dialogue_id=meeting.id, released=False)
    answer = submit(visitor, f"{front.moderator(meeting, groups[0])}/visionen/{vision}", title=said)
    assert answer.status_code == 422
    assert "Fehler: " in answer.text


def test_a_ranking_hangs_while_points_are_given_and_after(office: FlaskClient, visitor: FlaskClient) -> None:
    meeting, groups = talking()
    number = make_ranking(meeting.id, opened=False).id
    page, wall = f"/buero/div/{meeting.id}/reihungen/{number}", front.wall(meeting, groups[1])
    before = visitor.get(f"{wall}?teil=1")
    done(submit(office, page, f"{page}/oeffnen"))
    running = visitor.get(f"{wall}?teil=1", headers={"If-None-Match": before.headers["ETag"]})
    assert running.status_code == 200
    assert "0 Telefone haben Punkte gegeben." in running.text
    phone = visitor.application.test_client()
    link = front.moderator(meeting, groups[0])
    assert "(hängt jetzt)" in visitor.get(link).text
    done(submit(office, page, f"{page}/schliessen"))
    assert "Niemand hat Punkte gegeben." in visitor.get(wall).text
    done(hang(phone, link, ""))
    assert "Niemand hat Punkte gegeben." not in visitor.get(wall).text


def test_the_counter_moves_when_a_phone_gives_points(app: House, visitor: FlaskClient) -> None:
    meeting, groups = talking()
    number = make_ranking(meeting.id, opened=False).id
    with writing():
        rankings.open_up(meeting.id, number, OFFICE)
        services.put_up(meeting.id, Thing("ranking", number))
    wall = front.wall(meeting, groups[0])
    before = visitor.get(f"{wall}?teil=1")
    items = [item.id for item in rankings.held(meeting.id, number)[1].items]
    with writing():
        keys = {item: f"{item:064x}" for item in items}
        rankings.spread(meeting.id, number, keys, dict.fromkeys(items, 1))
    after = visitor.get(f"{wall}?teil=1", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "1 Telefon hat Punkte gegeben." in after.text) == (200, True)


def test_a_thesis_pointed_at_takes_it_down_and_who_lays_sees_the_code(visitor: FlaskClient) -> None:
    meeting, groups = talking()
    vision = make_vision(dialogue_id=meeting.id, released=False)
    link = front.moderator(meeting, groups[0])
    done(hang(visitor, link, f"vision:{vision}"))
    done(submit(visitor, link, f"{link}/zeigen", thesis=meeting.theses[0]))
    assert "Zukunftsvision" not in visitor.get(front.wall(meeting, groups[1])).text
    db.session.expire_all()
    assert db.session.get_one(Dialogue, meeting.id).on_wall is None


def test_nothing_hangs_where_stones_are_laid(visitor: FlaskClient) -> None:
    meeting = meetings.planned(rounds=2)
    groups = front.divided(meeting, "Nord", "Süd")
    front.go(groups[0], "open-1", "talking-1")
    front.go(groups[1], "open-1")
    vision = make_vision(dialogue_id=meeting.id, released=False, title="Alle sehen es")
    done(hang(visitor, front.moderator(meeting, groups[0]), f"vision:{vision}"))
    assert "Alle sehen es" in visitor.get(front.wall(meeting, groups[0])).text
    assert "Alle sehen es" not in visitor.get(front.wall(meeting, groups[1])).text


def test_a_vision_that_is_gone_hangs_nowhere(visitor: FlaskClient) -> None:
    meeting, groups = talking()
    vision = make_vision(dialogue_id=meeting.id, released=False)
    done(hang(visitor, front.moderator(meeting, groups[0]), f"vision:{vision}"))
    with writing():
        services.drop_vision(vision, OFFICE)
    assert visitor.get(front.wall(meeting, groups[0])).status_code == 200
