"""Texts that share most of their words are found, exactly those, whatever was added before."""

from __future__ import annotations

import random

import pytest

from ideas.imports.doubles import ALIKE, FEW, Likeness, Texts

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


LANGUAGES = {
    "a few words, all alike often": (40, 12, 1.0, ()),
    "many words, few of them often": (4000, 40, 3.0, ()),
    "a form's own words in every text": (4000, 8, 2.0, tuple(f"formular{number}x" for number in range(12))),
    "a long form, one word differs": (300, 2, 1.0, tuple(f"vordruck{number}x" for number in range(20))),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shortcut_finds_what_comparing_all_with_all_finds(language: str) -> None:
    number_of_words, longest, skew, form = LANGUAGES[language]
    draw, texts, before = random.Random(3), Texts(), list[str]()

    for number in range(300):
        text = _written(draw, number_of_words, longest, skew, form)
        if before and draw.random() < 0.3:  # an earlier one with some words changed
            text = " ".join([*draw.choice(before).split()[draw.randint(0, 3) :], *text.split()[:2]])
        assert texts.nearest(text) == _slowly(texts, text)
        assert texts.meet(("line", number), text) == _slowly(texts, text, without_last=True)
        before.append(text)


def _written(draw: random.Random, number_of_words: int, longest: int, skew: float, form: tuple[str, ...]) -> str:
    own = [f"wort{int(number_of_words * draw.random() ** skew)}x" for _ in range(draw.randint(1, longest))]
    return " ".join([*form, *own])


def _slowly(texts: Texts, text: str, *, without_last: bool = False) -> Likeness | None:
    """Compare with every text that was there, one by one: the first of the nearest."""
    mine = texts._stems(text)
    theirs = texts._sets[:-1] if without_last else texts._sets
    shares = [len(mine & other) / len(mine | other) for other in theirs]
    alike = [
        share if share == 1 or (share >= ALIKE and min(len(mine), len(other)) >= FEW) else 0
        for share, other in zip(shares, theirs, strict=True)
    ]
    best = max(alike, default=0)
    return Likeness(texts._names[alike.index(best)], best) if best else None
