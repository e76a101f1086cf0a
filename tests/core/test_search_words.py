"""German compounds: what is taken apart and what is not, what the city's own words change, other languages, the list itself."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search_words import APART, COMPOUNDS, LEAST_PAIRS, PAIRS
from core.search import SearchDoc, WhooshIndex, highlight, parse
from core.search.compounds import LONGEST, Splitter, listed
from core.search.languages import is_german
from core.search.wordbook import PLAIN, Wordbook, load, made
from tests.support.junk import HOSTILE
from tools import parts_list

DAY = datetime(2026, 3, 1, tzinfo=UTC)
PUBLIC = frozenset({"public"})


def doc(doc_id: str, title: str, text: str = "", language: str = "", german: str = "") -> SearchDoc:
    return SearchDoc(doc_id, "idea", title, text, DAY, PUBLIC, language=language, german=german)


def indexed(folder: Path, *docs: SearchDoc, book: Wordbook = PLAIN) -> WhooshIndex:
    index = WhooshIndex(folder / "index")
    index.rebuild(docs, book)
    return index


def found(index: WhooshIndex, text: str) -> list[str]:
    """Ask for whole words: the minus ends the last one."""
    return [hit.id for hit in index.query(parse(f"{text} -Nilpferd"), viewer=PUBLIC).hits]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("radverkehrskonzept", ("rad", "verkehrs", "konzept")),
        ("strassenverkehrsamt", ("strassen", "verkehrs", "amt")),
        ("burgerbeteiligung", ("burger", "beteiligung")),
        ("fahrradstander", ("fahr", "rad", "stander")),
        ("schulhofe", ("schul", "hofe")),
        ("jugendamter", ("jugend", "amter")),
        ("bushaltestelle", ("bus", "halte", "stelle")),
        ("kitaplatze", ("kita", "platze")),
        ("rathaus", ("rat", "haus")),
        ("bussteig", ("bus", "steig")),
        ("muhlenstrasse", ("muhlen", "strasse")),
    ],
)
def test_compounds_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert PLAIN.splitter.split(word) == parts


SIMPLE = """
gesamt insgesamt wirtschaft mannschaft verwaltung transport sicherheit gesellschaft unterschied uberqueren station region
museum strecke hoffnung geradeaus verbessern moderation gefahrdung bucherei burgerinnen schulerinnen
"""


SIMPLE = """
gesamt insgesamt wirtschaft mannschaft verwaltung transport sicherheit gesellschaft unterschied uberqueren station region
museum strecke hoffnung geradeaus verbessern moderation gefahrdung bucherei burgerinnen schulerinnen
"""


@pytest.mark.parametrize("word", SIMPLE.split())
def test_simple_words_stay_whole(word: str) -> None:
    assert PLAIN.splitter.split(word) == ()


def test_pairs_of_words_meet(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([doc("other", "Bänke im Grünen")])
    missed = []
    for asked, written in (*PAIRS, *COMPOUNDS):
        index.put([doc("it", written)])
        if "it" not in found(index, asked):
            missed.append((asked, written))

    assert missed == []
    assert len(PAIRS) >= LEAST_PAIRS


@pytest.mark.parametrize(("asked", "written"), APART)
def test_letters_alone_are_no_relation(tmp_path: Path, asked: str, written: str) -> None:
    index = indexed(tmp_path, doc("it", written))

    assert found(index, asked) == []
    assert [piece for piece, hit in highlight(written, parse(f"{asked} -x")) if hit] == []


def test_a_compound_stands_behind_the_word_itself(tmp_path: Path) -> None:
    index = indexed(tmp_path, doc("1", "Radverkehrskonzept"), doc("2", "Verkehr"), doc("3", "Bank"))

    assert found(index, "Verkehr") == ["2", "1"]
    assert found(index, '"Verkehr"') == ["2"]
    assert found(index, "-Verkehr") == ["1", "3"]


def test_what_the_index_finds_is_highlighted() -> None:
    marked = [piece for piece, hit in highlight("Ein Radverkehrskonzept für das Rad", parse("Rad -x")) if hit]

    assert marked == ["Radverkehrskonzept", "Rad"]


def test_words_of_the_city_change_what_is_found(tmp_path: Path) -> None:
    text = doc("1", "Wummelticket für die Möbel"), doc("2", "Öffis am Abend"), doc("3", "Seebad und Nahverkehr")
    book = made(added=["Wummel"], stopped=["See"], same=[["Öffis", "Nahverkehr", "ÖPNV"]])
    plain, ours = indexed(tmp_path / "plain", *text), indexed(tmp_path / "ours", *text, book=book)

    assert (found(plain, "Ticket"), found(ours, "Ticket")) == (["1"], ["1"])
    assert (found(plain, "ÖPNV"), sorted(found(ours, "ÖPNV"))) == ([], ["2", "3"])
    assert (found(plain, "See"), found(ours, "See")) == (["3"], [])
    assert PLAIN.parts("wummelticket") == ()
    assert ours.wordbook() == book
    assert book.parts("wummelticket") == ("wummel", "ticket")


def test_an_index_keeps_the_wordbook_it_was_written_with(tmp_path: Path) -> None:
    indexed(tmp_path, doc("1", "Öffis"), book=made(same=[["Öffis", "ÖPNV"]]))
    later = WhooshIndex(tmp_path / "index")
    later.put([doc("2", "Der ÖPNV am Abend")])

    assert sorted(found(later, "Öffis")) == ["1", "2"]
    assert load(later.wordbook().dump()) == later.wordbook()
    later.rebuild([doc("1", "Öffis"), doc("2", "ÖPNV")])
    assert found(later, "Öffis") == ["1"]


def test_an_index_without_its_wordbook_is_a_missing_one(tmp_path: Path) -> None:
    index = indexed(tmp_path, doc("1", "Radweg"))
    assert index.status().ready
    next((tmp_path / "index").glob("g*/words.json")).write_text("[]")

    assert not WhooshIndex(tmp_path / "index").status().ready


FOREIGN = {
    "en": "There should be a safer crossing for the children, because cars are very fast in this street.",
    "tr": "Okulun önünde güvenli bir bisiklet yolu istiyoruz. Arabalar çocuklar için çok tehlikeli.",
    "pl": "Samochody jadą za szybko i nie ma przejścia dla dzieci przed szkołą.",
    "ro": "Mașinile sunt prea rapide și nu este o trecere pentru copii în fața școlii.",
    "ru": "Безопасная велодорожка перед школой",
    "ar": "مسار آمن للدراجات أمام المدرسة",
    "vi": "Đường xe đạp an toàn trước trường học.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_noticed(language: str) -> None:
    assert not is_german(FOREIGN[language])
    assert is_german(FOREIGN[language], "de")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bänke",
        "Coworking Space für Start-ups",
        "Open Data Portal",
        "Bike Sharing an der Uni",
        "Der Radweg ist zu eng.",
    ],
)
def test_short_and_mixed_texts_count_as_german(text: str) -> None:
    assert is_german(text)
    assert not is_german(text, "tr")


def test_other_languages_stay_unstemmed_and_find_themselves(tmp_path: Path) -> None:
    english = "Benches for the elderly and more trees would be good in our street"
    index = indexed(tmp_path, doc("1", "Benches", english), doc("2", "Bänke für Ältere, mehr Bäume"))

    assert found(index, "Benches elderly") == ["1"]
    assert found(index, "Street") == ["1"]
    assert found(index, '"more trees"') == ["1"]
    assert found(index, "elderlies") == []
    assert found(index, "Bäumen") == ["2"]


def test_a_translation_is_found_as_german(tmp_path: Path) -> None:
    index = indexed(tmp_path, doc("1", "Parkta banklar", FOREIGN["tr"], "tr", german="Sitzbänke am Spielplatz"))

    assert [found(index, word) for word in ("banklar", "Bank", "Spielplätze", "Platz")] == [["1"]] * 4
    assert found(index, '"banklar Sitzbänke"') == []


def test_a_part_stands_once_in_the_index_of_a_text(tmp_path: Path) -> None:
    index = indexed(tmp_path, doc("1", "", "Radweg, Radwege, Fahrradweg und Radverkehr"))

    assert list(index._now().parts("rad").counts) == [1.0]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text("radwegstrnebuohmi", max_size=80))
def test_parts_are_the_word_and_no_word_breaks_it(word: str) -> None:
    parts = PLAIN.splitter.split(word)

    assert "".join(parts) == (word if parts else "")
    assert len(parts) != 1


@pytest.mark.parametrize("word", [*HOSTILE, "rad" * LONGEST, "a" * 10_000])
def test_hostile_words_are_taken(word: str) -> None:
    assert made([word], [word], [[word, "Rad"]]).split(word) in {(), tuple(["rad"] * LONGEST)}


def test_the_list_is_what_the_manifest_says() -> None:
    assert parts_list.problems() == []


def test_the_list_is_small_and_holds_no_false_part() -> None:
    parts = listed()

    assert (parts_list.ROOT / parts_list.FOLDER / "german.txt").stat().st_size < 500_000
    assert parts_list.NONE.isdisjoint(parts.beginnings | parts.nouns)
    assert {part for part in parts.beginnings | parts.nouns if len(part) <= 3} == parts_list.SHORT


def test_a_changed_list_and_a_stranger_are_noticed(tmp_path: Path) -> None:
    shutil.copytree(parts_list.ROOT / parts_list.FOLDER, tmp_path / parts_list.FOLDER)
    (tmp_path / parts_list.FOLDER / "german.txt").write_text("rad")
    (tmp_path / parts_list.FOLDER / "more.txt").write_text("weg")

    assert parts_list.problems(tmp_path) == [
        "core/search/parts/german.txt was changed.",
        "core/search/parts/more.txt is not in the manifest.",
    ]


def test_a_list_is_made_of_a_dictionary() -> None:
    dictionary = (
        "9 Verkehrs/hij verkehr/STozm Verkehr/STm Amt/STm samt/STozm Samt/STm insgesamt Rad/TSmij anbinden/SJozm"
    )

    made_of = parts_list.made_from("\n".join(dictionary.split()).encode())
    splitter = Splitter(made_of)

    assert splitter.split("verkehrsamt") == ("verkehrs", "amt")
    assert splitter.split("radverkehrsanbindung") == ("rad", "verkehrs", "anbindung")
    assert splitter.knows("insgesamt")
