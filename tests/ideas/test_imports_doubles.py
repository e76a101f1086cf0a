"""Texts that share most of their words are found, exactly those, whatever was added before."""

from __future__ import annotations

import random

import pytest

from ideas.imports.doubles import ALIKE, FEW, Texts

BENCH = "Am Bach fehlt eine Bank zum Ausruhen im Schatten der alten Bäume."


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        (BENCH, True),
        ("Am Bach fehlt eine Bank zum Ausruhen, im Schatten alter Bäume!", True),
        ("Bänke am Bach", False),
        ("Die Ampel an der Schule ist für Kinder viel zu kurz.", False),
        ("", False),
        ("der die das", False),
    ],
)
def test_nearly_the_same_words_are_alike_and_the_same_wish_in_other_words_is_not(text: str, alike: bool) -> None:
    found = Texts([(("idea", 7), BENCH)]).nearest(text)

    assert (found is not None) == alike
    assert found is None or (found.name, ALIKE <= found.share <= 1) == (("idea", 7), True)


def test_few_words_are_alike_only_when_they_are_the_same() -> None:
    texts = Texts([(("idea", 1), "Mehr Bäume pflanzen")])

    assert texts.nearest("Bäume pflanzen, mehr!") is not None
    assert texts.nearest("Mehr Bäume gießen") is None


def test_the_first_of_several_equals_is_named() -> None:
    texts = Texts([(("idea", 5), BENCH), (("line", 2), BENCH)])

    found = texts.nearest(BENCH)
    assert found is not None
    assert found.name == ("idea", 5)


def test_the_shortcut_finds_what_comparing_all_with_all_finds() -> None:
    draw, words = random.Random(3), [f"wort{number}x" for number in range(40)]
    texts = Texts()

    for number in range(600):
        text = " ".join(draw.sample(words, draw.randint(1, 12)))
        mine = frozenset(texts._stems(text))
        shares = [(len(mine & other) / len(mine | other), len(other)) for other in texts._sets]
        alike = [s for s, size in shares if s == 1 or (s >= ALIKE and min(size, len(mine)) >= FEW)]
        found = texts.nearest(text)
        assert (found.share if found else 0) == max(alike, default=0)
        texts.add(("idea", number), text)
