"""What the quality bench compares with: BM25 and cosine by hand, and variants of the house that change only the question."""

from __future__ import annotations

import math

import pytest

from bench.scorers import (
    HOUSE,
    PEERS,
    SCORERS,
    apart,
    bm25,
    cosine,
    filled_up,
    less_mean,
    nouns_first,
    ours,
    stems_only,
    with_synonyms,
)
from compass.matching import Evidence, Network, Profile


def profile(number: int, *texts: str) -> Profile:
    return Profile(number, tuple(Evidence(place, "competence", text, 1.0) for place, text in enumerate(texts)))


PROFILES = [profile(1, "Garten", "Handy Kurs"), profile(2, "Garten Bus")]


def test_bm25_as_worked_out_by_hand_and_the_best_document_counts() -> None:
    # Three documents of 1, 2 and 2 words, 5/3 in the mean; Garten stands in two of them, Handy in one.
    garden, phone = math.log(1 + 1.5 / 2.5), math.log(1 + 2.5 / 1.5)
    short, long = 1.2 * (0.25 + 0.75 * 1 / (5 / 3)), 1.2 * (0.25 + 0.75 * 2 / (5 / 3))

    assert bm25(PROFILES, ["Garten", "Handy"]) == [
        [pytest.approx(garden * 2.2 / (1 + short)), pytest.approx(garden * 2.2 / (1 + long))],
        [pytest.approx(phone * 2.2 / (1 + long)), 0.0],
    ]


def test_cosine_as_worked_out_by_hand() -> None:
    garden, bus = 1 + math.log(4 / 3), 1 + math.log(4 / 2)

    assert cosine(PROFILES, ["Garten"]) == [[pytest.approx(1.0), pytest.approx(garden / math.hypot(garden, bus))]]


def test_the_mean_over_the_other_questions_is_taken_off() -> None:
    fixed = [[3.0, 1.0], [1.0, 1.0], [2.0, 4.0]]

    found = less_mean(lambda *_: fixed, [], ["", "", ""])

    assert found == [[1.5, -1.5], [-1.5, -1.5], [0.0, 3.0]]
    assert less_mean(lambda *_: [[3.0, 1.0]], [], [""]) == [[3.0, 1.0]]


def test_the_house_is_damped_as_it_damps_itself() -> None:
    questions = ["Garten und Handy", "Ein Bus im Garten", "Kurse"]
    rows = less_mean(ours, PROFILES, questions)
    network = Network(PROFILES, list(enumerate(questions)))

    for number, (question, row) in enumerate(zip(questions, rows, strict=True)):
        for one in network.match(question, [number]).suggestions:
            assert row[one.actor_id - 1] == pytest.approx(one.score)


def test_without_the_back_off_an_unknown_word_finds_nothing_and_still_counts_in_the_question() -> None:
    assert ours(PROFILES, ["Gartenbau"])[0][0] > 0
    assert stems_only(ours, PROFILES, ["Gartenbau"]) == [[0.0, 0.0]]
    assert stems_only(ours, PROFILES, ["Bus zzz"])[0] == pytest.approx(ours(PROFILES, ["Bus zzz"])[0])


def test_a_word_of_the_controlled_list_is_asked_with_its_synonyms() -> None:
    profiles = [profile(1, "Fördermittel"), profile(2, "Bus")]

    assert ours(profiles, ["Zuschüsse"]) == [[0.0, 0.0]]
    assert with_synonyms(ours, profiles, ["Zuschüsse"])[0][0] > 0


def test_nouns_weigh_more_than_verbs() -> None:
    profiles = [profile(1, "Garten"), profile(2, "suchen")]
    plain, nouns = ours(profiles, ["Garten suchen"])[0], nouns_first(ours, profiles, ["Garten suchen"])[0]

    assert plain[0] == pytest.approx(plain[1])
    assert nouns[0] / nouns[1] == pytest.approx(1 + math.log(8))


def test_compounds_meet_in_their_parts_on_either_side() -> None:
    assert apart(bm25, [profile(1, "Straßenbäume"), profile(2, "Bus")], ["Bäume"])[0][0] > 0
    assert apart(bm25, [profile(1, "Bäume"), profile(2, "Bus")], ["Straßenbäume"])[0][0] > 0


def test_who_shows_little_is_counted_as_showing_nothing_else() -> None:
    # One document of s, five empty ones: s / (1 + r + ... + r^5).
    profiles = [profile(1, "Garten"), profile(2, "Bus", "Bus", "Bus", "Bus", "Bus", "Bus")]
    whole = sum(0.85**rank for rank in range(6))

    plain, filled = ours(profiles, ["Garten Bus"])[0], filled_up(ours, profiles, ["Garten Bus"])[0]

    assert filled == [pytest.approx(plain[0] / whole), pytest.approx(plain[1])]


def test_the_table_names_the_house_and_its_peers() -> None:
    assert {HOUSE, *PEERS} <= set(SCORERS)
