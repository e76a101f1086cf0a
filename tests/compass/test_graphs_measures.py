"""Figures of the network against networkx and against hand-made networks; places on the map."""

from __future__ import annotations

from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.graphs import layout, measures
from tests.support import networks

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40)


@given(PAIRS, st.floats(0.1, 1))
def test_constraint_is_what_networkx_computes(pairs: list[tuple[int, int]], weight: float) -> None:
    view = networks.seen(12, pairs, weight=weight)
    theirs = nx.constraint(networks.as_networkx(view), weight="weight")
    np.testing.assert_allclose(measures.constraint(view), np.array([theirs[node] for node in range(12)]), rtol=1e-5)


def test_constraint_by_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    view, _ = networks.city(60)
    whole = measures.constraint(view)
    monkeypatch.setattr(measures, "BLOCK", 7)
    np.testing.assert_allclose(measures.constraint(view), whole, rtol=1e-12)


def test_a_broker_is_who_ties_together_what_hardly_knows_itself() -> None:
    # 0 ties 1, 2, 3, who do not know each other; 4, 5, 6, 7 all know each other
    view = networks.seen(8, [(0, 1), (0, 2), (0, 3), (4, 5), (4, 6), (4, 7), (5, 6), (5, 7), (6, 7)])
    found = measures.brokers(view, 2)
    assert [(node, near) for node, _, near in found] == [(0, 3)], "friends who all know each other need no broker"
    assert found[0][1] == pytest.approx(1 / 3)


@given(PAIRS)
def test_how_many_neighbours_know_each_other_is_what_networkx_computes(pairs: list[tuple[int, int]]) -> None:
    view = networks.seen(12, pairs)
    graph = networks.as_networkx(view)
    theirs = [nx.clustering(graph, node) for node in range(12)]
    np.testing.assert_allclose(measures.closed(view), np.array(theirs), atol=1e-12)


@given(PAIRS)
def test_cut_points_are_what_networkx_finds_with_how_many_lose_their_way(pairs: list[tuple[int, int]]) -> None:
    view = networks.seen(12, pairs)
    graph, found = networks.as_networkx(view), measures.cut_points(view)
    assert {node for node, _ in found} == set(nx.articulation_points(graph))
    for node, lost in found:
        without = graph.subgraph(nx.node_connected_component(graph, node) - {node})
        sizes = [len(part) for part in nx.connected_components(without)]
        assert lost == sum(sizes) - max(sizes)
    assert found == sorted(found, key=lambda one: (-one[1], one[0]))


def test_cut_points_of_a_long_chain_need_no_deep_recursion() -> None:
    view = networks.seen(5000, [(one, one + 1) for one in range(4999)])
    found = measures.cut_points(view)
    assert len(found) == 4998
    assert found[0] == (2499, 2499)


def test_groups_that_hang_together_are_numbered_by_size_and_who_is_alone_is_in_none() -> None:
    view = networks.seen(6, [(0, 1), (2, 3), (3, 4)])
    assert measures.components(view).tolist() == [1, 1, 0, 0, 0, -1]


def test_who_with_whom_counts_actors_and_ties() -> None:
    # 0, 1 of the first group, 2, 3 of the second, 4 of none
    view = networks.seen(5, [(0, 1), (0, 2), (1, 2), (3, 4)])
    having, ties = measures.who_with_whom(view, np.array([0, 0, 1, 1, 2]), 2)
    assert having.tolist() == [[2, 2], [1, 0]]
    assert ties.tolist() == [[1, 2], [2, 0]]


def test_quarters_end_with_the_one_that_runs() -> None:
    days = measures.quarters(date(2026, 11, 21), 5)
    assert [day.isoformat() for day in days] == ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2026-11-22"]


def test_growth_counts_who_came_before_a_day_and_had_not_left() -> None:
    begun = {"a": ["", "2026-01-05", "2026-04-01", "2026-11-21"], "b": []}
    grown = measures.growth(measures.quarters(date(2026, 11, 21), 4)[1:], begun, {"a": ["2026-07-01"]})
    assert grown == [{"a": 3, "b": 0}, {"a": 2, "b": 0}, {"a": 3, "b": 0}]


def test_places_keep_friends_together_are_the_same_each_time_and_move_little() -> None:
    cliques = [(base + a, base + b) for base in (0, 10) for a in range(10) for b in range(a)]
    view = networks.seen(21, [*cliques, (0, 10)])
    at = layout.lay_out(view)
    assert at.dtype == np.float32
    assert np.isfinite(at).all()
    np.testing.assert_array_equal(at, layout.lay_out(view))
    first, second = at[:10].mean(axis=0), at[10:20].mean(axis=0)
    assert np.hypot(*(first - second)) > 1.5 * np.hypot(*(at[:10] - first).T).mean()
    moved = layout.lay_out(view, at)
    assert np.hypot(*(moved - at).T).max() < 0.5 * np.hypot(*(at - at.mean(axis=0)).T).max()


def test_who_is_new_begins_beside_those_it_is_tied_to() -> None:
    view = networks.seen(4, [(0, 1), (2, 3), (3, 1)])
    before = np.array([[-9, 0], [-8, 0], [9, 0], [np.nan, np.nan]], dtype=np.float32)
    begun = layout._begun(view, before)
    assert begun[3][0] == pytest.approx(0.5, abs=0.6)
    assert begun[:3].tolist() == before[:3].tolist()
    assert layout.lay_out(networks.seen(0, [])).shape == (0, 2)


def test_the_push_of_a_grid_is_nearly_that_of_all_pairs() -> None:
    draw = np.random.default_rng(2)
    at, mass = draw.normal(0, 12, (500, 2)), draw.integers(1, 6, 500).astype(float)
    exact, folded = layout._exact(at, mass), layout._folded(at, mass)
    error = np.hypot(*(exact - folded).T) / np.hypot(*exact.T)
    assert float(np.median(error)) < 0.15


@given(PAIRS)
def test_communities_are_numbered_by_size_and_lie_within_what_hangs_together(pairs: list[tuple[int, int]]) -> None:
    view = networks.seen(12, pairs)
    found, parts = layout.communities(view), measures.components(view)
    assert [one >= 0 for one in found.tolist()] == [near > 0 for near in view.degree.tolist()]
    for number in range(found.max() + 1):
        assert len(set(parts[found == number].tolist())) == 1
    sizes = np.bincount(found[found >= 0]).tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_two_groups_of_friends_are_two_communities() -> None:
    cliques = [(base + a, base + b) for base in (0, 6) for a in range(6) for b in range(a)]
    assert layout.communities(networks.seen(13, [*cliques, (0, 6)])).tolist() == [*[0] * 6, *[1] * 6, -1]
