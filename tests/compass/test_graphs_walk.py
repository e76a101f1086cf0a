"""Walks over the network: networkx is the oracle; one step of reach says whom it came from."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.graphs import walk
from compass.graphs.arrays import OFFICE, SUGGESTIONS, Floats, Group, View, edges
from tests.support import networks

BEST = 20


def oracle(view: View, restart: dict[int, float]) -> Floats:
    """Return personalised PageRank as networkx computes it, to the end."""
    found = nx.pagerank(networks.as_networkx(view), alpha=0.85, personalization=restart, tol=1e-12, max_iter=1000)
    return np.array([found[node] for node in range(len(view.degree))])


def test_ten_sweeps_find_the_twenty_that_networkx_finds_among_a_thousand_actors() -> None:
    view, actors = networks.city(1000)
    ready, draw = walk.steps(view), np.random.default_rng(1)
    recalls = []
    for _ in range(8):
        seeds = {1000 + int(term): 1.0 for term in draw.integers(0, 50, 3)} | {1050 + int(draw.integers(0, 8)): 1.0}
        restart = np.zeros(len(view.degree))
        restart[list(seeds)] = 1.0
        exact = oracle(view, seeds)[actors]
        ours = walk.best(walk.walk(ready, restart), actors, BEST)
        recalls.append(len({*ours.tolist()} & {*np.argsort(-exact, kind="stable")[:BEST].tolist()}) / BEST)
    assert float(np.mean(recalls)) >= 0.95


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(0, 7))
def test_a_long_walk_is_what_networkx_says_whatever_hangs_where(pairs: list[tuple[int, int]], start: int) -> None:
    view = networks.seen(8, pairs, weight=0.5)
    restart = np.zeros(8)
    restart[start] = 3.0
    ours = walk.walk(walk.steps(view), restart, sweeps=300)
    assert ours.dtype == np.float32
    assert float(ours.sum()) == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(ours, oracle(view, {start: 1.0}), atol=1e-5)


def test_a_walk_starts_somewhere() -> None:
    ready = walk.steps(networks.seen(3, [(0, 1)]))
    for wrong in ([0.0, 0.0, 0.0], [1.0, -1.0, 0.5]):
        with pytest.raises(ValueError, match="starts somewhere"):
            walk.walk(ready, np.array(wrong))


def test_the_best_are_named_in_order_ties_by_number_and_nobody_who_is_not_reached() -> None:
    p = np.array([0.0, 0.2, 0.5, 0.2, 0.1], dtype=np.float32)
    assert walk.best(p, np.array([0, 1, 2, 3, 4]), 3).tolist() == [2, 1, 3]
    assert walk.best(p, np.array([0, 3, 1]), 9).tolist() == [1, 3]


def test_reach_is_a_tenth_of_the_neighbours_mean_and_its_parts_add_up() -> None:
    # 0 and 1 are tied, 1 and 2 share the circle 4, 3 did not agree, though tied to 0
    view = networks.seen(5, [(0, 1), (0, 3), (1, 4), (2, 4), (3, 4)])
    m = walk.means(view, 4, np.array([True, True, True, False]))
    scores = np.array([1.0, 0.0, 0.4, 9.0])
    assert walk.reach(m, scores).tolist() == pytest.approx([0.0, 0.1 * (1.0 + 0.4) / 2, 0.0, 0.0], abs=1e-12)
    assert [(one, round(points, 12)) for one, points in walk.through(m, scores, 1)] == [(0, 0.05), (2, 0.02)]
    assert walk.through(m, scores, 3) == []


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
    st.lists(st.floats(0, 1e3), min_size=8, max_size=8),
)
def test_the_parts_of_reach_sum_to_it(pairs: list[tuple[int, int]], scores: list[float]) -> None:
    m = walk.means(networks.seen(12, pairs), 8, np.ones(8, dtype=bool))
    given_ = np.array(scores)
    reached = walk.reach(m, given_)
    for actor in range(8):
        parts = walk.through(m, given_, actor)
        assert sum(points for _, points in parts) == pytest.approx(reached[actor], abs=1e-9)
        assert actor not in {one for one, _ in parts}


def test_eyes_see_their_edges_alone_and_of_parallel_ones_the_first_they_see() -> None:
    first = networks.joined(3, [(1, 0)], seen=OFFICE)
    assert first.view(SUGGESTIONS).degree.tolist() == [0, 0, 0]
    assert first.view(OFFICE).outward.tolist() == [False, True]
    both = edges(
        3,
        [
            Group(np.array([0, 2]), np.array([1, 2]), np.ones(2), np.array([OFFICE, OFFICE]), np.array([0, 0])),
            Group(np.array([1]), np.array([0]), np.ones(1), np.array([OFFICE | SUGGESTIONS]), np.array([1])),
        ],
    )
    assert both.view(OFFICE).label.tolist() == [0, 0], "the tie of 2 with itself is none"
    assert both.view(SUGGESTIONS).label.tolist() == [1, 1]
    assert both.view(OFFICE).weight.tolist() == [1.0, 1.0]
    assert both.view(OFFICE, [1]).outward.tolist() == [False, True]
