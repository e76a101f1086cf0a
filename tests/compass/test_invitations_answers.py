"""Answers by link: Yes, No, later, somebody else; reminded once; no more of them with one click; kept a year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from compass import services as actors
from compass.invitations import letters, queries, services
from compass.invitations.drafts import Said
from compass.invitations.models import Answer, InvitationRound
from compass.models import Actor, Consent, Purpose, Sector
from compass.told import elsewhere
from core import clock, links, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from tests.support.inviting import answered, invitations, letter_to, links_of, sent, waiting, willing
from tests.support.pages import fill

ROOT = "/buero/netzwerk/einladungen"


def test_people_answer_by_link_and_change_their_mind(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor", sector=Sector.SCIENCE), willing("Firma", sector=Sector.BUSINESS)])
    link = links_of(letter_to("labor@example.org"))[0]
    before = invitations(number)
    assert visitor.get(link).status_code == 200
    assert [one.answer for one in invitations(number)] == [None, None] == [one.answer for one in before]
    assert visitor.get(f"{link}/danke").status_code == 404
    assert visitor.get(f"{link}/termin.ics").status_code == 404

    done = fill(visitor, link, answer="yes", note="Ich bringe Kuchen mit.")
    assert (done.status_code, done.headers["Location"]) == (303, f"{link}/danke")
    assert "Ja, ich komme" in visitor.get(f"{link}/danke").text
    assert "Ich bringe Kuchen mit." in office.get(f"{ROOT}/{number}/leute?stand=ja").text
    page = office.get(f"{ROOT}/{number}").text
    assert "Aus der Wirtschaft hat noch niemand zugesagt." in page
    assert "Aus der Verwaltung ist niemand eingeladen." in page
    assert "Aus der Wissenschaft hat" not in page

    assert fill(visitor, link, answer="no").status_code == 303
    assert queries.stand(number).of(Answer.NO) == 1
    assert visitor.get(f"{link}/termin.ics").status_code == 404


def test_a_yes_brings_a_calendar_entry(visitor: FlaskClient) -> None:
    sent([willing("Labor")], title="Treffen, mit „Zeichen“; und\\mehr " + "ä" * 60)
    link = links_of(letter_to("labor@example.org"))[0]
    fill(visitor, link, answer="yes")

    answer = visitor.get(f"{link}/termin.ics")

    assert answer.mimetype == "text/calendar"
    event: Any = Calendar.from_ical(answer.data).events[0]
    assert str(event["summary"]).startswith("Treffen, mit „Zeichen“; und\\mehr ää")
    assert event["dtstart"].dt.strftime("%H:%M %Z") in {"18:00 CEST", "18:00 CET"}
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))


def test_after_the_day_no_answer_counts(visitor: FlaskClient) -> None:
    number = sent([willing("Labor")], day_on=clock.today().isoformat())
    link = links_of(letter_to("labor@example.org"))[0]
    assert fill(visitor, link, answer="yes").status_code == 303  # on the day itself
    with clock.at(clock.now() + timedelta(days=1)):
        assert "Der Tag ist vorbei" in visitor.get(link).text
        with pytest.raises(Refused), writing():
            services.answer(invitations(number)[0].id, wording_no())


def wording_no() -> Said:
    return Said(Answer.NO)


def test_somebody_else_comes_and_says_so_themselves(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika Beispiel", "guest_email": "erika@example.org"}
    assert answered(visitor, "labor@example.org", **guest) == 422
    for bad in ("keine", "a@b@c.de", "erika@example.org Bcc: x@example.org", "x" * 100_000, ""):
        assert answered(visitor, "labor@example.org", **{**guest, "guest_email": bad}, guest_knows="y") == 422, bad[:40]

    for _ in range(2):  # a double click writes to the guest once
        assert answered(visitor, "labor@example.org", **guest, guest_knows="y") == 303
    to_guest = [one for one in waiting() if one["to"] == "erika@example.org"]
    assert len(to_guest) == 1
    assert "„Labor“" in to_guest[0]["body"]
    link = links_of(to_guest[0])[0]
    assert "Erika Beispiel" in visitor.get(link).text
    assert "hat noch nicht selbst zugesagt" in office.get(f"{ROOT}/{number}/leute").text

    assert fill(visitor, link, ja="1").status_code == 303
    one = invitations(number)[0]
    assert (one.guest_answer, one.guest_wording[:9]) == (Answer.YES, "Ich komme")
    assert visitor.get(f"{link}/termin.ics").status_code == 200

    assert fill(visitor, link, nein="1").status_code == 303
    one = invitations(number)[0]
    assert (one.guest_name, one.guest_email, one.guest_answer) == ("", "", Answer.NO)
    assert visitor.get(link).status_code == 404


def test_another_answer_takes_the_guest_out(visitor: FlaskClient) -> None:
    number = sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika", "guest_email": "erika@example.org", "guest_knows": "y"}
    answered(visitor, "labor@example.org", **guest)
    link = links_of(letter_to("erika@example.org"))[0]
    about = f"invitation_guest:{invitations(number)[0].id}"
    assert letters.moot([about]) == []

    assert answered(visitor, "labor@example.org", answer="no") == 303

    assert visitor.get(link).status_code == 404
    assert invitations(number)[0].guest_email == ""
    assert letters.moot([about]) == [about]


def test_an_invitation_names_only_a_few_people_a_day(visitor: FlaskClient) -> None:
    sent([willing("Labor")])
    guest = {"answer": "other", "guest_name": "Erika", "guest_knows": "y"}
    said_to = [answered(visitor, "labor@example.org", **guest, guest_email=f"e{n}@example.org") for n in range(7)]
    assert said_to == [303] * 5 + [409] * 2
    assert len([one for one in waiting() if one["to"].startswith("e")]) == 5


def test_reminded_once_and_only_those_without_an_answer(visitor: FlaskClient, office: FlaskClient) -> None:
    number = sent([willing("Labor"), willing("Firma"), willing("Verein")])
    answered(visitor, "labor@example.org", answer="no")
    with writing():
        stopped = db.session.scalars(select(Actor.id).where(Actor.name == "Verein")).one()
        actors.withdraw_consent(stopped, Purpose.INVITATIONS, "mündlich", HOUSE)

    for _ in range(2):
        with writing():
            services.remind(number, HOUSE)
        outbox.deliver_due(only={services.KIND})

    again = [one for one in waiting() if one["subject"].startswith("Erinnerung: ")]
    assert [one["to"] for one in again] == ["firma@example.org"]
    assert "Erinnert am" in office.get(f"{ROOT}/{number}").text
    assert answered(visitor, "firma@example.org", answer="yes") == 303
    assert {one.answer for one in invitations(number)} == {Answer.NO, Answer.YES, None}


def test_one_click_of_a_mail_program_withdraws_the_consent(visitor: FlaskClient) -> None:
    number = willing("Labor")
    sent([number])
    link = links_of(letter_to("labor@example.org"))[1]
    assert visitor.get(link).status_code == 200
    assert standing(number)

    assert visitor.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 303

    assert not standing(number)
    assert visitor.post(link, data={}).status_code in {400, 409}


def standing(number: int) -> bool:
    db.session.rollback()
    wanted = select(Consent.id).where(Consent.actor_id == number, Consent.purpose == Purpose.INVITATIONS)
    return db.session.scalars(wanted.where(Consent.withdrawn_at.is_(None))).first() is not None


@pytest.mark.parametrize("fields", [{}, {"answer": "vielleicht"}, {"answer": "yes", "note": "x" * 100_000}])
def test_bad_answers_are_refused(visitor: FlaskClient, fields: dict[str, str]) -> None:
    number = sent([willing("Labor")])
    assert answered(visitor, "labor@example.org", **fields) == 422
    link = links_of(letter_to("labor@example.org"))[0]
    assert visitor.post(link, data={"answer": "yes"}).status_code == 422
    assert visitor.get(f"{link}x").status_code == 404
    assert [one.answer for one in invitations(number)] == [None]


def test_it_is_told_forgotten_and_not_kept_longer(app: House) -> None:
    actor = willing("Labor")
    number = sent([actor])
    thing = Thing("invitation", invitations(number)[0].id)
    with writing():
        services.answer(thing.id, Said(Answer.YES, "Gern"))
    (part,) = [part for part in elsewhere(actor) if part.title == "Einladungen"]
    assert part.rows[0]["Antwort"] == "Ja, ich komme"
    assert part.rows[0]["Bemerkung"] == "Gern"
    assert links.outstanding(letters.ANSWER, thing)

    with clock.at(clock.now() + timedelta(days=380)), writing():
        assert services.purge() == 1
    assert invitations(number) == []
    assert db.session.get_one(InvitationRound, number).past == {"yes": 1}
    assert not links.outstanding(letters.ANSWER, thing)


def test_an_erased_actors_links_end(app: House) -> None:
    actor = willing("Labor")
    one = invitations(sent([actor]))[0].id
    with writing():
        services.forget(actor)
    assert not links.outstanding(letters.ANSWER, Thing("invitation", one))
