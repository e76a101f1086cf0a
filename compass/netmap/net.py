"""A part of the network as plain values: who is in it, who is tied to whom, how central each is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compass.models import ActorKind, Sector
from compass.netmap.asking import Measure


@dataclass(frozen=True)
class Node:
    """One actor in the picture; `depth` is how many ties it is away from the middle, 0 in the middle or without one."""

    id: int
    name: str
    sector: Sector
    kind: ActorKind
    marks: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Link:
    """One tie: read outward from `first` to `second` and inward the other way round; days in ISO form or empty."""

    id: int
    first: int
    second: int
    kind: str
    outward: str
    inward: str
    role: str = ""
    since_on: str = ""
    until_on: str = ""


@dataclass(frozen=True)
class Net:
    """Who is shown (nearest first, then by name) and every tie between two of them; `left_out` found no room.

    `center` is the one in the middle, None for the whole network.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int = 0
    center: int | None = None

    @cached_property
    def neighbours(self) -> dict[int, set[int]]:
        """Whom each is tied to, by id."""
        found: dict[int, set[int]] = {node.id: set() for node in self.nodes}
        for link in self.links:
            found[link.first].add(link.second)
            found[link.second].add(link.first)
        return found

    @cached_property
    def pairs(self) -> dict[tuple[int, int], tuple[Link, ...]]:
        """The ties by the two they are between, the smaller id first: one line of the picture each."""
        found: dict[tuple[int, int], tuple[Link, ...]] = {}
        for link in self.links:
            ends = (min(link.first, link.second), max(link.first, link.second))
            found[ends] = (*found.get(ends, ()), link)
        return found

    def measured(self, measure: Measure) -> dict[int, float]:
        """Return a number for each: ties in this picture, or the share of shortest ways between two others through it (0 to 1).

        Betweenness: Freeman 1977, computed by Brandes 2001 (networkx). With NOTHING it is 0 for all.
        """
        if measure not in self._measures:
            self._measures[measure] = self._measured(measure)
        return self._measures[measure]

    @cached_property
    def _measures(self) -> dict[Measure, dict[int, float]]:
        return {}

    def _measured(self, measure: Measure) -> dict[int, float]:
        if measure is Measure.TIES:
            return {number: float(len(found)) for number, found in self.neighbours.items()}
        if measure is Measure.NOTHING:
            return dict.fromkeys(self.neighbours, 0.0)
        import networkx as nx  # noqa: PLC0415 - heavy, and only this measure needs it

        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(self.neighbours)
        graph.add_edges_from(self.pairs)
        return dict(nx.betweenness_centrality(graph))
