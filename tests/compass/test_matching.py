"""Matching by hand-made vectors: the formula, the decay, the damping, parts that add up, words nobody covers."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.matching import DECAY, Evidence, Network, Profile, points
from core.similar import Collection

WORDS = "Handy Kurs Garten Sensor Datenschutz Bus Schule Werkstatt Energie Sprache Wald Bühne".split()  # noqa: SIM905 - a list of words


def profile(number: int, *texts: str, weight: float = 1.0) -> Profile:
    return Profile(number, tuple(Evidence(place, "competence", text, weight) for place, text in enumerate(texts)))


def test_one_document_scores_as_worked_out_by_hand() -> None:
    # Three words in all, four counted as there: p = (1 + 0.5) / (3 + 0.5 * 4) = 0.3, tf / |d| = 1 / 2.
    answer = Collection(["Handy Kurs", "Garten"]).ask("Handy")

    assert {place: answer.score(place) for place in answer.found} == {
        0: pytest.approx(math.log(1 + 0.2 * 0.5 / 0.8 / 0.3))
    }


def test_a_word_asked_twice_weighs_one_and_its_logarithm() -> None:
    texts = ["Handy Kurs", "Garten"]
    once, twice = Collection(texts).ask("Handy Garten"), Collection(texts).ask("Handy Handy Garten")
    heavy = 1 + math.log(2)

    assert once.score(0) == pytest.approx(math.log(1 + 0.125 / 0.3) / 2)
    assert twice.score(0) == pytest.approx(math.log(1 + 0.125 / 0.3) * heavy / (heavy + 1))


def test_many_documents_do_not_win_by_number() -> None:
    # Both say it once; who also says nine other things gets 1 / (sum of ten decays) of it.
    network = Network([profile(1, "Handy"), profile(2, "Handy", *WORDS[2:11])])

    first, second = network.match("Handy").suggestions

    assert (first.actor_id, second.actor_id) == (1, 2)
    assert second.score == pytest.approx(first.score / sum(DECAY**place for place in range(10)))


def test_the_weight_of_a_document_counts() -> None:
    network = Network([profile(1, "Handy", weight=0.5), profile(2, "Handy", weight=1.0)])

    first, second = network.match("Handy").suggestions

    assert first.actor_id == 2
    assert second.score == pytest.approx(first.score / 2)


def test_who_fits_everything_is_damped_by_the_own_mean() -> None:
    people = [profile(1, "Handy Garten Bus"), profile(2, "Handy Schule Wald")]
    plain = {one.actor_id: one.score for one in Network(people).match("Handy").suggestions}

    damped = (
        Network(people, [("a", "Garten"), ("b", "Bus"), ("c", "Energie"), ("d", "Bühne")]).match("Handy").suggestions
    )

    assert plain[1] == plain[2]
    assert [one.actor_id for one in damped] == [2, 1]
    assert damped[0].score == pytest.approx(plain[2])
    assert damped[1].parts[-1].evidence is None
    assert damped[1].parts[-1].points < 0


def test_a_question_is_left_out_of_its_own_past() -> None:
    people = [profile(1, "Handy Garten"), profile(2, "Bus")]
    past = [("a", "Handy"), ("b", "Bus")]

    left_out = Network(people, past).match("Handy", {"a"}).suggestions[0].score
    alone = Network(people, past[1:]).match("Handy").suggestions[0].score

    assert left_out == alone


def test_a_compound_nobody_wrote_is_found_by_its_parts() -> None:
    network = Network([profile(1, "Kurse am Handy"), profile(2, "Hilfe für Senioren"), profile(3, "Bäume und Wald")])

    assert [one.actor_id for one in network.match("Handykurse").suggestions] == [1]
    assert [one.actor_id for one in network.match("Seniorenrat").suggestions] == [2]


@pytest.mark.parametrize("word", ["suchen", "Organisationen", "Überweisungen"])
def test_common_endings_are_no_evidence(word: str) -> None:
    network = Network([profile(1, "Versuch"), profile(2, "Moderation"), profile(3, "Gründungen")])

    assert network.match(word).suggestions == ()


def test_what_nobody_shows_evidence_for_is_named() -> None:
    network = Network([profile(1, "Handy und Computer")])

    assert network.match("Bitte hilft beim Handy, auch mit Gebärdensprache in Arztpraxen!").missing == (
        "Gebärdensprache",
        "Arztpraxen",
    )


@pytest.mark.parametrize("question", ["", "und der die das", "!!!", "\x00\ud800"])
def test_a_question_of_nothing_finds_nobody(question: str) -> None:
    matches = Network([profile(1, "Handy")]).match(question)

    assert (matches.suggestions, matches.missing) == ((), ())


def test_nobody_to_ask_is_no_fault() -> None:
    assert Network([]).match("Handy").suggestions == ()
    assert Network([Profile(1, ())], [("a", "Handy")]).match("Handy").suggestions == ()


texts = st.lists(st.sampled_from([*WORDS, "Handykurs", "Sprachkurse", "Buslinie"]), min_size=1, max_size=6).map(
    " ".join
)
people = st.lists(st.lists(texts, max_size=5), max_size=6)


@given(people, st.lists(texts, max_size=4), texts, st.randoms(use_true_random=False))
def test_parts_sum_to_the_score_and_the_order_of_the_input_means_nothing(
    said: list[list[str]], past: list[str], question: str, dice: random.Random
) -> None:
    profiles = [profile(number, *documents) for number, documents in enumerate(said, 1)]
    before = list(enumerate(past))
    matches = Network(profiles, before).match(question)
    mixed = [Profile(one.actor_id, tuple(dice.sample(one.evidence, len(one.evidence)))) for one in profiles]
    dice.shuffle(mixed)
    dice.shuffle(before)

    assert Network(mixed, before).match(question) == matches
    for one in matches.suggestions:
        assert abs(math.fsum(part.points for part in one.parts) - one.score) < 1e-9
        assert one.score > 0


@given(st.lists(st.floats(0, 1e6), max_size=8), st.integers(0, 100))
def test_points_are_whole_and_add_up(shares: list[float], total: int) -> None:
    given_points = points(shares, total)

    assert len(given_points) == len(shares)
    assert all(number >= 0 for number in given_points)
    assert sum(given_points) == (total if math.fsum(shares) > 0 else 0)


def test_points_follow_the_largest_remainders() -> None:
    assert points([1, 1, 1], 100) == [34, 33, 33]
    assert points([41.4, 27.4, 13.2], 82) == [42, 27, 13]
