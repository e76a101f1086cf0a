"""Ways through the network: over whom the asking side knows somebody, how near people are to each other.

The graph (compass/graph.py, with the eyes of suggestions) is kept until anything in the network changes. A way leads only
over those who agreed to be suggested: nobody else is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from compass import graph, queries, tie_types
from compass.models import Actor, ActorKind, Challenge, Purpose, TieKind
from core import texts, versions
from core.db import db

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

FARTHEST = 4
"""Steps of a way that still helps: over three others."""
MOST_TIED = 3
HOUSE_TIES = frozenset({TieKind.WORKS_FOR, TieKind.SPEAKS_FOR})


@dataclass(frozen=True)
class Way:
    """A shortest way to somebody: whose way it is, and over whom it leads, each as (id, name)."""

    start: str
    over: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Known:
    """Who is tied to whom and who agreed to be suggested, as of one state of the network."""

    graph: nx.Graph[int]
    agreed: frozenset[int]


def _known() -> _Known:
    return versions.cached("compass", _read)


def _read() -> _Known:
    return _Known(graph.ties(), frozenset(db.session.scalars(queries.agreed(Purpose.MATCHING))))


def asker(challenge: Challenge) -> int | None:
    """Return the actor that asks: the one named there, else the office's own entry, None where there is none."""
    if challenge.asker_id:
        return challenge.asker_id
    own = [one.id for one in queries.same_named(texts.text("office.name")) if one.kind is not ActorKind.PERSON]
    return own[0] if own else None


def ways(start: int | None, ids: Sequence[int]) -> dict[int, Way]:
    """Return the way from one actor to each of some that it reaches in at most four steps; empty without a start."""
    if start is None:
        return {}
    paths = _paths(start, set(ids) - {start})
    needed = {start, *(number for path in paths.values() for number in path)}
    names = _names(needed, start)
    return {
        number: Way(names[start], tuple((one, names[one]) for one in path))
        for number, path in paths.items()
        if start in names and all(one in names for one in path)
    }


def _paths(start: int, goals: set[int]) -> dict[int, tuple[int, ...]]:
    """Return whom a shortest way to each goal leads over: breadth first, smaller ids first."""
    known = _known()
    paths: dict[int, tuple[int, ...]] = {start: ()}
    edge = [start] if start in known.graph else []
    for _ in range(FARTHEST):
        edge = [far for near in edge for far in _next(known, near, paths)]
        if goals <= paths.keys():
            break
    return {number: paths[number][1:] for number in goals & paths.keys()}


def _next(known: _Known, near: int, paths: dict[int, tuple[int, ...]]) -> list[int]:
    """Return whom one more step reaches for the first time, and note their ways."""
    found = [far for far in sorted(known.graph.adj[near]) if far not in paths and far in known.agreed]
    for far in found:
        paths[far] = (*paths[near], near)
    return found


def _names(ids: set[int], start: int) -> dict[int, str]:
    """Return the names of those who agreed to be suggested, asked anew, and of the asking side."""
    wanted = select(Actor.id, Actor.name).where(Actor.id.in_(ids))
    agreed = wanted.where(Actor.id.in_(queries.agreed(Purpose.MATCHING)) | (Actor.id == start))
    return dict(db.session.execute(agreed).all())


def tied(ids: Sequence[int], names: Mapping[int, str]) -> dict[int, str]:
    """Return for each of some actors one sentence about its ties with others of them, or nothing."""
    graph_of = _known().graph
    told = {}
    for number in ids:
        near = sorted(set(graph_of.adj[number]) & set(ids)) if number in graph_of else []
        said = [f"{_words(graph_of.edges[number, other], number)} {names[other]}" for other in near[:MOST_TIED]]
        told[number] = f"{', '.join(said)}." if said else ""
        told[number] = told[number][:1].upper() + told[number][1:]
    return told


def _words(edge: Mapping[str, object], number: int) -> str:
    return tie_types.label(str(edge["kind"]), outward=edge["start"] == number)


def houses(ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return to which organisations actors belong: for whom they work or speak; each belongs to itself."""
    graph_of = _known().graph
    found = {}
    for number in ids:
        near = graph_of.adj[number].items() if number in graph_of else ()
        mine = {far for far, edge in near if edge["kind"] in HOUSE_TIES and edge["start"] == number}
        found[number] = frozenset({number, *mine})
    return found


def hops(ids: Sequence[int]) -> NDArray:  # type: ignore[type-arg]  # of floats; scipy gives them
    """Return the shortest paths between some actors in steps, len(ids) x len(ids), inf where there is no way."""
    import numpy as np  # noqa: PLC0415 - heavy, and only a team needs it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - the same

    index, csr = versions.cached("compass", _csr)
    found = np.full((len(ids), len(ids)), np.inf)
    np.fill_diagonal(found, 0.0)
    there = [place for place, number in enumerate(ids) if number in index]
    if there:
        at = [index[ids[place]] for place in there]
        found[np.ix_(there, there)] = dijkstra(csr, directed=False, unweighted=True, indices=at)[:, at]
    return found


def _csr() -> tuple[dict[int, int], object]:
    """Return the graph as a sparse matrix, and at which row an id stands."""
    import networkx as nx  # noqa: PLC0415 - heavy, and only a team needs it

    known = _known().graph
    nodes = sorted(known)
    index = {number: place for place, number in enumerate(nodes)}
    return index, nx.to_scipy_sparse_array(known, nodelist=nodes, weight=None, format="csr") if nodes else None
