"""What is marked and which piece is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.search import excerpt, highlight, parse
from tests.support.junk import HOSTILE


def marked(text: str, query: str) -> list[str]:
    return [piece for piece, is_hit in highlight(text, parse(query)) if is_hit]


def test_words_are_marked_in_every_form() -> None:
    assert marked("Die Häuser der Bürger*innen am Hausberg", "Haus Buerger") == ["Häuser", "Bürger*innen", "Hausberg"]


def test_a_word_still_being_typed_is_marked() -> None:
    assert marked("Zugewachsene Wege", "zugew") == ["Zugewachsene"]


def test_a_hyphenated_compound_is_marked_whole() -> None:
    assert marked("Ein Rad-Weg fehlt", "Radweg") == ["Rad-Weg"]


def test_excluded_words_are_not_marked() -> None:
    assert marked("Rad und Auto", "Rad -Auto") == ["Rad"]


def test_nothing_is_escaped_or_lost() -> None:
    assert highlight("<b>Bank</b> & mehr", parse("Bank")) == [("<b>", False), ("Bank", True), ("</b> & mehr", False)]


def test_the_excerpt_shows_where_most_different_words_stand() -> None:
    text = "Park. " + "Füllwort " * 60 + "Die Bank im Park ist kaputt. " + "Füllwort " * 60
    pieces = excerpt(text, parse("Bank Park"), length=100)
    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, is_hit in pieces if is_hit] == ["Bank", "Park"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) <= 104


def test_a_short_text_is_shown_whole_and_a_text_without_hits_from_its_beginning() -> None:
    assert excerpt("Eine Bank.", parse("Baum")) == [("Eine Bank.", False)]
    pieces = excerpt("Wort " * 100, parse("Baum"), length=20)
    assert "".join(piece for piece, _ in pieces) == "Wort Wort Wort Wort …"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_as_they_went_in(text: str) -> None:
    assert "".join(piece for piece, _ in highlight(text, parse(text))) == text


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from("-*: RadWeg"), max_size=300),
    st.text(max_size=20),
    st.integers(1, 60),
)
def test_pieces_joined_are_the_text(text: str, query: str, length: int) -> None:
    assert "".join(piece for piece, _ in highlight(text, parse(query))) == text
    shown = "".join(piece for piece, _ in excerpt(text, parse(query), length=length))
    assert len(shown) <= length + 4
