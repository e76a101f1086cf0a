"""What the quality bench compares with: BM25 and cosine by hand, and variants of the house that change only the question."""

from __future__ import annotations

import math

import pytest

from bench.scorers import HOUSE, PEERS, SCORERS, Question, bm25, cosine, house, with_terms
from compass.matching import Evidence, Network, Profile
from compass.scoring.bridges import NONE


def profile(number: int, *texts: str) -> Profile:
    return Profile(number, tuple(Evidence(place, "competence", text, 1.0) for place, text in enumerate(texts)))


PROFILES = [profile(1, "Garten", "Handy Kurs"), profile(2, "Garten Bus")]


def test_bm25_as_worked_out_by_hand_and_the_best_document_counts() -> None:
    # Three documents of 1, 2 and 2 words, 5/3 in the mean; Garten stands in two of them, Handy in one.
    garden, phone = math.log(1 + 1.5 / 2.5), math.log(1 + 2.5 / 1.5)
    short, long = 1.2 * (0.25 + 0.75 * 1 / (5 / 3)), 1.2 * (0.25 + 0.75 * 2 / (5 / 3))

    assert bm25(PROFILES, [Question("Garten"), Question("Handy")]) == [
        [pytest.approx(garden * 2.2 / (1 + short)), pytest.approx(garden * 2.2 / (1 + long))],
        [pytest.approx(phone * 2.2 / (1 + long)), 0.0],
    ]


def test_cosine_as_worked_out_by_hand() -> None:
    garden, bus = 1 + math.log(4 / 3), 1 + math.log(4 / 2)

    assert cosine(PROFILES, [Question("Garten")]) == [
        [pytest.approx(1.0), pytest.approx(garden / math.hypot(garden, bus))]
    ]


def test_the_house_is_measured_as_it_answers_a_file() -> None:
    questions = [Question("Garten und Handy"), Question("Ein Bus im Garten"), Question("Kurse", "Kurse")]
    network = Network(PROFILES, [(number, one.text) for number, one in enumerate(questions)])

    for question, row in zip(questions, house(PROFILES, questions), strict=True):
        for one in network.match(question.text, title=question.title, everybody=True).suggestions:
            assert row[one.actor_id - 1] == pytest.approx(one.score)


def test_a_bridge_that_is_left_out_leads_nowhere() -> None:
    assert house(PROFILES, [Question("Gartenbau")])[0][0] > 0
    assert house(PROFILES, [Question("Gartenbau")], bridges=NONE) == [[0.0, 0.0]]


def test_a_word_of_the_controlled_list_is_asked_with_its_synonyms() -> None:
    profiles, asked = [profile(1, "Elektronik"), profile(2, "Bus")], [Question("Makerspace")]

    assert house(profiles, asked) == [[0.0, 0.0]]
    assert house(profiles, asked, wordbook=with_terms())[0][0] > 0


def test_the_table_names_the_house_and_its_peers() -> None:
    assert {HOUSE, *PEERS} <= set(SCORERS)
