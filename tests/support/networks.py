"""Made-up networks as arrays: who is tied to whom, what they know, with whose eyes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np

from compass.graphs.arrays import EVERYBODY, OFFICE, SUGGESTIONS, Edges, Group, Ints, View, edges

ALL = OFFICE | SUGGESTIONS | EVERYBODY


def joined(nodes: int, pairs: Iterable[tuple[int, int]], *, weight: Any = 1.0, seen: int = ALL) -> Edges:
    """Return the edges between pairs of nodes, in the order given."""
    both = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    count = len(both)
    weights = np.broadcast_to(np.asarray(weight, dtype=np.float32), (count,))
    return edges(nodes, [Group(both[:, 0], both[:, 1], weights, np.full(count, seen), np.zeros(count, dtype=np.int16))])


def seen(nodes: int, pairs: Iterable[tuple[int, int]], **given: Any) -> View:
    """Return the same as the office sees it."""
    return joined(nodes, pairs, **given).view(OFFICE)


def as_networkx(view: View) -> nx.Graph[int]:
    """Return a view as networkx has it, with weights."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(view.degree)))
    rows = np.repeat(np.arange(len(view.degree)), view.degree)
    both = zip(rows.tolist(), view.indices.tolist(), view.weight.tolist(), strict=True)
    graph.add_weighted_edges_from(both)
    return graph


def city(actors: int, seed: int = 5) -> tuple[View, Ints]:
    """Return a network like a city's as the office sees it, and the numbers of its actors."""
    return city_edges(actors, seed).view(OFFICE), np.arange(actors)


def city_edges(actors: int, seed: int = 5) -> Edges:
    """Return the edges of a network like a city's: ties among few, common terms, 8 topics, circles.

    Ten edges for each actor, as in the trials; terms 5 % of the actors, drawn unevenly (some are said by many).
    """
    draw = np.random.default_rng(seed)
    terms, topics, circles = max(3, actors // 20), 8, max(2, actors // 50)
    begins = np.cumsum([0, actors, terms, topics, circles])
    said = (draw.power(0.35, actors * 4) * terms).astype(np.int64)
    parts = [
        (draw.integers(0, actors, actors * 4), draw.integers(0, actors, actors * 4), 1.0),
        (draw.integers(0, actors, actors * 4), begins[1] + said, 0.8),
        (np.arange(actors), begins[2] + draw.integers(0, topics, actors), 0.5),
        (draw.integers(0, actors, actors), begins[3] + draw.integers(0, circles, actors), 1.0),
    ]
    groups = [
        Group(
            start,
            end,
            np.full(len(start), weight, dtype=np.float32),
            np.full(len(start), ALL),
            np.zeros(len(start), np.int16),
        )
        for start, end, weight in parts
    ]
    return edges(int(begins[-1]), groups)
