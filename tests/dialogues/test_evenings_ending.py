"""The end of the evening: everything shown before, done once, letters as shown, minutes that stand."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from circles import services as circles
from compass.models import Sector
from core import clock, mail
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import Entry
from core.outbox import Promise
from dialogues import ballots, queries, services
from dialogues.evenings import beforehand, minutes
from dialogues.evenings import services as evenings
from dialogues.models import Dialogue, DialogueState, Ranking, Way
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.services import Said
from ideas.stages import Stage
from tests.support import meetings
from tests.support.making_evenings import make_evening, talked_over
from tests.support.making_orders import make_order
from tests.support.making_visions import OFFICE, make_dialogue, make_vision
from tests.support.pages import token, version
from tests.support.statements import counted
from tests.support.together import at_once


def stage(idea: int) -> Stage:
    """Return where an idea stands."""
    return ideas.one(idea, public=False).stage


def letters() -> list[tuple[str, str]]:
    """Return subject and body of all letters promised so far, oldest first."""
    rows = db.session.scalars(select(Promise).where(Promise.kind == mail.KIND).order_by(Promise.id))
    return [(str(row.payload["subject"]), " ".join(str(row.payload["body"]).split())) for row in rows]


def ended(meeting: int) -> Dialogue:
    """End an evening."""
    with writing():
        evenings.finish(meeting, OFFICE)
    return queries.dialogue(meeting, public=False)


def rows() -> tuple[int, int]:
    """Return how many promises and journal lines there are."""
    return tuple(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Promise, Entry))  # type: ignore[return-value]  # two counts


def test_what_is_shown_before_is_what_comes(app: House) -> None:
    evening = make_evening()
    before, sent = rows(), len(letters())
    shown = beforehand.look(evening.id, OFFICE)
    assert rows() == before
    assert queries.dialogue(evening.id, public=False).finished_at is None
    assert {stage(one) for one in evening.ideas.values()} == {Stage.IN_TALK}
    assert [(one.before, one.after) for one in shown.moves] == [
        ("Im Gespräch", "Im Gespräch"),
        ("Im Gespräch", "Weitergegeben"),
        ("Im Gespräch", "Veröffentlicht"),
    ]
    assert len(shown.released) == 2
    ended(evening.id)
    come = letters()[sent:]
    assert [one.subject for one in shown.letters] == [subject for subject, _ in come]
    for one, (_, body) in zip(shown.letters, come, strict=True):
        assert " ".join(one.body.split()).split("http")[0] == body.split("http")[0]
        assert "example.org" not in one.body
    assert any("So geht es weiter: Ein Innovationszirkel arbeitet daran." in body for _, body in come)


def test_shown_letters_hold_no_secret_link(app: House) -> None:
    evening = make_evening()
    for one in beforehand.look(evening.id, OFFICE).letters:
        assert beforehand.SECRET.search(one.body) is None


def test_a_double_click_does_everything_once(office: FlaskClient) -> None:
    evening = make_evening()
    page = f"/buero/div/{evening.id}/abschluss"
    opened = office.get(page)
    sent = {"token": token(opened, page), "version": version(opened)}
    assert office.post(page, data=sent).status_code == 303
    first = letters()
    assert office.post(page, data=sent).status_code == 303
    assert letters() == first
    assert queries.dialogue(evening.id, public=False).finished_at is not None
    assert "Der Abend ist abgeschlossen" in office.get(f"/buero/div/{evening.id}").text


def test_two_people_end_it_at_once(app: House) -> None:
    evening = make_evening()
    sent = len(letters())
    number = queries.dialogue(evening.id, public=False).version
    expected = len(beforehand.look(evening.id, OFFICE).letters)
    told = at_once(app, *(lambda: evenings.finish(evening.id, OFFICE, number) for _ in range(2)))
    assert told == ["", ""]
    assert len(letters()) == sent + expected


def test_who_looked_before_something_changed_is_refused(office: FlaskClient) -> None:
    evening = make_evening()
    page = f"/buero/div/{evening.id}/abschluss"
    opened = office.get(page)
    with writing():
        evenings.note(evening.id, [], {Sector.BUSINESS: 1}, OFFICE)
    answer = office.post(page, data={"token": token(opened, page), "version": version(opened)})
    assert answer.status_code == 409
    assert queries.dialogue(evening.id, public=False).finished_at is None


def test_every_impulse_goes_to_its_next_stage(app: House) -> None:
    evening = make_evening()
    number = make_order(evening.visions[Way.CIRCLE], started=False)
    vision = queries.vision(evening.visions[Way.CIRCLE], public=False)
    assert (vision.next_kind, vision.next_id) == ("order", number)
    ended(evening.id)
    assert [stage(one) for one in evening.ideas.values()] == [Stage.IN_WORK, Stage.PASSED_ON, Stage.PUBLISHED]
    assert "Der Innovationszirkel" in ideas.one(evening.ideas["circle"], public=True).steps[-1].place
    assert all(queries.vision(one, public=True) for one in evening.visions.values())


def test_an_impulse_of_two_meetings_goes_on_to_the_next(app: House) -> None:
    evening = make_evening()
    later = make_dialogue(evening.ideas["none"], days=30)
    ended(evening.id)
    step = ideas.one(evening.ideas["none"], public=True).steps[-1]
    assert (step.stage, step.on) == (Stage.IN_TALK, queries.dialogue(later, public=False).held_on)


def test_what_somebody_moved_by_hand_stays(app: House) -> None:
    evening = make_evening()
    with writing():
        idea_services.advance(evening.ideas["none"], Stage.LATER, OFFICE, Said(reason="Kein Geld.", on="2030-01-01"))
    ended(evening.id)
    assert stage(evening.ideas["none"]) is Stage.LATER


def test_a_workshop_inside_moves_nobody_and_stays_inside(office: FlaskClient, visitor: FlaskClient) -> None:
    evening = make_evening(announced=False)
    sent = len(letters())
    ended(evening.id)
    assert stage(evening.ideas["none"]) is Stage.PUBLISHED
    assert not any("Bus" in body for _, body in letters()[sent:])
    assert visitor.get(f"/div/{evening.id}/protokoll").status_code == 404
    assert "sieht nur das Büro" in office.get(f"/buero/div/{evening.id}/abschluss").text


@pytest.mark.parametrize("fault", ["planned", "way", "ranking"])
def test_what_is_not_ready_is_said_and_not_ended(office: FlaskClient, fault: str) -> None:
    number = make_dialogue(theses=("Eins.",)) if fault == "planned" else make_evening().id
    if fault == "way":
        make_vision(dialogue_id=number, title="Ohne Weg", released=False)
    with writing():
        if fault == "ranking":
            db.session.add(Ranking(dialogue_id=number, title="Läuft", opened_at=clock.now()))
    words = {"planned": "noch nicht stattgefunden", "way": "Ohne Weg", "ranking": "„Läuft“"}
    with pytest.raises(Refused, match=words[fault]), writing():
        evenings.finish(number, OFFICE)
    page = office.get(f"/buero/div/{number}/abschluss").text
    assert words[fault] in page
    assert "Abend jetzt abschließen" not in page


def test_minutes_say_everything_red_ones_first(app: House, visitor: FlaskClient) -> None:
    evening = make_evening()
    talked_over(evening.id)
    told = minutes.of(ended(evening.id))
    assert [one.number for one in told.worth_talking] == [2, 1, 3]
    assert told.worth_talking[0].notes == ("Ein Schalter muss bleiben.",)
    assert (told.people, told.missing) == (25, ["Verwaltung", "Zivilgesellschaft"])
    assert told.rankings[0].rows == (("Kurs", 20), ("Hausbesuch", 6))
    assert told.questions == ("Was kostet das?",)
    assert [one.decided for one in told.visions] == [True, True]
    page = visitor.get(f"/div/{evening.id}/protokoll").text
    wanted = ("Ein Schalter muss bleiben.", "Was kostet das?", "Kurs: 20 Punkte", "Schatten am Bach", "Einig dafür")
    assert all(words in page for words in (*wanted, "Es fehlte: Verwaltung, Zivilgesellschaft."))


def test_under_five_stones_nothing_is_frozen(app: House) -> None:
    evening = make_evening()
    kept = ended(evening.id).minutes
    assert kept is not None
    few = kept["theses"][2]
    assert (few["n"], few["distribution"], few["up"], few["percent"], few["passed"]) == (2, [], None, None, 0)


def test_minutes_stand_whatever_comes_after(app: House) -> None:
    evening = make_evening()
    before = minutes.of(ended(evening.id))
    with writing():
        services.reword(evening.visions[Way.CIRCLE], "Ganz anders", "Anders.", OFFICE)
        idea_services.advance(evening.ideas["none"], Stage.NOT_PUBLISHED, OFFICE, Said(reason="Sie nennt Namen."))
    assert minutes.of(queries.dialogue(evening.id, public=False)) == before
    with pytest.raises(Refused), writing():
        evenings.note(evening.id, [], {Sector.BUSINESS: 1}, OFFICE)


def test_a_hidden_idea_is_gone_from_the_minutes(app: House, visitor: FlaskClient) -> None:
    evening = make_evening()
    ended(evening.id)
    page = f"/div/{evening.id}/protokoll"
    title = ideas.one(evening.ideas["none"], public=True).title
    assert title in visitor.get(page).text
    with writing():
        idea_services.advance(evening.ideas["none"], Stage.NOT_PUBLISHED, OFFICE, Said(reason="Sie nennt Namen."))
    assert title not in visitor.get(page).text


def test_minutes_are_public_only_once_the_evening_has_ended(visitor: FlaskClient, office: FlaskClient) -> None:
    evening = make_evening()
    for page in (f"/div/{evening.id}/protokoll", f"/div/{evening.id}/protokoll-{evening.id}.pdf"):
        assert visitor.get(page).status_code == 404
    assert office.get(f"/buero/div/{evening.id}/protokoll-{evening.id}.pdf").status_code == 404
    ended(evening.id)
    again = visitor.get(f"/div/{evening.id}/protokoll")
    assert again.status_code == 200
    assert (
        visitor.get(f"/div/{evening.id}/protokoll", headers={"If-None-Match": again.headers["ETag"]}).status_code == 304
    )
    assert "Protokoll lesen" in visitor.get(f"/div/{evening.id}").text


def test_readers_see_no_letters_and_end_nothing(reader: FlaskClient) -> None:
    evening = make_evening()
    page = f"/buero/div/{evening.id}/abschluss"
    shown = reader.get(page)
    assert shown.status_code == 200
    assert "hinaus" not in shown.text
    assert reader.post(page, data={}).status_code == 403


def test_an_order_that_is_dropped_lets_the_vision_go(app: House) -> None:
    evening = make_evening()
    number = make_order(evening.visions[Way.CIRCLE], started=False)
    with writing():
        circles.drop(number, OFFICE, 1)
    assert queries.vision(evening.visions[Way.CIRCLE], public=False).next_kind is None


def test_the_look_costs_the_same_for_many_theses(app: House) -> None:
    few, many = make_evening(), make_evening()
    for place in range(4):
        make_vision(dialogue_id=many.id, title=f"Vision {place}", released=True, way=Way.LATER)
    ended(few.id)
    ended(many.id)
    with counted() as one:
        minutes.of(queries.dialogue(few.id, public=False))
    with counted() as other:
        minutes.of(queries.dialogue(many.id, public=False))
    assert len(one) == len(other)


def test_looking_at_a_running_meeting_counts_no_stone_and_shows_none(office: FlaskClient) -> None:
    meeting = meetings.opened()
    with writing():
        for number in range(9):
            ballots.lay(meeting.id, meeting.theses[0], f"{number:064x}", 5)
    page = office.get(f"/buero/div/{meeting.id}/abschluss").text
    assert "Das Treffen läuft noch." in page
    assert "Einig dafür" not in page
    assert queries.dialogue(meeting.id, public=False).state is DialogueState.OPEN
    assert queries.with_ballots(meeting.id)
    told = minutes.of(ended(meeting.id))
    assert (told.theses[0].n, told.theses[0].word) == (9, "Einig dafür")
    assert not queries.with_ballots(meeting.id)
