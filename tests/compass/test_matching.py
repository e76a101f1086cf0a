"""Matching: the formula by hand, the decay, the damping, parts that add up, words nobody covers, ways between words."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.matching import GENERAL, MEANING, Evidence, Matches, Network, Profile, points
from compass.scoring.bridges import NONE
from compass.scoring.engine import COSINE, WHOLE
from compass.scoring.joining import DECAY, LEAST
from core.search.wordbook import made

WORDS = "Handy Kurs Garten Sensor Datenschutz Bus Schule Werkstatt Energie Sprache Wald Bühne".split()  # noqa: SIM905 - a list of words
LONG = (
    "software library for drawing maps that reads spatial data formats and renders vector tiles with styled roads, "
    "labels, hills, rivers, coastlines, borders, summits, lakes, harbours, railways, contours and place names "
)


def profile(number: int, *texts: str, weight: float = 1.0) -> Profile:
    return Profile(number, tuple(Evidence(place, "competence", text, weight) for place, text in enumerate(texts)))


def ids(matches: Matches) -> list[int]:
    return [one.actor_id for one in matches.suggestions]


def test_one_document_scores_as_worked_out_by_hand() -> None:
    # Three words in all, four counted as there: p = (1 + 0.5) / (3 + 0.5 * 4) = 0.3, tf / |d| = 1 / 2; idf 1 + log(3 / 2).
    evidence, idf = math.log(1 + 0.2 * 0.5 / 0.8 / 0.3), 1 + math.log(3 / 2)
    cosine, joined = idf / math.hypot(idf, idf), math.fsum(DECAY**place for place in range(LEAST))
    whole = WHOLE * (12 / (12 + 1.5)) ** 2

    (found,) = Network([profile(1, "Handy Kurs"), profile(2, "Garten")], bridges=NONE).match("Handy").suggestions

    assert found.score == pytest.approx((evidence + COSINE * cosine) / joined + whole * evidence)


def test_a_word_asked_twice_weighs_one_and_its_logarithm() -> None:
    people = [profile(1, "Handy Kurs"), profile(2, "Garten Bus")]
    heavy = 1 + math.log(2)

    one, two = Network(people, bridges=NONE).match("Handy Handy Garten").suggestions
    words = {part.term: part.points for found in (one, two) for part in found.parts}

    assert (one.actor_id, two.actor_id) == (1, 2)
    assert words["Handy"] == pytest.approx(heavy * words["Garten"])


def test_many_documents_do_not_win_by_number_and_a_short_list_does_not_either() -> None:
    network = Network([profile(1, "Handy"), profile(2, "Handy", *WORDS[2:11]), profile(3, "Handy", *WORDS[2:7])])

    scores = {one.actor_id: one.score for one in network.match("Handy").suggestions}

    assert scores[1] > scores[3] > scores[2]


def test_the_weight_of_a_document_counts() -> None:
    first, second = Network([profile(1, "Handy", weight=0.5), profile(2, "Handy")]).match("Handy").suggestions

    assert (first.actor_id, second.actor_id) == (2, 1)


def test_who_fits_everything_is_damped_by_the_own_mean() -> None:
    people = [profile(1, "Handy Garten Bus"), profile(2, "Handy Schule Wald")]
    plain = {one.actor_id: one.score for one in Network(people).match("Handy").suggestions}
    past = [("a", "Garten"), ("b", "Bus"), ("c", "Energie"), ("d", "Bühne")]

    damped = Network(people, past).match("Handy").suggestions

    assert plain[1] == plain[2]
    assert [one.actor_id for one in damped] == [2, 1]
    assert damped[1].parts[-1].why == GENERAL
    assert damped[1].parts[-1].points < 0
    assert damped[1].parts[-1].evidence is None


def test_a_question_is_left_out_of_its_own_past() -> None:
    people = [profile(1, "Handy Garten"), profile(2, "Bus")]
    past = [("a", "Handy"), ("b", "Bus")]

    kept, left_out = (Network(people, past).match("Handy", keys).suggestions[0] for keys in ((), {"a"}))

    assert kept.raw == left_out.raw
    assert kept.score < left_out.score == left_out.raw


def test_words_that_are_asked_often_and_said_seldom_tell_little() -> None:
    people = [profile(1, "Wir wissen viel"), profile(2, "Honig"), profile(3, "Bus", "Wald")]
    asked = [(number, "Wer möchte wissen, wie das geht? Wissen ist gut.") for number in range(20)]

    alone, among = (Network(people, past).match("Wissen über Honig").suggestions for past in ((), asked))

    assert {one.actor_id for one in alone} == {1, 2}
    assert among[0].actor_id == 2
    assert among[0].raw > max((one.raw for one in among[1:]), default=0.0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Handykurse", "Kurse am Handy"),
        ("Kurse am Handy", "Handykurse"),
        ("Seniorenrat", "Hilfe für Senioren"),
        ("Fahrstuhl", "Aufzug"),
        ("Gärten", "Garten"),
    ],
)
def test_words_that_are_written_in_another_way_meet(asked: str, said: str) -> None:
    assert ids(Network([profile(1, said), profile(2, "Bäume und Wald")]).match(asked))[:1] == [1]


def test_a_citys_own_words_for_the_same_meet() -> None:
    people = [profile(1, "Quartiersarbeit"), profile(2, "Wald")]

    assert ids(Network(people).match("Stadtumbau")) == []
    assert ids(Network(people, wordbook=made(same=[["Stadtumbau", "Quartiersarbeit"]])).match("Stadtumbau")) == [1]


def test_english_is_stemmed_as_english() -> None:
    people = [profile(1, "She organizes the mapping of walking routes"), profile(2, "He was baking the bread")]

    (found,) = Network(people).match("Who would organize maps of walks for the elderly?").suggestions

    assert found.actor_id == 1
    assert {part.term for part in found.parts} >= {"organize", "maps", "walks"}


def test_the_best_documents_add_related_words_where_documents_are_long() -> None:
    people = [
        profile(1, LONG + "cartography", LONG + "cartography projections"),
        profile(2, LONG.replace("maps", "charts").replace("spatial", "statistical") + "projections of cartography"),
        profile(
            3,
            "a game engine for playing cards against friends over the network with chat, ranking tables, avatars, themes, "
            "sound effects, computer opponents, tournaments, replays, statistics, trophies, lobbies and voice messages",
        ),
    ]

    found = Network(people).match("library for drawing maps").suggestions

    assert found[0].actor_id == 1
    assert any(part.why == "related" for one in found for part in one.parts)


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
    assert Network([Profile(1, ()), profile(2, "Handy")]).match("Handy", everybody=True).suggestions[1].parts == ()


class Compass:
    """Four directions instead of 384: a text's meaning is a word of it."""

    KNOWN = ("Wald", "Baum", "Handy", "Telefon")
    NEAR = ((1.0, 0.1), (0.9, 0.2), (0.1, 1.0), (0.2, 0.9))

    def documents(self, texts: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """Return a direction for each text."""
        return np.array([self.question(text) for text in texts], dtype=np.float32)

    def question(self, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """Return the direction of the first word that is known."""
        found = next((near for word, near in zip(self.KNOWN, self.NEAR, strict=True) if word in text), (0.5, 0.5))
        return np.array(found, dtype=np.float32)


def test_meaning_counts_beside_words_and_is_a_part_of_its_own() -> None:
    people = [profile(1, "Baum", "Bus"), profile(2, "Handy"), profile(3, "Telefon"), Profile(4, ())]

    found = Network(people, embedder=Compass()).match("Wald", everybody=True).suggestions

    assert found[0].actor_id == 1
    (part,) = [part for part in found[0].parts if part.why == MEANING]
    assert part.points > 0
    assert part.evidence is not None
    assert part.evidence.text == "Baum"
    for one in found:
        assert abs(math.fsum(part.points for part in one.parts) - one.score) < 1e-9


class Chain:
    """Everybody knows the next one; a tenth of a neighbour's score reaches on."""

    def reach(self, by_actor: Mapping[int, float]) -> dict[int, float]:
        """Return half of the sum of both neighbours, times 0.1."""
        ids = {number + step for number in by_actor for step in (-1, 1)}
        return {number: math.fsum(points for _, points in self.reached_through(number, by_actor)) for number in ids}

    def reached_through(self, number: int, by_actor: Mapping[int, float]) -> list[tuple[int, float]]:
        """Return both neighbours with what they give."""
        return [(one, 0.05 * by_actor[one]) for one in (number - 1, number + 1) if one in by_actor]


def test_an_organisation_is_found_through_its_people() -> None:
    network = Network([profile(1, "Verein"), profile(2, "Handy"), profile(3, "Chor"), profile(4, "Wald")])

    found = {one.actor_id: one for one in network.match("Handy", ties=Chain()).suggestions}

    assert set(found) == {1, 2, 3}
    assert found[2].score == found[2].raw == network.match("Handy").suggestions[0].score
    assert found[1].score == pytest.approx(0.05 * found[2].score)
    assert [(part.why, part.through, part.points) for part in found[1].parts] == [("tie", 2, found[1].score)]


texts = st.lists(
    st.sampled_from([*WORDS, "Handykurs", "Sprachkurse", "Buslinie", "Telefon", "the walking of dogs"]),
    min_size=1,
    max_size=6,
).map(" ".join)
people = st.lists(st.lists(texts, max_size=5), max_size=6)


@given(people, st.lists(texts, max_size=4), texts, st.booleans(), st.randoms(use_true_random=False))
def test_parts_sum_to_the_score_and_the_order_of_the_input_means_nothing(
    said: list[list[str]], past: list[str], question: str, meaning: bool, dice: random.Random
) -> None:
    embedder = Compass() if meaning else None
    profiles = [profile(number, *documents) for number, documents in enumerate(said, 1)]
    before = list(enumerate(past))
    ties = Chain() if meaning else None
    matches = Network(profiles, before, embedder=embedder).match(question, title="Bus", ties=ties)
    mixed = [Profile(one.actor_id, tuple(dice.sample(one.evidence, len(one.evidence)))) for one in profiles]
    dice.shuffle(mixed)
    dice.shuffle(before)
    again = Network(mixed, before, embedder=embedder).match(question, title="Bus", ties=ties)

    assert again == matches
    assert [one.parts for one in again.suggestions] == [one.parts for one in matches.suggestions]
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
