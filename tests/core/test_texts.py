"""Texts a city edits: filled, checked, kept; circles end, and two people at one text both keep theirs."""

from __future__ import annotations

import threading

import pytest

from core import clock, journal, texts, versions
from core.db import db, writing
from core.errors import NotThere, Refused
from core.factory import House
from core.journal import Who
from core.markdown import render
from core.texts import TextEdit
from core.things import Thing

OFFICE = Who("office")


def put(key: str, body: str) -> None:
    """Store a body that the checks would refuse, as an older release might have left it."""
    with writing():
        db.session.add(TextEdit(key=key, body=body, edited_at=clock.now()))
        versions.up("texts")


def edit(key: str, body: str, seen: int | None = None) -> TextEdit | None:
    """Change a text as the office does."""
    with writing():
        return texts.edit(key, body, OFFICE, seen)


def test_places_are_filled_from_values_and_other_texts(app: House) -> None:
    edit("city.name", "Musterstadt")
    assert texts.text("office.name") == "Digitalisierungsbüro der Stadt Musterstadt"
    assert texts.text("stage.received", Datum="5. Mai") == "Ihre Idee ist bei uns. Wir lesen sie bis zum 5. Mai."


def test_a_circle_ends(app: House) -> None:
    put("office.name", "A {office.hours}")
    put("office.hours", "B {office.name}")
    assert texts.text("office.name").startswith("A B A B")
    assert len(texts.text("office.name")) < 50


def test_a_circle_is_refused_when_it_is_written(app: House) -> None:
    edit("office.hours", "Fragen Sie: {office.name}")
    with pytest.raises(Refused, match="führt wieder zu diesem Text zurück"):
        edit("office.name", "Büro, offen: {office.hours}")
    with pytest.raises(Refused, match="führt wieder zu diesem Text zurück"):
        edit("city.name", "Stadt {city.name}")


@pytest.mark.parametrize("name", ["Unsinn", "office.nam", "größe", "page.privacy", "0", "city.name.__class__", " "])
def test_a_placeholder_that_is_not_there_is_refused(app: House, name: str) -> None:
    with pytest.raises(Refused, match="gibt es hier nicht"):
        edit("start.lead", f"Hallo {{{name}}}")


def test_a_page_fills_only_its_own_values(app: House) -> None:
    edit("stage.received", "Bis {Datum}.")
    with pytest.raises(Refused, match="gibt es hier nicht"):
        edit("start.lead", "Bis {Datum}.")


def test_a_value_is_never_filled_again(app: House) -> None:
    assert texts.text("stage.received", Datum="{city.name}").endswith("{city.name}.")


@pytest.mark.parametrize(
    ("key", "body", "sentence"),
    [
        ("city.name", "", "schreiben Sie etwas"),
        ("city.name", "x" * 301, "höchstens 300 Zeichen"),
        ("start.lead", "x" * 2001, r"höchstens 2\.000 Zeichen"),
        ("page.easy", "x" * 30_001, r"höchstens 30\.000 Zeichen"),
        ("page.easy", "{city.name}" * 41, "höchstens 40 Platzhalter"),
        ("reading.days", "bald", "ganze Zahl"),
        ("reading.days", "0", "ganze Zahl"),
        ("reading.days", "-3", "ganze Zahl"),
        ("reading.days", "²", "ganze Zahl"),
        ("reading.days", "1000", "ganze Zahl"),
        ("office.email", "keine Adresse", "E-Mail-Adresse"),
        ("office.email", "a@b.de, c@d.de", "E-Mail-Adresse"),
    ],
)
def test_what_does_not_fit_is_refused(app: House, key: str, body: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        edit(key, body)
    assert texts.history(key) == []


def test_every_default_passes_its_own_check(app: House) -> None:
    assert {key: texts.fault(one, one.default) for key, one in texts.wordings().items()} == dict.fromkeys(
        texts.wordings()
    )


def test_an_edit_is_kept_and_noted(app: House) -> None:
    row = edit("city.name", "Musterstadt")
    assert row
    lines = journal.lines(journal.entries(Thing("text", row.id)), {})
    assert [line.sentence for line in lines] == ["hat den Text „Name der Stadt“ geändert"]
    assert [kept.body for kept in texts.history("city.name")] == ["Musterstadt"]


def test_the_same_again_is_no_edit(app: House) -> None:
    assert edit("city.name", "Bielefeld") is None
    assert edit("city.name", "Musterstadt")
    assert edit("city.name", "Musterstadt") is None
    assert len(texts.history("city.name")) == 1


def test_back_on_the_default_a_text_follows_the_next_release(app: House) -> None:
    edit("city.name", "Musterstadt")
    edit("city.name", "Bielefeld")
    assert texts.history("city.name")[0].body == ""
    assert texts.text("city.name") == "Bielefeld"


def test_an_unknown_text_is_not_there(app: House) -> None:
    with pytest.raises(NotThere):
        edit("city.motto", "Gern hier")


def test_of_two_at_once_one_is_told(app: House) -> None:
    start, said = threading.Barrier(2), []

    def change(body: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing():
                    texts.edit("city.name", body, OFFICE, seen=0)
                said.append(body)
            except Refused as refused:
                said.append(refused.sentence)

    people = [threading.Thread(target=change, args=(body,)) for body in ("Nordstadt", "Südstadt")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    with app.app_context():
        assert texts.text("city.name") in said
        assert len(texts.history("city.name")) == 1
    assert sum("war schneller" in sentence for sentence in said) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('a <img src=x onerror="alert(1)">', "a &lt;img src=x onerror=&quot;alert(1)&quot;&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"),
        ("[x](data:text/html,hi)", "[x](data:text/html,hi)"),
        ('[x](/a"onclick="b)', '<a href="/a%22onclick=%22b">x</a>'),
        ("**fett**", "<strong>fett</strong>"),
    ],
)
def test_markdown_shows_html_and_obeys_none(written: str, shown: str) -> None:
    assert render(written) == f"<p>{shown}</p>\n"


def test_markdown_fetches_no_pictures_and_leaves_the_main_heading_to_the_page() -> None:
    assert "<img" not in render("![zählt mit](https://zaehler.example/bild.png)")
    assert render("# Oben") == "<h2>Oben</h2>\n"


def test_tables_can_be_read_and_pushed() -> None:
    drawn = render("| a |\n| --- |\n| 1 |")
    assert '<div class="scroll" tabindex="0"' in drawn
    assert '<th scope="col">a</th>' in drawn
