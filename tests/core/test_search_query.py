"""What a typed query is read as."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.search import Mode, parse
from core.search.query import LONGEST, MOST_WORDS
from tests.support.junk import HOSTILE


def test_words_are_clauses_and_the_last_is_a_beginning() -> None:
    query = parse("Bänke im Park")
    assert [(clause.tokens, clause.prefix) for clause in query.clauses] == [(("bank",), ""), (("park",), "park")]


def test_quotes_of_every_shape_make_a_phrase() -> None:
    for text in ('"grüne Welle"', "„grüne Welle“", "»grüne Welle«", '"grüne Welle'):
        assert [(clause.tokens, clause.quoted) for clause in parse(text).clauses] == [(("grun", "well"), True)]


def test_minus_excludes_a_word_or_a_phrase() -> None:
    query = parse('Rad -Auto -"rote Ampel"')
    assert [clause.tokens for clause in query.clauses] == [("rad",)]
    assert [clause.tokens for clause in query.excluded] == [("auto",), ("rot", "ampel")]


def test_a_compound_is_one_clause() -> None:
    (clause,) = parse("Rad-Weg").clauses
    assert (clause.tokens, clause.joined, clause.prefix) == (("rad", "weg"), "radweg", "radweg")


def test_two_letters_begin_nothing() -> None:
    assert parse("zz").clauses[0].prefix == ""


def test_stop_words_and_signs_ask_for_nothing() -> None:
    for text in ("", "  ", "und oder", '"" - -- *', "()"):
        assert parse(text).asks_for_nothing


def test_the_same_word_counts_once() -> None:
    assert len(parse("Park park PARKS").clauses) == 1


def test_length_and_words_are_capped() -> None:
    many = " ".join(f"wort{number}" for number in range(50))
    assert len(parse(many).clauses) == MOST_WORDS
    assert len(parse("a" * 6_000).text) == LONGEST


def test_any_mode_reads_a_title_without_operators() -> None:
    query = parse('Radweg -"zugewachsen"', Mode.ANY)
    assert [clause.tokens for clause in query.clauses] == [("radweg",), ("zugewachs",)]
    assert not query.excluded


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read(text: str) -> None:
    for mode in Mode:
        assert len(parse(text, mode).text) <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from('"-*()„“ '), max_size=300))
def test_no_text_raises(text: str) -> None:
    for clause in parse(text).clauses:
        assert all(clause.tokens)
