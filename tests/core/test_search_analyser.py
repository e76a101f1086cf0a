"""Which spellings meet, what stands where, and that no text breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.search import analyse, fold, words

PAIRS = (
    ("Buerger", "Bürger"),
    ("Bürgerinnen", "Bürger"),
    ("Bürger*innen", "Bürger"),
    ("Häuser", "Haus"),
    ("Städte", "Stadt"),
    ("Ämter", "Amt"),
    ("Strasse", "Straße"),
    ("STRASSEN", "Straße"),
    ("Radwege", "Radweg"),
    ("grüne", "Gruen"),
    ("Parkplätze", "Parkplatz"),
    ("Beteiligungen", "Beteiligung"),
    ("Cafés", "Cafe"),
    ("Rad-Weg", "Radweg"),
    ("Kollege", "Kolleg:innen"),
)
APART = (
    ("Kitas", "Kita"),
    ("digitalisieren", "Digitalisierung"),
    ("mobil", "Mobilität"),
    ("Radverkehrskonzept", "Radverkehr"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_spellings_of_a_word_meet(one: str, other: str) -> None:
    assert set(analyse(one)) & set(analyse(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_the_stemmer_keeps_apart_is_known(one: str, other: str) -> None:
    assert not set(analyse(one)) & set(analyse(other))


@pytest.mark.parametrize(
    "spelling",
    ["Bürger*innen", "Bürger:innen", "Bürger_innen", "BürgerInnen", "Bürger/innen", "Bürger/-innen", "Bürger(innen)"],
)
def test_every_gender_form_is_one_word(spelling: str) -> None:
    assert analyse(f"Für {spelling} da") == ["burg"]


def test_a_hyphenated_compound_is_found_in_parts_and_joined() -> None:
    assert [(word.text, word.token, word.joined) for word in words("Der Rad-Weg")] == [
        ("Rad", "rad", False),
        ("Weg", "weg", False),
        ("RadWeg", "radweg", True),
    ]


def test_a_dash_between_words_joins_nothing() -> None:
    assert analyse("Nord- und Süd") == ["nord", "sud"]


def test_words_say_where_they_stand() -> None:
    text = "Mehr Bänke, bitte: am Fluß!"
    assert [text[word.start : word.end] for word in words(text)] == ["Bänke", "Fluß"]


def test_accents_written_as_two_characters_are_one_word() -> None:
    assert analyse("Bu\u0308rger So\u00adft") == ["burg", "soft"]


def test_a_vowel_before_ue_keeps_it() -> None:
    assert [fold(word) for word in ("neue", "Feuer", "Quelle", "Gruen")] == ["neue", "feuer", "quelle", "grun"]


@pytest.mark.parametrize("text", ["हिन्दी भाषा", "مرحبا بالعالم", "Добрый день", "日本語", "İstanbul'da güneş"])
def test_other_languages_find_themselves(text: str) -> None:
    assert analyse(text) == analyse(text.upper())
    assert analyse(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for word in words(text):
        assert word.joined or text[word.start : word.end] == word.text
        assert word.token.encode()
