"""The graph of one moment: an object that never changes, asked by all threads of a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compass.graph import Eyes
from compass.graphs import walk as walking
from compass.graphs.arrays import SUGGESTIONS, Edges, Floats, Ints, View
from compass.graphs.reading import AREA, BITS, FIELD, TOPIC
from compass.networked import Neighbour

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NO_TIES: Final = ("competence", "interest", "offer", AREA, TOPIC, FIELD)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network of one moment. The first `actors` nodes are actors by id; then terms, topics, fields, shared things.

    Arrays over the n nodes: kind (index in kinds), ids (in their table), sector and actor_kind (255: no actor; in the order
    of SECTOR_WORDS and ActorKind), marked (bits in the order of MARK_WORDS), seen (bits of eyes), x and y for the office's
    map, public_x and public_y for everybody's (laid out from what everybody sees alone, NaN for the others), community
    (0 the largest, -1 for who is tied to nobody). Edges see compass/graphs/arrays.py.
    """

    version: str
    built_at: str
    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    actors: int
    kind: Ints
    ids: Ints
    sector: Ints
    actor_kind: Ints
    marked: Ints
    seen: Ints
    x: Floats
    y: Floats
    public_x: Floats
    public_y: Floats
    community: Ints
    indptr: Ints
    indices: Ints
    weight: Floats
    edge_seen: Ints
    edge_label: Ints
    outward: Ints

    @cached_property
    def index(self) -> Mapping[int, int]:
        """Node of each actor's id."""
        return {int(number): node for node, number in enumerate(self.ids[: self.actors])}

    @cached_property
    def edges(self) -> Edges:
        """All half edges, parallel ones apart, each with the eyes that see it."""
        return Edges(self.indptr, self.indices, self.weight, self.edge_seen, self.edge_label, self.outward.astype(bool))

    @cached_property
    def _views(self) -> dict[tuple[int, bool], View]:
        return {}

    def view(self, eyes: Eyes, *, ties: bool = False) -> View:
        """Return what some eyes see: all edges, or the ties between actors alone; made once and kept."""
        key = (BITS[eyes], ties)
        if key not in self._views:
            self._views[key] = self.edges.view(BITS[eyes], self.codes(ties=True) if ties else None)
        return self._views[key]

    def codes(self, *, ties: bool) -> list[int]:
        """Return the labels of ties, or of all that makes two actors neighbours: ties and shared things."""
        apart = (*NO_TIES, *self.kinds) if ties else NO_TIES
        return [code for code, label in enumerate(self.labels) if label not in apart]

    def csr(self, eyes: Eyes = Eyes.OFFICE, *, ties: bool = True) -> csr_array[Any]:
        """Return the symmetric matrix (n, n) of weights that some eyes see."""
        return self.view(eyes, ties=ties).matrix

    def neighbours(self, number: int, eyes: Eyes = Eyes.SUGGESTIONS) -> list[Neighbour]:
        """Return those an actor is tied to, by id."""
        node = self.index.get(number)
        if node is None:
            return []
        view = self.view(eyes, ties=True)
        row = view.row(node)
        both = zip(view.indices[row], view.label[row], view.outward[row], strict=True)
        return [Neighbour(int(self.ids[end]), self.labels[label], bool(out)) for end, label, out in both]

    def sees(self, number: int, eyes: Eyes) -> bool:
        """Tell whether some eyes may see an actor, as of that moment."""
        node = self.index.get(number)
        return node is not None and bool(self.seen[node] & BITS[eyes])

    def around(self, number: int, depth: int, eyes: Eyes, most: int = 300) -> dict[int, int]:
        """Return the ids within so many ties of an actor with their distance, the nearest first, at most so many."""
        start = self.index.get(number)
        view = self.view(eyes, ties=True)
        found = {start: 0} if start is not None else {}
        edge = list(found)
        for far in range(1, depth + 1):
            reached = sorted({int(end) for node in edge for end in view.indices[view.row(node)]} - found.keys())
            edge = reached[: most - len(found)]
            found.update(dict.fromkeys(edge, far))
        return {int(self.ids[node]): far for node, far in found.items()}

    def way(self, start: int, end: int, eyes: Eyes = Eyes.SUGGESTIONS) -> list[int]:
        """Return the ids on a shortest way over ties, both ends included, the lowest ids among equals; empty without one.

        It leads only over those whom the eyes may see: for suggestions over who agreed to them, whoever asks.
        """
        first, last = self.index.get(start), self.index.get(end)
        if first is None or last is None:
            return []
        view, allowed = self.view(eyes, ties=True), (self.seen & BITS[eyes]) != 0
        came: dict[int, int] = {first: first}
        edge = [first]
        while edge and last not in came:
            found = []
            for node in edge:
                for other in view.indices[view.row(node)].tolist():
                    if other not in came and allowed[other]:
                        came[other] = node
                        found.append(other)
            edge = found
        if last not in came:
            return []
        path = [last]
        while path[-1] != first:
            path.append(came[path[-1]])
        return [int(self.ids[node]) for node in reversed(path)]

    @cached_property
    def means(self) -> csr_array[Any]:
        """M (actors, actors): M s is each actor's mean of s over its neighbours who agreed to be suggested (walk.means)."""
        allowed = (self.seen[: self.actors] & SUGGESTIONS) != 0
        near = self.edges.view(SUGGESTIONS, self.codes(ties=False))
        return walking.means(near, self.actors, allowed)

    def scores(self, by_actor: Mapping[int, float]) -> Floats:
        """Return scores (actors,), float64, in the order of `ids`, from scores by id; whoever is not there is left out."""
        found: Floats = np.zeros(self.actors)
        for number, score in by_actor.items():
            if (node := self.index.get(number)) is not None:
                found[node] = score
        return found

    def reach(self, by_actor: Mapping[int, float], g: float = walking.REACH) -> dict[int, float]:
        """Return by id what the neighbours add to an actor's score: g times the mean of theirs, one product (recipe 4.6 a).

        Neighbours are tied or share a circle; only who agreed to be suggested counts. Ids without any gain are left out.
        """
        found = walking.reach(self.means, self.scores(by_actor), g)
        return {int(self.ids[node]): float(found[node]) for node in np.flatnonzero(found)}

    def reached_through(
        self, number: int, by_actor: Mapping[int, float], g: float = walking.REACH
    ) -> list[tuple[int, float]]:
        """Return the summands of reach()[number]: (id of the neighbour, points), most first; their sum is it to 1e-9."""
        node = self.index.get(number)
        if node is None:
            return []
        parts = walking.through(self.means, self.scores(by_actor), node, g)
        return [(int(self.ids[one]), points) for one, points in parts]

    @cached_property
    def _steps(self) -> dict[Eyes, csr_array[Any]]:
        return {}

    def walk(self, seeds: Mapping[tuple[str, int], float], eyes: Eyes = Eyes.SUGGESTIONS) -> Floats:
        """Return p (n,) of a walk that starts anew at (kind, id) of nodes with a weight; zeros where none of them is there."""
        restart = np.zeros(len(self.ids), dtype=np.float32)
        for (kind, number), weight in seeds.items():
            restart[self._nodes(kind, number)] = weight
        if not restart.any():
            return restart
        if eyes not in self._steps:
            self._steps[eyes] = walking.steps(self.view(eyes))
        return walking.walk(self._steps[eyes], restart)

    def _nodes(self, kind: str, number: int) -> Ints:
        if kind not in self.kinds:
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero((self.kind == self.kinds.index(kind)) & (self.ids == number))

    def nearest(self, p: Floats, eyes: Eyes = Eyes.SUGGESTIONS, most: int = 20) -> list[tuple[int, float]]:
        """Return (id, p) of the actors a walk visits most whom the eyes may see, best first."""
        among = np.flatnonzero(self.seen[: self.actors] & BITS[eyes])
        return [(int(self.ids[node]), float(p[node])) for node in walking.best(p, among, most)]
