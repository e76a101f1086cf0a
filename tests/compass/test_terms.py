"""The list of terms: kept by the office, folded in by likeness, merged; found by synonym; counted for the city."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import documents, page_documents, services
from compass.models import Competence, Purpose, Term, TermSynonym
from compass.terms import queries
from compass.terms import services as wing
from compass.terms.services import TermDraft
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from tests.support.making_actors import make_actor
from tests.support.pages import fill, version
from tests.support.statements import counted

ROOT = "/buero/netzwerk/begriffe"


def named(name: str) -> int:
    return db.session.scalars(select(Term.id).where(Term.name == name)).one()


def meant(text: str) -> list[str | None]:
    wanted = select(Term.name).select_from(Competence).outerjoin(Term, Term.id == Competence.term_id)
    return list(db.session.scalars(wanted.where(Competence.text == text).order_by(Competence.id)))


def sample(text: str) -> int:
    return db.session.scalars(select(func.min(Competence.id)).where(Competence.text == text)).one()


def synonyms(number: int) -> set[str]:
    return set(db.session.scalars(select(TermSynonym.name).where(TermSynonym.term_id == number)))


def test_the_list_is_there_from_the_start_with_topics_and_no_word_twice(app: House) -> None:
    found = queries.terms()
    words = [word for one in found for word in (one.sort_key, *(other.sort_key for other in one.synonyms))]
    assert len(found) >= 60
    assert len(words) == len(set(words))
    topics = {one.area_id for one in found}
    assert topics == {area.id for area in radar.taxonomy().areas}


def test_a_known_word_means_its_term_at_once(app: House) -> None:
    make_actor(competences=("HANDYKURSE", "etwas ganz Eigenes"), offers=("Räume",))
    assert meant("HANDYKURSE") == ["Hilfe mit Handy und Computer"]
    assert meant("Räume") == ["Räume"]
    assert meant("etwas ganz Eigenes") == [None]


def test_everybody_is_found_by_words_for_the_same_but_only_in_public_what_is_shown(app: House) -> None:
    number = make_actor("Verein", competences=("Handykurse",))
    office, public = (next(iter(one([number]))).text for one in (documents.documents, page_documents.documents))
    assert "Smartphone-Hilfe" in office
    assert "Smartphone-Hilfe" in public
    with writing():
        services.withdraw_consent(number, Purpose.SHOW_COMPETENCES, "schriftlich", HOUSE)
    assert "Smartphone-Hilfe" not in next(iter(page_documents.documents([number]))).text


def test_the_office_folds_free_texts_in_by_one_press_and_many(office: FlaskClient) -> None:
    for one in range(3):
        make_actor(f"Verein {one}", competences=("Moderation von Gruppen im Stadtteil",))
    make_actor("Chor", competences=("Chorleitung für alle", "Tanz"), offers=("Umfragen machen",))
    assert queries.how_many_loose() == 4

    page = office.get(f"{ROOT}/offen").text
    assert page.index("Moderation von Gruppen") < page.index("Chorleitung")
    likely = [name for _, name in queries.likely("Moderation von Gruppen im Stadtteil")]
    assert likely[0] == "Moderation"

    press = f"{sample('Moderation von Gruppen im Stadtteil')}-{named('Moderation')}"
    assert fill(office, f"{ROOT}/offen", press=press).status_code == 303
    assert meant("Moderation von Gruppen im Stadtteil") == ["Moderation"] * 3
    assert "Moderation von Gruppen im Stadtteil" not in synonyms(named("Moderation"))

    ticked = [str(sample(text)) for text in ("Chorleitung für alle", "Tanz")]
    assert fill(office, f"{ROOT}/offen", ticked=ticked, term=str(named("Musik"))).status_code == 303
    assert meant("Tanz") == ["Musik"]
    assert "Tanz" in synonyms(named("Musik"))
    make_actor("Neu", interests=("tanz",))
    assert meant("tanz") == ["Musik"]

    assert fill(office, f"{ROOT}/offen", ticked=[str(sample("Umfragen machen"))], press="erster").status_code == 303
    assert meant("Umfragen machen") == ["Befragungen"]
    assert queries.how_many_loose() == 0
    assert "Alle Angaben haben einen Begriff" in office.get(f"{ROOT}/offen").text


@pytest.mark.parametrize(
    "bad",
    [{"press": "1-"}, {"press": "\x00"}, {"ticked": ["999999"]}, {"ticked": ["x"], "term": "x"}, {"press": "9" * 99}],
)
def test_nothing_chosen_or_forged_changes_nothing(office: FlaskClient, bad: dict[str, Any]) -> None:
    make_actor(competences=("etwas ganz Eigenes",))
    answer = fill(office, f"{ROOT}/offen", **bad)
    assert answer.status_code == 303
    assert meant("etwas ganz Eigenes") == [None]
    assert office.post(f"{ROOT}/offen", data={"press": "1-1"}).status_code == 400
    assert fill(office, f"{ROOT}/offen", press=f"{sample('etwas ganz Eigenes')}-999999").status_code == 404


def test_a_term_is_made_renamed_given_synonyms_and_switched_off(office: FlaskClient) -> None:
    number = make_actor("Imkerei", competences=("Bienen halten", "Honig"))
    page = office.get(f"{ROOT}/neu?aus={sample('Bienen halten')}").text
    assert 'value="Bienen halten"' in page
    area = radar.taxonomy().areas[4].id
    form = {"name": "Bienen", "area_id": str(area), "synonyms": "Bienen halten\nImkern", "active": "y"}
    assert fill(office, f"{ROOT}/neu", **form).status_code == 303
    assert meant("Bienen halten") == ["Bienen"]

    term = named("Bienen")
    edit = f"{ROOT}/{term}"
    seen = version(office.get(edit))
    changed = {**form, "name": "Imkerei", "synonyms": "Bienen halten\nHonig", "version": seen}
    assert fill(office, edit, action=edit, **changed).status_code == 303
    assert fill(office, edit, action=edit, **changed).status_code == 409
    assert meant("Honig") == ["Imkerei"]
    assert synonyms(term) == {"Bienen halten", "Honig"}

    off = {"name": "Imkerei", "version": version(office.get(edit))}
    assert fill(office, edit, action=edit, **off).status_code == 303
    make_actor("Noch eine", competences=("Imkerei",))
    assert meant("Imkerei") == [None]
    assert "wird nicht angeboten" in office.get(ROOT).text
    assert "Imkerei" in next(iter(documents.documents([number]))).text


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "\x00"},
        {"name": "x" * 100_000},
        {"name": "..."},
        {"synonyms": "\n".join(f"Wort {n}" for n in range(31))},
        {"synonyms": "x" * 81},
        {"synonyms": "!!!"},
        {"token": "x"},
    ],
)
def test_bad_terms_are_told_and_nothing_kept(office: FlaskClient, bad: dict[str, str]) -> None:
    before = db.session.scalar(select(func.count(Term.id)))
    assert fill(office, f"{ROOT}/neu", **{"name": "Neu", "active": "y", **bad}).status_code == 422
    assert fill(office, f"{ROOT}/neu", name="MODERATION").status_code == 409
    assert fill(office, f"{ROOT}/neu", name="Neu", synonyms="ki").status_code == 409
    assert fill(office, f"{ROOT}/neu", name="Neu", area_id="999999").status_code == 404
    assert db.session.scalar(select(func.count(Term.id))) == before


def test_two_terms_become_one_and_nothing_said_is_lost(office: FlaskClient) -> None:
    make_actor(competences=("Konzerte", "Schauspiel"))
    gone, kept = named("Theater"), named("Musik")
    page = f"{ROOT}/{gone}"
    send = {"to": f"{page}/zusammenlegen", "action": f"{page}/zusammenlegen", "version": version(office.get(page))}
    assert fill(office, page, **{**send, "into": ""}).status_code == 422
    assert fill(office, page, **{**send, "into": str(gone)}).status_code == 422
    assert fill(office, page, **{**send, "into": str(kept), "version": "7"}).status_code == 409
    assert fill(office, page, **{**send, "into": str(kept)}).status_code == 303
    assert meant("Schauspiel") == meant("Konzerte") == ["Musik"]
    assert {"Theater", "Bühne", "Chor"} <= synonyms(kept)
    assert office.get(page).status_code == 404
    make_actor("Bühne e. V.", offers=("Theater",))
    assert meant("Theater") == ["Musik"]


def test_of_two_people_who_make_the_same_term_one_is_told(app: House) -> None:
    told: list[str] = []

    def make(name: str) -> None:
        with app.app_context():
            try:
                with writing():
                    wing.add(TermDraft(name), HOUSE)
                told.append("made")
            except Refused:
                told.append("refused")

    both = [threading.Thread(target=make, args=(name,)) for name in ("Imkerei", "IMKEREI")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["made", "refused"]


def test_the_city_sees_by_topic_who_can_what_only_as_agreed(office: FlaskClient, visitor: FlaskClient) -> None:
    area = radar.taxonomy().areas_by_key["wl2"].id
    make_actor("Treff", areas=(area,), competences=("Handykurse",))
    make_actor("Geheim", areas=(area,), competences=("Handykurse", "Robotik für Kinder"), public=False)

    page = visitor.get("/netzwerk/koennen").text
    assert "Hilfe mit Handy und Computer" in page
    assert "Programmieren lernen" not in page
    listed = visitor.get(f"/netzwerk?begriff={named('Hilfe mit Handy und Computer')}").text
    assert "Treff" in listed
    assert "Geheim" not in listed
    assert "/netzwerk/koennen" in visitor.get("/netzwerk").text
    board = visitor.get("/radar").text
    assert f'href="/netzwerk?thema={area}">1 dabei' in board
    assert f'href="/netzwerk/koennen#thema-{area}">1-mal Können und Angebote' in board
    tag = visitor.get("/netzwerk/koennen").headers["ETag"]
    assert visitor.get("/netzwerk/koennen", headers={"If-None-Match": tag}).status_code == 304
    assert visitor.get(ROOT).status_code == 303


def test_unknown_terms_are_not_there(app: House) -> None:
    with pytest.raises(NotThere):
        queries.term(999_999)
    with pytest.raises(NotThere), writing():
        wing.merge(999_999, 1, HOUSE, 1)


@pytest.mark.parametrize("path", [ROOT, f"{ROOT}/offen", "/netzwerk/koennen", "/radar"])
def test_pages_cost_the_same_for_few_and_many(office: FlaskClient, path: str) -> None:
    def cost(number: int) -> int:
        for one in range(number):
            make_actor(f"Treff {number}-{one}", competences=(f"Eigenes {number} {one}", "Handykurse", "Chor"))
        office.get(path)
        with counted() as statements:
            assert office.get(path).status_code == 200
        return len(statements)

    assert cost(3) == cost(30)
