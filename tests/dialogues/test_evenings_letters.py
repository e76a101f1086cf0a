"""The letters of the end of an evening: one for one idea, also where two things happen to it; a rehearsal sends none."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from core import mail
from core.db import db, writing
from core.factory import House
from core.outbox import Promise
from dialogues import queries
from dialogues.evenings import beforehand
from dialogues.evenings import services as evenings
from dialogues.models import Dialogue, Way
from dialogues.preparing import services as preparing
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.following import services as following
from ideas.following.models import Following, Rhythm
from ideas.following.subjects import Subject
from ideas.stages import Stage
from tests.support.making_evenings import THESES, counted, make_evening, with_author
from tests.support.making_orders import make_order
from tests.support.making_visions import OFFICE, make_dialogue, make_vision
from tests.support.pages import token, version


def letters() -> list[str]:
    """Return the words of all letters promised so far, oldest first."""
    rows = db.session.scalars(select(Promise).where(Promise.kind == mail.KIND).order_by(Promise.id))
    return [" ".join(str(row.payload["body"]).split()) for row in rows]


def ended(meeting: int) -> list[str]:
    """End an evening; return the letters it promised."""
    before = len(letters())
    with writing():
        evenings.finish(meeting, OFFICE)
    return letters()[before:]


def test_each_author_gets_one_letter_for_one_idea(app: House) -> None:
    evening = make_evening()
    make_order(evening.visions[Way.CIRCLE], started=False)
    come = ended(evening.id)
    assert len(come) == 3
    circle, department, none = come
    assert "ist die Vision „Jemand hilft in Ruhe weiter“ geworden. In Arbeit: Der Innovationszirkel" in circle
    assert "ist die Vision „Schatten am Bach“ geworden. Weitergegeben: Dafür ist" in department
    assert "Umweltbetrieb" in department
    assert "Eine Vision ist diesmal nicht daraus geworden." in none
    assert f"/div/{evening.id}/protokoll" in none


def test_a_vision_that_was_out_before_tells_its_step_alone(app: House) -> None:
    evening = make_evening()
    idea = with_author("Am Markt fehlt ein Brunnen.")
    make_vision(idea, dialogue_id=evening.id, title="Wasser für alle", released=True, way=Way.DEPARTMENT)
    before = letters()
    assert "ist die Vision „Wasser für alle“ geworden" in before[-2]
    assert "Weitergegeben" in before[-1]
    assert not any("Wasser für alle" in one for one in ended(evening.id))


def test_the_look_says_how_many_addresses_and_followers(office: FlaskClient) -> None:
    evening = make_evening()
    with writing():
        following.ask("jo@example.org", Subject("idee", evening.ideas["department"]), Rhythm.AT_ONCE)
    with writing():
        following.confirm(db.session.scalars(select(Following.id)).one())
    shown = beforehand.look(evening.id, OFFICE)
    assert (len(shown.letters), shown.readers, shown.followed) == (3, 1, 1)
    page = " ".join(office.get(f"/buero/div/{evening.id}/abschluss").text.split())
    assert "An 1 Adresse: Wer mehrere Ideen dabei hatte" in page
    assert "Dazu ein Brief an Menschen" in page


def rehearsal(idea: int) -> int:
    """Rehearse an announced meeting up to a vision with its way."""
    meeting = make_dialogue(idea, theses=THESES, days=0)
    with writing():
        copy = preparing.rehearse(meeting, OFFICE)
    counted(copy)
    make_vision(idea, dialogue_id=copy, released=False, way=Way.DEPARTMENT)
    return copy


def test_a_rehearsal_shows_what_would_leave_and_sends_nothing(office: FlaskClient) -> None:
    idea = with_author("Am Bach fehlt eine Bank.")
    copy = rehearsal(idea)
    sent, page = letters(), f"/buero/div/{copy}/abschluss"
    opened = office.get(page)
    words = " ".join(opened.text.split())
    assert "1 Brief ginge am Abend selbst hinaus" in words
    assert "Diese Vision würde veröffentlicht: Jemand hilft in Ruhe weiter." in words
    assert "Umweltbetrieb" in words
    assert office.post(page, data={"token": token(opened, page), "version": version(opened)}).status_code == 303
    assert "Protokoll: Probe" in office.get(page).text
    assert letters() == sent
    assert ideas.one(idea, public=True).stage is Stage.IN_TALK
    assert not queries.visions(copy, public=True)
    assert db.session.get_one(Dialogue, copy).rehearsal


def test_an_ended_rehearsal_is_thrown_away_whole(office: FlaskClient, visitor: FlaskClient) -> None:
    copy = rehearsal(with_author("Am Bach fehlt eine Bank."))
    ended(copy)
    assert visitor.get(f"/div/{copy}/protokoll").status_code == 404
    with writing():
        preparing.end(copy, OFFICE)
    assert office.get(f"/buero/div/{copy}").status_code == 404


def test_an_idea_withdrawn_meanwhile_hears_nothing(app: House) -> None:
    evening = make_evening()
    with writing():
        idea_services.advance(
            evening.ideas["department"], Stage.NOT_PUBLISHED, OFFICE, idea_services.Said(reason="Sie nennt Namen.")
        )
    assert not any("Schatten am Bach" in one for one in ended(evening.id))
