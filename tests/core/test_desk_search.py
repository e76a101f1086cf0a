"""The office's words of the search: tried, changed, refused, two people at once, and true in the index a moment later."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import clock, indexing, outbox, search_words, word_lists
from core.db import db, writing
from core.errors import Refused
from core.journal import Entry, Who
from core.search.index import SearchDoc
from core.search.query import parse
from core.things import Kind, Thing
from core.word_lists import WordList
from tests.support.junk import HOSTILE
from tests.support.pages import token

PAGE = "/buero/suchwoerter"
NEWEST = re.compile(r'name="newest"[^>]*value="(\d+)"')
MONTAG = datetime(2026, 11, 23, 8, tzinfo=clock.BERLIN)
HOUSE = Who("office", None)
BOOKS = {1: "Öffis am Abend", 2: "Nahverkehr", 3: "Wummelticket", 4: "Seebad"}


@pytest.fixture
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put some books into the index, of a room that exists for these tests only."""

    def documents(ids: Sequence[int] | None) -> Iterator[SearchDoc]:
        for number in BOOKS if ids is None else ids:
            yield SearchDoc(f"book:{number}", "book", BOOKS[number], "", MONTAG, frozenset({"desk"}))

    kind = Kind("book", "Buch", lambda _: {}, lambda number: f"/{number}", documents)
    monkeypatch.setitem(app.extensions["kinds"], "book", kind)
    indexing.rebuild()


def found(asked: str) -> list[str]:
    """Ask the index for a whole word after the worker's round."""
    indexing.tend()
    hits = indexing.find(parse(f"{asked} -Nilpferd"), audience="desk", kind="book").hits
    return sorted(hit.id for hit in hits)


def text(answer: TestResponse) -> str:
    """Return a page's text."""
    return answer.get_data(as_text=True)


def send(client: FlaskClient, slug: str, body: str, page: TestResponse | None = None, **more: str) -> TestResponse:
    """Send the form of one list as it was opened, now or earlier."""
    page = page or client.get(f"{PAGE}/{slug}")
    newest = NEWEST.search(text(page))
    assert newest
    given = {"token": token(page, f"{PAGE}/{slug}"), "newest": newest[1], "body": body, **more}
    return client.post(f"{PAGE}/{slug}", data=given)


def kept(name: WordList) -> str:
    """Return what a list says now."""
    last = word_lists.newest(name)
    return last.body if last else ""


@pytest.mark.usefixtures("shelf")
def test_a_change_is_true_in_the_index_after_the_workers_round(office: FlaskClient) -> None:
    before = found("ÖPNV"), found("Wummel"), found("See")
    assert send(office, "gleiche-woerter", "Öffis, ÖPNV,Nahverkehr\n").status_code == 303
    assert send(office, "wortteile", "Wummel").status_code == 303
    assert send(office, "keine-wortteile", "See").status_code == 303
    waits = text(office.get(PAGE))

    assert before == ([], ["book:3"], ["book:4"])
    assert "wird gerade neu geschrieben" in waits
    assert (found("ÖPNV"), found("Nahverkehr"), found("Ticket"), found("See")) == (
        ["book:1", "book:2"],
        ["book:1", "book:2"],
        ["book:3"],
        [],
    )
    assert "wird gerade neu geschrieben" not in text(office.get(PAGE))
    assert outbox.status(indexing.KIND).waiting == 0


@pytest.mark.usefixtures("shelf")
def test_the_old_index_answers_meanwhile(office: FlaskClient) -> None:
    send(office, "gleiche-woerter", "Öffis, ÖPNV")

    page = indexing.find(parse("Öffis -x"), audience="desk", kind="book")

    assert (page.ready, [hit.id for hit in page.hits]) == (True, ["book:1"])


@pytest.mark.usefixtures("shelf")
def test_many_changes_are_one_rebuild_and_other_changes_are_in_it(
    office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        send(office, "wortteile", f"Wummel\nTeil{'x' * number}")
    with writing():
        indexing.changed(Thing("book", 5))
    monkeypatch.setitem(BOOKS, 5, "Der neue Brunnen")
    generation = indexing.index().status().generation

    assert found("Brunnen") == ["book:5"]
    assert int(indexing.index().status().generation[1:]) == int(generation[1:]) + 1


def test_a_word_is_tried(office: FlaskClient) -> None:
    send(office, "gleiche-woerter", "Straßenverkehrsamt, Amt")
    page = text(office.get(PAGE, query_string={"wort": "Straßenverkehrsamt"}))

    assert "Straßen + verkehrs + amt" in page
    assert "Gleiche Wörter: Amt" in page
    assert "bleibt in einem Stück" in text(office.get(PAGE, query_string={"wort": "insgesamt"}))


def test_what_is_kept_is_tidy_and_in_the_journal(office: FlaskClient) -> None:
    send(office, "wortteile", "  Zeppelin, Öffi\n\n\nÖffi\nWUMMEL ")
    send(office, "wortteile", "Öffi\nWUMMEL")
    again = send(office, "wortteile", "WUMMEL\nÖffi")
    entries = db.session.scalars(select(Entry).where(Entry.verb == "words.changed").order_by(Entry.id)).all()

    assert kept(WordList.PARTS) == "Öffi\nWUMMEL"
    assert again.status_code == 303
    assert [entry.parameters for entry in entries] == [
        {"label": "Weitere Wortteile", "more": 3, "fewer": 0},
        {"label": "Weitere Wortteile", "more": 0, "fewer": 1},
    ]
    assert '<li class="chip">WUMMEL</li>' in text(office.get(PAGE))


@pytest.mark.parametrize(
    ("slug", "body", "sentence"),
    [
        ("wortteile", "Rad weg", "„Rad weg“ geht nicht"),
        ("wortteile", "ab", "„ab“ geht nicht"),
        ("wortteile", "und", "Füllwort"),
        ("wortteile", "Öffi2", "„Öffi2“ geht nicht"),
        ("wortteile", "x" * 41, "geht nicht"),
        ("wortteile", "a" * 100_000, "Bitte höchstens 500 Zeilen"),
        ("wortteile", "\n".join(f"abc{'d' * n}" for n in range(501)), "Bitte höchstens 500 Zeilen"),
        ("gleiche-woerter", "Bus", "Bitte 2 bis 8 verschiedene Wörter"),
        ("gleiche-woerter", "Amt, Ämter", "Bitte 2 bis 8 verschiedene Wörter"),
        ("gleiche-woerter", "Bus,Rad,Tal,See,Ort,Hof,Amt,Tor,Zug", "Bitte 2 bis 8"),
        ("gleiche-woerter", "Bus, Bahn\nBahn, Zug", "„Bahn“ steht in zwei Zeilen"),
    ],
)
def test_what_is_no_such_list_is_refused_and_kept_in_the_form(
    office: FlaskClient, slug: str, body: str, sentence: str
) -> None:
    answer = send(office, slug, body)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert body.split("\n", maxsplit=1)[0][:80] in text(answer)
    assert [kept(name) for name in WordList] == ["", "", ""]


def test_a_word_is_not_a_part_and_none_at_once(office: FlaskClient) -> None:
    send(office, "keine-wortteile", "Samt")
    answer = send(office, "wortteile", "SAMT")

    assert (answer.status_code, kept(WordList.PARTS)) == (422, "")
    assert "„SAMT“ steht schon bei „Keine Wortteile“" in text(answer)


@pytest.mark.parametrize("junk", HOSTILE)
@pytest.mark.parametrize("slug", ["wortteile", "gleiche-woerter"])
def test_hostile_lists_and_words_are_taken_or_refused(office: FlaskClient, slug: str, junk: str) -> None:
    page = office.get(f"{PAGE}/{slug}")
    given = {"token": token(page, f"{PAGE}/{slug}"), "newest": "0", "body": junk.encode("utf-8", "replace")}

    assert office.post(f"{PAGE}/{slug}", data=given).status_code in {303, 422}
    assert office.get(PAGE, query_string={"wort": junk.encode("utf-8", "replace")}).status_code == 200


def test_an_empty_list_is_a_list(office: FlaskClient) -> None:
    send(office, "wortteile", "Wummel")
    assert send(office, "wortteile", "").status_code == 303
    assert kept(WordList.PARTS) == ""


def test_the_second_of_two_people_sees_who_was_first(office: FlaskClient, admin: FlaskClient) -> None:
    opened = office.get(f"{PAGE}/wortteile")
    send(admin, "wortteile", "Wummel")
    late = send(office, "wortteile", "Zeppelin", opened)
    meanwhile = kept(WordList.PARTS)
    again = send(office, "wortteile", "Zeppelin\nWummel", late)

    assert (late.status_code, meanwhile) == (409, "Wummel")
    assert "war schneller" in text(late)
    assert "Zeppelin</textarea>" in text(late)
    assert (again.status_code, kept(WordList.PARTS)) == (303, "Wummel\nZeppelin")


def test_two_at_the_same_moment_one_is_refused(app: Flask) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def edit(word: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    search_words.change(WordList.PARTS, word, HOUSE, 0)
            except Refused:
                outcomes.append("refused")
            else:
                outcomes.append("stored")

    threads = [threading.Thread(target=edit, args=(word,)) for word in ("Wummel", "Zeppelin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "stored"]


def test_a_reader_looks_and_changes_nothing(reader: FlaskClient, visitor: FlaskClient) -> None:
    page = text(reader.get(PAGE))

    assert "Ein Wort ausprobieren" in page
    assert "Liste ändern" not in page
    assert reader.get(f"{PAGE}/wortteile").status_code == 403
    assert reader.post(f"{PAGE}/wortteile", data={"body": "Wummel"}).status_code == 403
    assert visitor.get(PAGE).status_code in {302, 303, 401}


def test_without_a_token_nothing_is_stored(office: FlaskClient) -> None:
    answer = office.post(f"{PAGE}/wortteile", data={"body": "Wummel", "newest": "0"})

    assert (answer.status_code, kept(WordList.PARTS)) == (422, "")


@pytest.mark.parametrize("slug", ["woerter", "0", "x" * 300, "%00"])
def test_a_list_that_is_not_there_is_404(office: FlaskClient, slug: str) -> None:
    assert office.get(f"{PAGE}/{slug}").status_code == 404
    assert office.post(f"{PAGE}/{slug}").status_code == 404


@pytest.mark.parametrize("newest", ["", "-1", "abc", "9" * 40])
def test_a_forged_newest_version_is_no_excuse(office: FlaskClient, newest: str) -> None:
    send(office, "wortteile", "Wummel")
    answer = send(office, "wortteile", "Zeppelin", newest=newest)

    assert (answer.status_code in {409, 422}, kept(WordList.PARTS)) == (True, "Wummel")
