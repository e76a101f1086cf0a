"""Rankings on pages: the office makes, opens and closes them; everybody and the room see what is out, and nothing earlier."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from core.db import db, writing
from core.errors import Refused
from core.factory import House
from dialogues import queries as dialogues
from dialogues import ranked, services
from dialogues.models import Dialogue, DialogueState, Ranking, RankingKind
from dialogues.rankings import judging, page, queries
from tests.support import meetings
from tests.support.making_rankings import OFFICE, closed, crowd, draft, give, made, of_visions
from tests.support.making_visions import make_dialogue, make_vision, ranks
from tests.support.pages import fill, token
from tests.support.statements import counted


def test_everybody_sees_the_result_once_it_is_out(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    path = f"/div/{meeting.id}/reihungen/{ranking.id}"
    crowd(ranking, (6, 4, 0))
    assert visitor.get(path).status_code == 404
    closed(ranking)
    assert visitor.get(path).status_code == 404
    assert path not in visitor.get(f"/div/{meeting.id}").get_data(as_text=True)
    assert "Das Ergebnis sieht nur das Büro" in office.get(f"/buero{path}").get_data(as_text=True)
    meetings.closed(meeting)
    shown = visitor.get(path).get_data(as_text=True)
    assert shown.index("Hilfe beim Handy") < shown.index("Aufzug kaputt") < shown.index("Kühle Orte")
    assert "Vorher bekannt gegeben" in shown
    assert f'href="{path}"' in visitor.get(f"/div/{meeting.id}").get_data(as_text=True)
    again = visitor.get(path)
    assert visitor.get(path, headers={"If-None-Match": again.headers["ETag"]}).status_code == 304


def test_points_of_four_people_are_shown_on_no_page(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    for name in range(4):
        give(ranking, name, (0, 7, 3))
    closed(ranking)
    meetings.closed(meeting)
    place = page.desk_address(meeting.id, ranking.id)
    public = [visitor.get(path) for path in (f"/div/{meeting.id}/reihungen/{ranking.id}", f"/div/{meeting.id}")]
    for shown in (*public, office.get(place), office.get(f"{place}/leinwand"), office.get(f"/buero/div/{meeting.id}")):
        assert shown.status_code == 200
        said = re.sub(r"<[^>]*>", " ", shown.get_data(as_text=True))
        assert not re.search(r"\b(28|12|7|3)\s+Punkte", said)
        assert "Aufzug kaputt" not in said
    assert "Nur 4 Personen haben Punkte gegeben" in public[0].get_data(as_text=True)


@pytest.mark.parametrize("hidden", [{"announced": False}, {"rehearsal": True}])
def test_what_is_not_public_stays_in_the_office(app: House, visitor: FlaskClient, hidden: dict[str, bool]) -> None:
    meeting = meetings.opened()
    ranking = closed(made(meeting.id))
    meetings.closed(meeting)
    with writing():
        row = db.session.get_one(Dialogue, meeting.id)
        for name, value in hidden.items():
            setattr(row, name, value)
    assert visitor.get(f"/div/{meeting.id}/reihungen/{ranking.id}").status_code == 404
    assert "reihungen" not in visitor.get(f"/div/{meeting.id}").get_data(as_text=True)


def test_interim_results_leak_nowhere(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id, draft("Erstes", "Zweites"))
    give(ranking, "eins", (9, 0))
    before = {
        path: office.get(path).get_data(as_text=True)
        for path in (page.desk_address(meeting.id, ranking.id), f"{page.desk_address(meeting.id, ranking.id)}/leinwand")
    }
    give(ranking, "eins", (0, 9))
    for path, shown in before.items():
        now = office.get(path).get_data(as_text=True)
        assert re.sub(r'value="[^"]*"', "", now) == re.sub(r'value="[^"]*"', "", shown)
        assert "1 Telefon" in re.sub(r"<[^>]*>", "", now)


def test_the_office_makes_opens_and_closes(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened()
    start = f"/buero/div/{meeting.id}/reihungen/neu/needs"
    said = {"title": "Was zuerst?", "lines": "Eins\r\n\r\n  Zwei \nEins\nDrei", "points": "7", "tie_rule": "borda"}
    answer = fill(office, start, **said)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    (ranking,) = queries.of_meeting(meeting.id)
    assert [item.text for item in ranking.items] == ["Eins", "Zwei", "Drei"]
    assert (ranking.points, ranking.tie_rule, ranking.kind) == (7, "borda", RankingKind.NEEDS)
    place = page.desk_address(meeting.id, ranking.id)
    assert f'href="{place}"' in office.get(f"/buero/div/{meeting.id}").get_data(as_text=True)
    changed = fill(
        office,
        f"{place}/bearbeiten",
        version=str(ranking.version),
        title="Anders?",
        lines="A\nB",
        points="3",
        tie_rule="shared",
    )
    assert changed.status_code == 303
    for act, state in (("oeffnen", "Läuft"), ("schliessen", "Gezählt")):
        assert fill(office, place, to=f"{place}/{act}", action=f"{place}/{act}").status_code == 303
        assert state in office.get(place).get_data(as_text=True)
    assert "Niemand hat Punkte gegeben" in office.get(place).get_data(as_text=True)


def test_a_list_of_topics_is_ticked(app: House, office: FlaskClient) -> None:
    meeting = meetings.planned()
    start = f"/buero/div/{meeting.id}/reihungen/neu/topics"
    ticks = [
        int(one) for one in re.findall(r'name="things"[^>]*value="(\d+)"', office.get(start).get_data(as_text=True))
    ]
    assert len(ticks) == 8
    signed = token(office.get(start))
    sent = {"token": signed, "title": "Welche?", "points": "5", "tie_rule": "breadth"}
    assert office.post(start, data={**sent, "things": ticks[:1]}).status_code == 422
    assert office.post(start, data=sent).status_code == 422
    assert office.post(start, data={**sent, "things": ["999999", str(ticks[0])]}).status_code == 422
    assert office.post(start, data={**sent, "things": ticks[2:5]}).status_code == 303
    (ranking,) = queries.of_meeting(meeting.id)
    assert [(item.thing_kind, item.thing_id) for item in ranking.items] == [("area", one) for one in ticks[2:5]]
    edited = office.get(f"{page.desk_address(meeting.id, ranking.id)}/bearbeiten").get_data(as_text=True)
    assert (
        len(re.findall(r"<input[^>]*checked[^>]*name=\"things\"|<input[^>]*name=\"things\"[^>]*checked", edited)) == 3
    )


def test_who_may_only_read_sees_and_changes_nothing(app: House, reader: FlaskClient) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id)
    place = page.desk_address(meeting.id, ranking.id)
    assert "schliessen" not in reader.get(place).get_data(as_text=True)
    assert reader.get(f"{place}/leinwand").status_code == 200
    for path in (f"{place}/bearbeiten", f"/buero/div/{meeting.id}/reihungen/neu/needs"):
        assert reader.get(path).status_code == 403
    for act in ("oeffnen", "schliessen", "loeschen", "uebernehmen"):
        assert reader.post(f"{place}/{act}").status_code == 403
    assert queries.one(meeting.id, ranking.id).closed_at is None


def test_buttons_need_their_token_and_rankings_their_meeting(app: House, office: FlaskClient) -> None:
    meeting, other = meetings.opened(), meetings.opened()
    ranking = made(meeting.id)
    place = page.desk_address(meeting.id, ranking.id)
    for act in ("oeffnen", "schliessen", "loeschen", "uebernehmen"):
        assert office.post(f"{place}/{act}").status_code == 400
    assert office.get(page.desk_address(other.id, ranking.id)).status_code == 404
    assert office.get(f"/buero/div/{meeting.id}/reihungen/neu/anything").status_code == 404
    assert office.get(f"/buero/div/{meeting.id}/reihungen/99999").status_code == 404


def visions_ranked() -> tuple[int, list[int], Ranking]:
    """Return a running meeting, its two visions and their ranking."""
    meeting = make_dialogue(theses=("Eine These.",))
    numbers = [make_vision(title=title, dialogue_id=meeting, released=False) for title in ("Erste", "Zweite")]
    with writing():
        row = db.session.get_one(Dialogue, meeting)
        row.meeting_code = f"ABCDEF{meeting:02}".replace("0", "Z").replace("1", "Y")
    return meeting, numbers, made(meeting, of_visions(*zip(numbers, ("Erste", "Zweite"), strict=True)))


def test_the_order_of_the_room_becomes_the_order_of_visions(app: House, office: FlaskClient) -> None:
    meeting, _, ranking = visions_ranked()
    crowd(ranking, (1, 9))
    place = page.desk_address(meeting, ranking.id)
    assert office.post(f"{place}/uebernehmen", data={"token": token(office.get(place))}).status_code == 409
    closed(ranking)
    assert fill(office, place, to=f"{place}/uebernehmen", action=f"{place}/uebernehmen").status_code == 303
    assert ranks(meeting) == [(1, "Zweite"), (2, "Erste")]


def test_a_vision_nobody_has_released_has_no_name_outside(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    meeting, (first, _), ranking = visions_ranked()
    crowd(ranking, (5, 5))
    closed(ranking)
    with writing():
        services.release(first, OFFICE)
        row = db.session.get_one(Dialogue, meeting)
        row.state = DialogueState.CLOSED
    for path in (f"/div/{meeting}", f"/div/{meeting}/reihungen/{ranking.id}"):
        shown = visitor.get(path).get_data(as_text=True)
        assert "Erste" in shown
        assert "Zweite" not in shown
        assert ranked.UNNAMED in shown
    assert "Zweite" in office.get(page.desk_address(meeting, ranking.id)).get_data(as_text=True)


def test_urgency_and_feasibility_are_drawn_beside_the_result(app: House, office: FlaskClient) -> None:
    meeting, (first, second), ranking = visions_ranked()
    path = f"/buero/div/{meeting}/reihungen/einschaetzung"
    said = {f"u{first}": "5", f"f{first}": "4", f"u{second}": "", f"f{second}": "2"}
    assert fill(office, path, **said).status_code == 303
    assert fill(office, path, **{**said, f"u{first}": "6"}).status_code == 422
    rows = {one.id: (one.urgency, one.feasibility) for one in dialogues.visions(meeting, public=False)}
    assert rows == {first: (5, 4), second: (None, 2)}
    crowd(ranking, (7, 2))
    closed(ranking)
    shown = office.get(page.desk_address(meeting, ranking.id)).get_data(as_text=True)
    assert "1: Erste, dringlich 5 von 5, machbar 4 von 5." in shown
    assert shown.count('r="19"') == 1
    assert "noch offen" in shown


def test_only_visions_of_the_meeting_are_judged(app: House) -> None:
    meeting, (first, _), _ = visions_ranked()
    other = make_vision()
    said: list[tuple[dict[int, tuple[int | None, int | None]], str]] = [
        ({other: (1, 1)}, "gehört nicht zu diesem Treffen"),
        ({first: (0, 1)}, "Zahlen von 1 bis 5"),
        ({first: (1, 6)}, "Zahlen von 1 bis 5"),
    ]
    for numbers, sentence in said:
        with pytest.raises(Refused, match=sentence), writing():
            judging.judge(meeting, numbers, OFFICE)


def test_the_wall_tells_how_to_take_part_and_then_the_result(app: House, office: FlaskClient) -> None:
    meeting = meetings.opened()
    ranking = made(meeting.id, opened=False)
    wall = f"{page.desk_address(meeting.id, ranking.id)}/leinwand"
    assert "Gleich verteilen Sie" in office.get(wall).get_data(as_text=True)
    running = made(meeting.id)
    wall = f"{page.desk_address(meeting.id, running.id)}/leinwand"
    assert f"{meeting.code[:4]}-{meeting.code[4:]}" in office.get(wall).get_data(as_text=True)
    crowd(running, (0, 0, 3))
    closed(running)
    shown = office.get(wall).get_data(as_text=True)
    assert shown.index("Kühle Orte") < shown.index("Hilfe beim Handy")
    assert "15 Punkte" in shown


def test_pages_cost_the_same_for_long_lists(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    costs = []
    for number in (3, 20):
        meeting = meetings.opened()
        client, ranking = meetings.phone(app, meeting), made(meeting.id, draft(*map(str, range(number))))
        path = f"/mitmachen/platz/reihung/{ranking.id}"
        client.get(path)
        with counted() as seat:
            assert client.get(path).status_code == 200
        closed(ranking)
        meetings.closed(meeting)
        desk = page.desk_address(meeting.id, ranking.id)
        office.get(desk)
        with counted() as room:
            assert office.get(desk).status_code == 200
        with counted() as everybody:
            assert visitor.get(f"/div/{meeting.id}/reihungen/{ranking.id}").status_code == 200
        costs.append((len(seat), len(room), len(everybody)))
    assert costs[0] == costs[1]
