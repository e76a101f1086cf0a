"""Wörter der Vorschläge: terms and words of the search bridge a challenge and an entry; a change shows its effect first."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from compass import queries, services, staff_words, suggesting
from compass.matching import Evidence, Network, Profile
from compass.models import Competence, Term, TermSynonym
from compass.scoring.phrases import Phrases
from compass.terms import services as terms
from compass.terms.services import TermDraft
from core import search_words, word_lists
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from core.search.wordbook import made
from core.word_lists import WordList
from tests.support.making_actors import make_actor
from tests.support.pages import fill, token, version

TERMS = "/buero/netzwerk/begriffe"
WORDS = "/buero/suchwoerter/gleiche-woerter"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def challenge(text: str) -> int:
    with writing():
        return services.make_challenge("Wer hilft?", text, [4], None, HOUSE).id


def first(number: int) -> list[str]:
    db.session.rollback()
    return [one.actor.name for one in suggesting.of(queries.challenge(number)).ranked]


def sends(answer_text: str, answer_token: str) -> dict[str, list[str]]:
    """Return what the form of an effect's page would send."""
    found: dict[str, list[str]] = {"token": [answer_token]}
    for name, value in HIDDEN.findall(answer_text):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def term(name: str, *synonyms: str) -> int:
    with writing():
        return terms.add(TermDraft(name, None, "", synonyms), HOUSE).id


def how_many_synonyms() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(TermSynonym.id))) or 0


def test_a_word_of_a_term_finds_who_says_another_one(app: House) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    number = challenge("Wir suchen Apistik.")
    assert first(number) == []
    term("Zeidlerei", "Apistik")
    found = suggesting.of(queries.challenge(number))
    assert [one.actor.name for one in found.ranked] == ["Imker"]
    assert found.ranked[0].reasons[0].term == "Apistik ≈ Zeidlerei"
    assert "Zeidlerei" in found.ranked[0].reasons[0].proof


def test_names_of_several_words_stand_for_single_ones_and_for_each_other(app: House) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    make_actor("Verein", competences=["Honigkunde im Umland"])
    number = challenge("Wir suchen jemanden für wilde Apistik in der Stadt.")
    term("Zeidlerei", "wilde Apistik", "Honigkunde im Umland")
    assert set(first(number)) == {"Imker", "Verein"}
    other = challenge("Wir suchen Apistik ohne das andere Wort.")
    assert first(other) == []


def test_a_line_of_the_search_s_words_counts_for_suggestions_at_once(app: House) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    number = challenge("Wir suchen Apistik.")
    assert first(number) == []
    with writing():
        search_words.change(WordList.SAME, "Zeidlerei, Apistik", HOUSE, 0)
    assert first(number) == ["Imker"]


def test_a_term_that_is_not_offered_any_more_bridges_nothing(app: House) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    number, row = challenge("Wir suchen Apistik."), term("Zeidlerei", "Apistik")
    assert first(number) == ["Imker"]
    with writing():
        terms.change(row, TermDraft("Zeidlerei", None, "", ("Apistik",), active=False), HOUSE, 1)
    assert first(number) == []


def test_what_a_synonym_covers_is_not_missing(app: House) -> None:
    make_actor("Imker", competences=["Zeidlerei am Wald"])
    number = challenge("Wir suchen Apistik und Glasbläserei.")
    assert set(suggesting.of(queries.challenge(number)).missing) == {"Apistik", "Glasbläserei"}
    term("Zeidlerei am Wald", "Apistik")
    db.session.rollback()
    assert set(suggesting.of(queries.challenge(number)).missing) == {"Glasbläserei"}


def test_all_words_of_all_lists_are_in_the_wordbook(app: House) -> None:
    term("Zeidlerei", "wilde Apistik")
    with writing():
        search_words.change(WordList.SAME, "ÖPNV, Öffis", HOUSE, 0)
    book = staff_words.wordbook()
    assert frozenset({"Zeidlerei", "wilde Apistik"}) in book.same
    assert frozenset({"ÖPNV", "Öffis"}) in book.same


def test_longer_names_weigh_no_more_than_short_ones() -> None:
    found = list(Phrases([["Leichte Sprache", "einfaches Deutsch", "Klartext"]]).of({"leicht": 1.0, "sprach": 1.0}))
    shares = {stem: share for stem, share, _ in found}
    assert shares == {"einfach": 0.8, "deutsch": 0.8, "klartext": 0.8}
    back = list(Phrases([["Leichte Sprache", "Klartext"]]).of({"klartext": 2.0}))
    assert [(stem, share) for stem, share, _ in back] == [("leicht", 0.8), ("sprach", 0.8)]
    assert list(Phrases([["Leichte Sprache", "Klartext"]]).of({"leicht": 1.0})) == []


def test_parts_add_up_with_the_office_s_words_and_their_order_means_nothing() -> None:
    profiles = [
        Profile(1, (Evidence(1, "competence", "einfaches Deutsch und Klartext", 0.8),)),
        Profile(2, (Evidence(1, "competence", "leichte Texte schreiben", 1.0),)),
    ]
    book = made(same=[["Leichte Sprache", "einfaches Deutsch", "Klartext"]])
    for order in (profiles, profiles[::-1]):
        found = Network(order, wordbook=book).match("Texte in leichter Sprache").suggestions
        assert {one.actor_id for one in found} == {1, 2}
        for one in found:
            assert sum(part.points for part in one.parts) == pytest.approx(one.score, abs=1e-9)


def test_a_list_of_words_shows_its_effect_and_is_kept_by_a_second_press(office: FlaskClient) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    number = challenge("Wir suchen Apistik.")
    answer = fill(office, WORDS, body="Zeidlerei, Apistik", newest="0")
    assert answer.status_code == 200
    assert "In der einen gespeicherten Herausforderung ändert sich, wen wir zuerst vorschlagen." in answer.text
    assert ">Imker<" in answer.text
    assert word_lists.newest(WordList.SAME) is None
    assert first(number) == []

    back = office.post(WORDS, data={**sends(answer.text, token(answer)), "zurueck": "1"})
    assert "Zeidlerei, Apistik" in back.text
    assert word_lists.newest(WordList.SAME) is None

    assert office.post(WORDS, data=sends(answer.text, token(answer))).status_code == 303
    assert first(number) == ["Imker"]


def test_another_list_than_the_one_shown_is_not_kept(office: FlaskClient) -> None:
    challenge("Wir suchen Apistik.")
    answer = fill(office, WORDS, body="Zeidlerei, Apistik", newest="0")
    other = office.post(WORDS, data={**sends(answer.text, token(answer)), "body": "Zeidlerei, Honig"})
    assert other.status_code == 200
    assert word_lists.newest(WordList.SAME) is None


def test_without_challenges_a_list_is_kept_at_once(office: FlaskClient) -> None:
    assert fill(office, WORDS, body="Zeidlerei, Apistik", newest="0").status_code == 303


def test_a_term_shows_its_effect_when_it_is_made_changed_and_merged(office: FlaskClient) -> None:
    make_actor("Imker", competences=["Zeidlerei"])
    number, before = challenge("Wir suchen Apistik."), how_many_synonyms()

    new = fill(office, f"{TERMS}/neu", name="Zeidlerei", synonyms="Apistik", active="y")
    assert new.status_code == 200
    assert "ändert sich, wen wir zuerst vorschlagen" in new.text
    assert how_many_synonyms() == before
    again = office.post(f"{TERMS}/neu", data={**sends(new.text, token(new)), "zurueck": "1"})
    assert again.status_code == 200
    assert "Apistik" in again.text
    assert office.post(f"{TERMS}/neu", data=sends(new.text, token(new))).status_code == 303
    assert how_many_synonyms() == before + 1
    assert first(number) == ["Imker"]

    row = db.session.scalars(select(Term.id).where(Term.name == "Zeidlerei")).one()
    place = f"{TERMS}/{row}"
    seen = version(office.get(place))
    gone = fill(office, place, action=place, name="Zeidlerei", synonyms="", active="y", version=seen)
    assert ">Imker<" in gone.text
    assert office.post(place, data=sends(gone.text, token(gone))).status_code == 303
    assert first(number) == []

    with writing():
        other = terms.add(TermDraft("Apistik"), HOUSE).id
    there, seen = f"{TERMS}/{other}", version(office.get(f"{TERMS}/{other}"))
    joined = fill(
        office, there, to=f"{there}/zusammenlegen", action=f"{there}/zusammenlegen", into=str(row), version=seen
    )
    assert ">Imker<" in joined.text
    assert office.post(f"{there}/zusammenlegen", data=sends(joined.text, token(joined))).status_code == 303
    assert first(number) == ["Imker"]


def test_what_no_word_changes_needs_no_second_press(office: FlaskClient) -> None:
    challenge("Wir suchen Apistik.")
    row = term("Zeidlerei", "Apistik")
    place = f"{TERMS}/{row}"
    form = {"name": "Zeidlerei", "synonyms": "Apistik", "about": "Bienen", "active": "y"}
    assert fill(office, place, action=place, version=version(office.get(place)), **form).status_code == 303


def test_folding_in_shows_an_effect_only_where_there_is_one(office: FlaskClient) -> None:
    make_actor("Imker", competences=["Zeidlerei", "Apistik"])
    make_actor("Verein", competences=["Zeidlerei"])
    row = term("Bienen")
    samples = {
        text: db.session.scalars(select(func.min(Competence.id)).where(Competence.text == text)).one()
        for text in ("Apistik", "Zeidlerei")
    }
    number = challenge("Wir suchen Bienen.")
    page = f"{TERMS}/offen"
    answer = fill(office, page, ticked=[str(one) for one in samples.values()], term=str(row))
    assert answer.status_code == 200
    assert ">Imker<" in answer.text
    assert first(number) == []
    assert office.post(page, data=sends(answer.text, token(answer))).status_code == 303
    assert set(first(number)) == {"Imker", "Verein"}

    make_actor("Chor", competences=["Kanon"])
    sample = db.session.scalars(select(Competence.id).where(Competence.text == "Kanon")).one()
    assert fill(office, page, press=f"{sample}-{term('Gesang')}").status_code == 303
