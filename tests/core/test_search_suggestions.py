"""Did you mean: the nearest word that somebody may see, in the writing of its author, and never one of a hidden text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock, indexing
from core.db import writing
from core.journal import HOUSE
from core.search.index import SearchDoc
from core.search.query import parse
from core.search.spelling import distance
from core.things import Kind
from ideas import services
from ideas.services import Said
from ideas.stages import Stage
from tests.support.junk import HOSTILE
from tests.support.making import make_idea, published

MONTAG = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)
PUBLIC, HIDDEN = frozenset({"public", "desk"}), frozenset({"desk"})


class Shelf:
    """Books that exist for these tests only: title and audience by number."""

    def __init__(self) -> None:
        self.books: dict[int, tuple[str, frozenset[str]]] = {}

    def documents(self, ids: Sequence[int] | None) -> Iterator[SearchDoc]:
        """Yield the documents of some books, or of all."""
        for number in self.books if ids is None else ids:
            if number in self.books:
                title, seen = self.books[number]
                yield SearchDoc(f"book:{number}", "book", title, "", MONTAG, seen, {"place": [title[:1]]})


@pytest.fixture
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Return an empty shelf that the index knows."""
    made = Shelf()
    kind = Kind("book", "Buch", lambda _: {}, lambda number: f"/{number}", made.documents)
    monkeypatch.setitem(app.extensions["kinds"], "book", kind)
    return made


def suggested(shelf: Shelf, asked: str, *titles: str, audience: str = "public", hidden: Sequence[str] = ()) -> str:
    """Return the suggestion for a query where these titles are public and some others hidden."""
    shelf.books = dict(enumerate([(title, PUBLIC) for title in titles] + [(title, HIDDEN) for title in hidden], 1))
    indexing.rebuild()
    return indexing.find(parse(asked), audience=audience, kind="book").suggestion


@pytest.mark.parametrize(
    ("asked", "title", "meant"),
    [
        ("Radewg", "Der Radweg", "Radweg"),
        ("Spilplatz", "Neue Spielplätze", "Spielplätze"),
        ("bürgebeteiligung", "Bürgerbeteiligung", "Bürgerbeteiligung"),
        ("Bibliotek am Markt", "Die Bibliothek am Markt", "Bibliothek am Markt"),
        ("Schule Ampl", "Ampel vor der Schule", "Schule Ampel"),
        ("Fahradweg -Auto", "Fahrradwege", "Fahrradwege -Auto"),
        ("Fahradweg, bitte", "Fahrradweg", "Fahrradweg, bitte"),
    ],
)
def test_a_misspelled_word_has_a_better_one(shelf: Shelf, asked: str, title: str, meant: str) -> None:
    assert suggested(shelf, asked, title, "Bänke im Park") == meant


@pytest.mark.parametrize(
    "asked", ["Radweg", "Radweg Ampel", "Radw", "Xylophon", "Rdw", '"Radewg"', "", "-Radewg", "Rad"]
)
def test_what_is_found_or_far_away_has_none(shelf: Shelf, asked: str) -> None:
    assert suggested(shelf, asked, "Radweg", "Bänke", "Radweg mit Ampel") == ""


def test_words_of_hidden_texts_are_not_suggested(shelf: Shelf) -> None:
    hidden = ["Geheimplan"] * 3

    assert suggested(shelf, "Geheimpaln", "Radweg", hidden=hidden) == ""
    assert suggested(shelf, "Geheimpaln", "Radweg", hidden=hidden, audience="desk") == "Geheimplan"


def test_a_text_hidden_since_is_not_suggested_though_the_index_lags(shelf: Shelf) -> None:
    assert suggested(shelf, "Geheimpaln", "Geheimplan") == "Geheimplan"
    shelf.books[1] = ("Geheimplan", HIDDEN)
    assert indexing.find(parse("Geheimpaln"), audience="public", kind="book").suggestion == ""
    shelf.books[1] = ("Radweg", PUBLIC)
    assert indexing.find(parse("Geheimpaln"), audience="public", kind="book").suggestion == ""


def test_a_mistake_others_made_before_leads_to_the_better_word(shelf: Shelf) -> None:
    titles = ["Der Fahradweg", *["Ein Fahrradweg"] * 20]

    assert suggested(shelf, "Fahradweg", *titles) == "Fahrradweg"
    assert suggested(shelf, "Fahradweg", *titles[:5]) == ""


def test_a_suggestion_stays_within_the_filters(shelf: Shelf) -> None:
    assert suggested(shelf, "Radewg", "Radweg", "Bänke") == "Radweg"
    there = indexing.find(parse("Radewg"), audience="public", kind="book", facets={"place": ["B"]})

    assert there.suggestion == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_answered(shelf: Shelf, text: str) -> None:
    assert isinstance(suggested(shelf, text, "Radweg", "select drop table", "alert"), str)


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("radweg", "radweg", 0),
        ("radewg", "radweg", 1),
        ("radwg", "radweg", 1),
        ("ab", "ba", 1),
        ("rad", "bus", 3),
        ("", "a", 1),
    ],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == mistakes
    assert distance(one, other, 0) == min(mistakes, 1)


@settings(max_examples=200, deadline=None)
@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_counting_stops_early_and_says_so(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(distance(one, other, 20), most + 1)


@pytest.mark.usefixtures("app")
def test_the_list_of_ideas_asks_whether_another_word_was_meant(visitor: FlaskClient) -> None:
    published("Bitte einen Radweg am Fluss", title="Radweg am Fluss")
    make_idea("Hier steht eine Zauberformel", title="Ungelesen")
    indexing.tend()

    page = visitor.get("/ideen", query_string={"q": "Radewg"}).get_data(as_text=True)
    secret = visitor.get("/ideen", query_string={"q": "Zauberfomel"}).get_data(as_text=True)

    assert 'Meinten Sie <a class="strong" href="/ideen?q=Radweg">Radweg</a>?' in page
    assert "Meinten Sie" not in secret
    assert "Zauberformel" not in secret


@pytest.mark.usefixtures("app")
def test_a_withdrawn_idea_suggests_nothing_before_the_index_has_followed(visitor: FlaskClient) -> None:
    idea = published("Bitte einen Radweg am Fluss", title="Zauberformel")
    indexing.tend()
    before = visitor.get("/ideen", query_string={"q": "Zauberfomel"}).get_data(as_text=True)
    with writing():
        services.advance(idea.id, Stage.WITHDRAWN, HOUSE, Said(reason="Auf Wunsch"))

    assert "Meinten Sie" in before
    assert "Meinten Sie" not in visitor.get("/ideen", query_string={"q": "Zauberfomel"}).get_data(as_text=True)
