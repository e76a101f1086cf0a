"""Keywords: the office's own words on ideas; bulk, filter and export for the office, nothing of them for anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import indexing
from core.db import db, writing
from core.errors import Refused
from core.journal import HOUSE, Entry
from ideas import queries
from ideas.models import Idea, Keyword, idea_keyword
from ideas.sorting import queries as sorted_
from ideas.sorting import services
from ideas.sorting.forms import words_of
from tests.support.junk import HOSTILE, encoded
from tests.support.making import Made, make_idea, published
from tests.support.pages import token
from tests.support.statements import counted

LIST, DO = "/buero/ideen/alle", "/buero/ideen/sammeln"
FORM = {"area": "", "category": "", "account": "", "reason": ""}


def put(client: FlaskClient, idea: Made, words: str) -> TestResponse:
    path, action = f"/buero/ideen/{idea.id}", f"/buero/ideen/{idea.id}/schlagwoerter"
    return client.post(action, data={"token": token(client.get(path), action), "words": words})


def many(client: FlaskClient, ideas: list[Made], words: str, button: str) -> int:
    picked = [f"{idea.id}:{version_of(idea)}" for idea in ideas]
    sent = {"token": token(client.get(LIST), DO), **FORM, "picked": picked, "words": words, button: "1"}
    return client.post(DO, data=sent).status_code


def version_of(idea: Made) -> int:
    db.session.rollback()
    return db.session.scalars(select(Idea.version).where(Idea.id == idea.id)).one()


def words(idea: Made) -> list[str]:
    db.session.rollback()
    return sorted_.keywords_of(idea.id)


def test_an_idea_carries_what_stands_in_the_field(office: FlaskClient) -> None:
    idea = make_idea()
    before = version_of(idea)
    assert put(office, idea, "Park,  Rad  und Weg , park,,").status_code == 303
    assert words(idea) == ["park", "Rad und Weg"]
    assert put(office, idea, "Rad und Weg").status_code == 303
    assert words(idea) == ["Rad und Weg"]
    assert version_of(idea) == before
    assert 'value="Rad und Weg"' in office.get(f"/buero/ideen/{idea.id}").get_data(as_text=True)


def test_a_word_is_one_word_however_it_is_written() -> None:
    assert words_of("Straße, STRASSE, , Bach") == ("STRASSE", "Bach")


def test_ticked_ideas_get_and_lose_words(office: FlaskClient) -> None:
    first, second = make_idea("Eine Bank."), make_idea("Ein Baum.")
    assert put(office, first, "Park").status_code == 303
    assert many(office, [first, second], "Park, Bach", "word_on") == 303
    assert (words(first), words(second)) == (["Bach", "Park"], ["Bach", "Park"])
    assert many(office, [first, second], "BACH, nie gesehen", "word_off") == 303
    assert (words(first), words(second)) == (["Park"], ["Park"])
    assert db.session.scalars(select(Keyword.key).order_by(Keyword.key)).all() == ["bach", "park"]


def test_the_list_is_narrowed_by_several_words_also_in_a_search(office: FlaskClient) -> None:
    bank, tree, other = make_idea("Eine Bank am Bach."), make_idea("Ein Baum am Bach."), make_idea("Ein Dach am Bach.")
    with writing():
        services.put(bank.id, ["Park"], HOUSE)
        services.put(tree.id, ["Grün"], HOUSE)
    indexing.rebuild()
    numbers = {word: number for number, word in queries.keywords()}
    asked = f"schlagwort={numbers['Park']}&schlagwort={numbers['Grün']}"
    for path in (f"{LIST}?{asked}", f"{LIST}?{asked}&q=Bach"):
        page = office.get(path).get_data(as_text=True)
        assert f"/buero/ideen/{bank.id}" in page
        assert f"/buero/ideen/{tree.id}" in page
        assert f'/buero/ideen/{other.id}"' not in page


def test_they_stand_in_the_offices_export_and_nowhere_else(
    office: FlaskClient, admin: FlaskClient, visitor: FlaskClient
) -> None:
    idea = published("Eine Bank am Bach.")
    with writing():
        services.put(idea.id, ["Geheimwort"], HOUSE)
    indexing.rebuild()
    path = "/buero/ideen/herausgeben"
    page = admin.get(path)
    found = admin.post(path, data={"token": token(page), "format": "csv"})
    assert "Geheimwort" in found.get_data(as_text=True)
    number = queries.keywords()[0][0]
    public = (f"/ideen/{idea.id}", "/ideen", f"/ideen?schlagwort={number}", "/ideen?q=Geheimwort", "/ideen.csv")
    for address in (*public, "/ideen.json", "/ideen.geojson", "/suche?q=Geheimwort", "/ideen/atom.xml"):
        shown = visitor.get(address, follow_redirects=True).get_data(as_text=True)
        assert "Geheimwort" not in shown.replace("q=Geheimwort", "").replace('value="Geheimwort"', "").replace(
            "„Geheimwort“", ""
        ), address
    assert f"/ideen/{idea.id}-" in visitor.get(f"/ideen?schlagwort={number + 1}").get_data(as_text=True)


def test_the_journal_holds_no_word_of_them(office: FlaskClient) -> None:
    idea = make_idea()
    put(office, idea, "Park")
    rows = db.session.scalars(select(Entry).where(Entry.verb == "idea.keyworded")).all()
    assert [row.parameters for row in rows] == [{}]
    assert "hat die Schlagwörter geändert" in office.get(f"/buero/ideen/{idea.id}/protokoll").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["a" * 41, "a" * 100_000, ",".join(f"w{n}" for n in range(21))])
def test_long_or_many_words_are_told(office: FlaskClient, typed: str) -> None:
    idea = make_idea()
    assert put(office, idea, typed).status_code == 422
    assert many(office, [idea], typed, "word_on") == 422
    assert words(idea) == []


def test_no_word_is_no_wish(office: FlaskClient) -> None:
    idea = make_idea()
    assert many(office, [idea], " , ", "word_on") == 422


def test_one_idea_carries_only_so_many(office: FlaskClient) -> None:
    idea = make_idea()
    with writing():
        services.put(idea.id, [f"Wort {n}" for n in range(20)], HOUSE)
    assert many(office, [idea], "Eins zu viel", "word_on") == 409
    with pytest.raises(Refused), writing():
        services.put(idea.id, [f"Wort {n}" for n in range(21)], HOUSE)
    assert len(words(idea)) == 20


def test_strange_signs_break_nothing(office: FlaskClient) -> None:
    idea = make_idea()
    action = f"/buero/ideen/{idea.id}/schlagwoerter"
    signed = token(office.get(f"/buero/ideen/{idea.id}"), action)
    for junk in HOSTILE:
        body = encoded({"token": signed, "words": junk})
        answer = office.post(action, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {303, 400, 413, 422}, junk
    assert office.post(action, data={"words": "Park"}).status_code == 422
    assert office.post("/buero/ideen/999/schlagwoerter", data={"token": signed, "words": "Park"}).status_code == 404


def test_a_reader_changes_no_words(reader: FlaskClient) -> None:
    idea = make_idea()
    assert reader.post(f"/buero/ideen/{idea.id}/schlagwoerter", data={"words": "Park"}).status_code == 403


def test_they_go_with_their_idea(office: FlaskClient) -> None:
    idea = make_idea()
    put(office, idea, "Park")
    with writing():
        db.session.delete(db.session.get_one(Idea, idea.id))
    assert db.session.execute(select(idea_keyword)).all() == []


def test_many_ideas_cost_as_many_statements_as_few(office: FlaskClient) -> None:
    def cost(count: int) -> int:
        ideas: list[Any] = [make_idea(f"Eine Bank {n}.") for n in range(count)]
        with writing():
            held = db.session.scalars(select(Idea).where(Idea.id.in_([idea.id for idea in ideas]))).all()
            with counted() as sent:
                services.keywords.change(held, ["Park", "Bach"], HOUSE, on=True)
        return sum("keyword" in one for one in sent)

    cost(1)
    assert cost(12) == cost(3)
