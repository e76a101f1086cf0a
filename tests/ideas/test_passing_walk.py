"""Passing on: from the office to a place without account and back to the author; what everybody sees meanwhile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock, journal, links, outbox
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from core.things import Thing
from ideas import queries as idea_queries
from ideas import services as ideas
from ideas.models import Idea
from ideas.passing import letters as place_letters
from ideas.passing import queries, services
from ideas.passing.models import Consent, Passing, PlaceKind
from ideas.passing.services import Described, Order, Statement
from ideas.stages import Stage
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pages import token as form_token
from tests.support.smtp import Sink
from tests.support.together import at_once

SAYS = "Die Bank kommt im Mai. Fragen an Frau Muster, Zimmer 12."
SHOWN = "Die Bank kommt im Mai."


def make_place(name: str = "Umweltbetrieb", email: str = "stelle@example.org", hints: str = "Bank, Baum") -> int:
    with writing():
        return services.put_place(None, Described(name, PlaceKind.COMPANY, email, hints=hints), HOUSE).id


def pass_on(idea: int, place: int, due: date | None = None, consent: Consent = Consent.NONE) -> int:
    due = due or clock.today() + timedelta(days=14)
    with writing():
        return services.pass_on(idea, Order(place, due.isoformat(), "Geht das?", consent), HOUSE).id


def token(passing: int, purpose: str = place_letters.PLACE, days: int = 10) -> str:
    with writing():
        return links.issue(purpose, Thing("passing", passing), lifetime=timedelta(days=days), uses=None)


def stage(number: int) -> Stage:
    db.session.rollback()
    return db.session.get_one(Idea, number).stage


def page(client: FlaskClient, number: int) -> str:
    return client.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)


def test_from_the_office_to_the_place_and_back_to_the_author(
    app: House, office: FlaskClient, visitor: FlaskClient, letters: Sink
) -> None:
    place = make_place()
    idea = published(email="inge@example.org")
    with writing():
        ideas.confirm(idea.id)
    form = office.get(f"/buero/ideen/weitergeben/idee/{idea.id}").get_data(as_text=True)
    assert "Vorschlag nach den Hinweiswörtern: Umweltbetrieb" in form
    answer = submit(office, f"/buero/ideen/weitergeben/idee/{idea.id}", place=place, message="Geht das?")
    assert done(answer) == f"/buero/ideen/{idea.id}?notiz=weitergegeben"
    assert stage(idea.id) is Stage.PASSED_ON
    assert "Noch keine Antwort" in page(visitor, idea.id)
    outbox.deliver_due()
    letter = next(one for one in letters.wait_for(3) if "stelle@example.org" in str(one.message["To"]))
    link = next(word for word in letter.text.split() if "/stelle/" in word).removeprefix("http://localhost")
    seen = visitor.get(link).get_data(as_text=True)
    assert "Am Bach fehlt eine Bank" in seen
    assert "Geht das?" in seen
    assert "inge@example.org" not in seen
    assert done(submit(visitor, link, text=SAYS, role="Grünflächen")).startswith(link)
    assert "Wir lesen die Antwort gerade" in page(visitor, idea.id)
    assert SAYS not in page(visitor, idea.id)
    passing = db.session.scalars(select(Passing)).one().id
    assert "Stellungnahme lesen und freigeben: Umweltbetrieb" in office.get("/buero/").get_data(as_text=True)
    release = f"/buero/ideen/weitergeben/{passing}/freigeben"
    sent = submit(office, f"/buero/ideen/weitergeben/{passing}", release, short="Ja, die Bank kommt.", released=SHOWN)
    assert done(sent).endswith("notiz=freigegeben")
    assert stage(idea.id) is Stage.ANSWERED
    public = page(visitor, idea.id)
    assert SHOWN in public
    assert "Ja, die Bank kommt." in public
    assert "Frau Muster" not in public
    assert SAYS in office.get(f"/buero/ideen/weitergeben/{passing}").get_data(as_text=True)
    assert SAYS in visitor.get(link).get_data(as_text=True)
    outbox.deliver_due()
    last = letters.wait_for(4)[-1]
    assert "inge@example.org" in str(last.message["To"])
    assert "Umweltbetrieb schreibt:" in last.text
    assert "Frau Muster" not in last.text


def test_a_place_sees_the_address_only_with_consent_and_while_it_is_kept(app: House, visitor: FlaskClient) -> None:
    place, idea = make_place(), published(email="inge@example.org")
    with pytest.raises(Refused, match="keine bestätigte"):
        pass_on(idea.id, place, consent=Consent.GIVEN)
    with writing():
        ideas.confirm(idea.id)
    passing = pass_on(idea.id, place, consent=Consent.ASKED)
    link = f"/stelle/{token(passing)}"
    assert "inge@example.org" not in visitor.get(link).get_data(as_text=True)
    ask = f"/ideen/zustimmen/{token(passing, place_letters.CONSENT)}"
    agreed = submit(visitor, ask, yes="1")
    assert "sieht jetzt Ihre E-Mail-Adresse" in agreed.get_data(as_text=True)
    assert "inge@example.org" in visitor.get(link).get_data(as_text=True)
    again = submit(visitor, ask, no="1")
    assert again.status_code == 409
    with writing():
        ideas.stop_letters(idea.id)
    assert "inge@example.org" not in visitor.get(link).get_data(as_text=True)
    noted = journal.entries(Thing("idea", idea.id))
    assert all("inge" not in str(one.parameters) for one in noted)


def test_a_consent_declined_leaves_only_the_text(app: House, visitor: FlaskClient) -> None:
    place, idea = make_place(), published(email="inge@example.org")
    with writing():
        ideas.confirm(idea.id)
    passing = pass_on(idea.id, place, consent=Consent.ASKED)
    answer = submit(visitor, f"/ideen/zustimmen/{token(passing, place_letters.CONSENT)}", no="1")
    assert "hat nur Ihren Text" in answer.get_data(as_text=True)
    assert "inge@example.org" not in visitor.get(f"/stelle/{token(passing)}").get_data(as_text=True)


def test_links_end_by_time_by_the_office_and_with_the_idea(app: House, visitor: FlaskClient) -> None:
    place, idea = make_place(), published()
    passing = pass_on(idea.id, place)
    old, link = token(passing, days=1), token(passing)
    with clock.at(clock.now() + timedelta(days=2)):
        assert visitor.get(f"/stelle/{old}").status_code == 404
        assert visitor.get(f"/stelle/{link}").status_code == 200
    assert visitor.get(f"/ideen/zustimmen/{link}").status_code == 404
    with writing():
        ideas.withdraw(db.session.get_one(Idea, idea.id))
    closed = visitor.get(f"/stelle/{link}").get_data(as_text=True)
    assert "nicht mehr offen" in closed
    assert "Bank" not in closed
    with pytest.raises(Refused, match="nicht mehr offen"), writing():
        services.record(passing, Statement("Zu spät."))
    with writing():
        services.end(passing, HOUSE)
    assert visitor.get(f"/stelle/{link}").status_code == 404


def test_two_people_at_the_place_the_second_keeps_the_words(app: House) -> None:
    passing = pass_on(published().id, make_place())
    link = f"/stelle/{token(passing)}"
    first, second = app.test_client(), app.test_client()
    second_page = second.get(link)
    assert done(submit(first, link, text="Wir zuerst."))

    answer = second.post(link, data={"token": form_token(second_page), "text": "Auch eine Antwort."})
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "Auch eine Antwort." in shown
    assert "nicht gespeichert" in shown
    with pytest.raises(Refused, match="schon eine Stellungnahme"), writing():
        services.record(passing, Statement("Noch eine."))
    db.session.rollback()
    assert queries.one(passing).statement == "Wir zuerst."


def test_two_people_at_the_same_moment(app: House) -> None:
    idea, place = published().id, make_place()
    due = (clock.today() + timedelta(days=9)).isoformat()
    giving = [lambda: services.pass_on(idea, Order(place, due), HOUSE)] * 2
    assert [bool(one) for one in at_once(app, *giving)] == [False, True]
    passing = queries.of_idea(idea)[0].id
    said = at_once(app, *(lambda text=text: services.record(passing, Statement(text)) for text in ("Ja.", "Nein.")))
    assert said[0] == ""
    assert "schon eine Stellungnahme" in said[1]
    assert queries.one(passing).statement in {"Ja.", "Nein."}


def test_silence_is_seen_and_reminded_once(app: House, office: FlaskClient, visitor: FlaskClient) -> None:
    idea = published().id
    passing = pass_on(idea, make_place(), clock.today() + timedelta(days=3))
    with writing():
        assert services.remind_the_late() == 0
    with clock.at(clock.now() + timedelta(days=4)):
        with writing():
            assert services.remind_the_late() == 1
            assert services.remind_the_late() == 0
        assert "Hat noch nicht geantwortet." in page(visitor, idea)
        with pytest.raises(Refused, match="heute schon"), writing():
            services.remind(passing, HOUSE)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert queries.how_many_silent() == 0
    assert "Umweltbetrieb" in office.get("/buero/ideen/weitergeben").get_data(as_text=True)


def test_several_places_each_with_its_history(app: House, visitor: FlaskClient) -> None:
    idea, first, second = published().id, make_place(), make_place("Stadtwerke")
    one, two = pass_on(idea, first), pass_on(idea, second)
    with pytest.raises(Refused, match="liegt schon bei"):
        pass_on(idea, first)
    with writing():
        services.record(one, Statement("Nicht wir.", not_ours=True))
    with writing():
        services.end(one, HOUSE)
    with writing():
        services.record(two, Statement(SAYS))
    with writing():
        services.release(two, "Ja.", SHOWN, HOUSE)
    assert stage(idea) is Stage.ANSWERED
    shown = page(visitor, idea)
    assert "Diese Stelle ist nicht zuständig." in shown
    assert SHOWN in shown
    assert [one.place.name for one in queries.of_idea(idea)] == ["Umweltbetrieb", "Stadtwerke"]


def test_while_another_place_owes_a_word_the_idea_is_not_answered(app: House) -> None:
    idea = published().id
    one, _ = pass_on(idea, make_place()), pass_on(idea, make_place("Stadtwerke"))
    with writing():
        services.record(one, Statement(SAYS))
    with writing():
        services.release(one, "Ja.", SHOWN, HOUSE)
    assert stage(idea) is Stage.PASSED_ON


def test_what_is_not_public_shows_no_place(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id
    pass_on(idea, make_place())
    assert visitor.get(f"/ideen/{idea}").status_code == 404
    assert not idea_queries.by_ids([idea], public=True)


def test_the_journal_tells_it_and_names_nobody(app: House, office: FlaskClient) -> None:
    idea = published().id
    passing = pass_on(idea, make_place())
    with writing():
        services.record(passing, Statement(SAYS, "Grünflächen"))
    lines = office.get(f"/buero/ideen/{idea}/protokoll").get_data(as_text=True)
    assert "hat die Idee an Umweltbetrieb gegeben" in lines
    assert "Angefragte Stelle" in lines
    assert "Muster" not in lines
